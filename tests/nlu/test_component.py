"""The reader inside Rasa's pipeline."""

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.component import FootwiseReader

PHRASES = [("my heel hurts", "inform"), ("book a flight to rome", "other_topic"), ("yes", "affirm")]


@pytest.fixture(scope="module")
def component(tmp_path_factory: pytest.TempPathFactory) -> FootwiseReader:
    """A trained component, saved and loaded again."""
    storage = LocalModelStorage(Path(tmp_path_factory.mktemp("model")))
    resource = Resource("reader")
    context: Any = None
    fresh = FootwiseReader.create({}, storage, resource, context)
    examples = [Message({TEXT: text, INTENT: intent}) for text, intent in PHRASES]
    fresh.train(TrainingData(examples))
    return FootwiseReader.load({}, storage, resource, context)


def process(component: FootwiseReader, text: str, **data: Any) -> Message:
    """`text` after the component; `data`: what stood in the message before."""
    return component.process([Message({TEXT: text, **data})])[0]


def values(message: Message, slot: str) -> list[Any]:
    """The values of the entities named `slot`."""
    return [e["value"] for e in message.get(ENTITIES) or [] if e["entity"] == slot]


def test_facts_become_entities_one_for_each_item(component: FootwiseReader) -> None:
    message = process(component, "my left heel and my arch hurt")
    assert values(message, "location") == ["heel_bottom", "arch"]
    assert values(message, "side") == ["left"]
    assert message.get(INTENT)["name"] == "inform"


def test_the_question_asked_comes_in_the_metadata(component: FootwiseReader) -> None:
    message = process(component, "like a 6?", metadata={"asked": "pain_walk"})
    assert values(message, "pain_walk") == [6]


def test_a_tap_that_came_along_is_an_entity_too(component: FootwiseReader) -> None:
    message = process(component, "my heel hurts", metadata={"tap": {"consent": "yes"}})
    assert values(message, "consent") == ["yes"]
    assert values(message, "location") == ["heel_bottom"]


@pytest.mark.parametrize(
    "metadata", [None, {}, {"asked": None}, {"tap": "odd"}, {"asked": "nothing"}]
)
def test_odd_metadata_does_no_harm(component: FootwiseReader, metadata: Any) -> None:
    assert values(process(component, "my heel hurts", metadata=metadata), "location")


def test_payloads_are_left_alone(component: FootwiseReader) -> None:
    message = process(component, '/inform{"side": "left"}', intent={"name": "inform"})
    assert message.get(ENTITIES) is None


def test_red_flags_and_scope_are_in_the_parse_data(component: FootwiseReader) -> None:
    data = process(component, "my chest hurts").as_dict(only_output_properties=True)
    assert data["red_flags"] == ["breathless_chest_pain"]
    assert data["scope"] == "emergency_elsewhere"


def test_the_guess_of_the_classifier_stands_where_words_do_not_decide(
    component: FootwiseReader,
) -> None:
    guess = {"name": "tips", "confidence": 0.9}
    assert process(component, "tell me yours", intent=guess).get(INTENT)["name"] == "tips"


def test_strange_words_make_an_unsure_guess_another_topic(component: FootwiseReader) -> None:
    guess = {"name": "how_often", "confidence": 0.5}
    message = process(component, "which planets orbit jupiter", intent=guess)
    assert message.get(INTENT)["name"] == "other_topic"
    assert message.get("scope") == "out_of_scope"


@pytest.mark.parametrize(
    ("intent", "text", "entity", "value"),
    [
        ("show_exercise", "show me the towel curls", "exercise", "ARC2"),
        ("show_exercise", "can I see the heel raise on a step", "exercise", "CLI3"),
        ("change", "please change my age", "change_slot", "age_band"),
        ("change", "change pain at rest", "change_slot", "pain_rest"),
    ],
)
def test_a_request_names_what_it_is_about(
    component: FootwiseReader, intent: str, text: str, entity: str, value: str
) -> None:
    guess = {"name": intent, "confidence": 0.95}
    assert values(process(component, text, intent=guess), entity) == [value]


def test_a_request_that_names_nothing_has_no_such_entity(component: FootwiseReader) -> None:
    guess = {"name": "change", "confidence": 0.95}
    assert values(process(component, "change something", intent=guess), "change_slot") == []


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("show me Straight-knee calf stretch", "show_exercise"),
        ("how do I do the knee to wall", "show_exercise"),
        ("my hip hurts in the bent-knee calf stretch", "other_body_part"),
        ("my knee hurts", "other_body_part"),
    ],
)
def test_a_knee_in_the_name_of_an_exercise_is_no_sore_knee(
    component: FootwiseReader, text: str, intent: str
) -> None:
    guess = {"name": "other_body_part", "confidence": 0.95}
    assert process(component, text, intent=guess).get(INTENT)["name"] == intent
