"""The responses that ask the questions, as Rasa fills and sends them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rasa.core.nlg.interpolator import interpolate_text
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from ruamel.yaml import YAML

from actions import generate
from actions.generate import OWN_ACTION, escape, payload, responses
from actions.slots import library
from tests.actions.harness import START, Slots
from triage.model import Question
from triage.untrusted import clean_answer

QUESTIONS = [q for q in library().questions.values() if q.id not in OWN_ACTION]
WITH_REGIONS = [(q, region) for q in QUESTIONS for region in q.region_asks]


def ids(value: Any) -> str:
    """Names the cases after their question."""
    return value.id if isinstance(value, Question) else str(value)


def sent(name: str, **slots: Any) -> dict[str, Any]:
    """The response as Rasa sends it with these slots."""
    filled: Slots = {**START, **slots}
    nlg = TemplatedNaturalLanguageGenerator(responses())
    message: dict[str, Any] | None = nlg.generate_from_slots(name, filled, "web")
    assert message is not None
    return message


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_each_option_has_a_button_that_answers_the_question(question: Question) -> None:
    message = sent(f"utter_ask_{question.id}")
    assert len(message["buttons"]) == len(question.options) + question.tick_list
    for button, option in zip(message["buttons"], message["custom"]["options"], strict=True):
        answer = json.loads(button["payload"].removeprefix("/inform"))
        assert answer == {question.id: option["value"]}
        assert (button["title"], button["payload"]) == (option["label"], option["payload"])
        expected = [option["value"]] if question.is_list else option["value"]
        assert clean_answer(question.id, option["value"]) == expected


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_the_question_payload_keeps_the_contract(question: Question) -> None:
    custom = sent(f"utter_ask_{question.id}")["custom"]
    assert custom["type"] == "question"
    assert (custom["slot"], custom["kind"]) == (question.id, question.kind)
    assert custom["fills"] == list(question.fills)
    assert custom["skippable"] is question.skippable
    assert (custom["min"], custom["max"]) == (question.min, question.max)
    assert json.loads(json.dumps(custom)) == custom


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_after_a_miss_it_is_asked_in_other_words(question: Question) -> None:
    name = f"utter_ask_{question.id}"
    assert sent(name)["text"] == question.ask.strip()
    assert sent(name, misses="1")["text"] == question.reask.strip()
    assert sent(name, misses="2")["text"] == question.reask.strip()
    assert sent(name, misses=None)["text"] == question.ask.strip()
    assert sent(name, misses="1")["custom"] == sent(name)["custom"]


@pytest.mark.parametrize(("question", "region"), WITH_REGIONS, ids=ids)
def test_a_vague_place_narrows_the_choice(question: Question, region: str) -> None:
    message = sent(f"utter_ask_{question.id}", region=region)
    assert message["text"] == question.region_asks[region]
    values = [option["value"] for option in message["custom"]["options"]]
    assert values == [o.value for o in question.options if o.region == region]
    assert sent(f"utter_ask_{question.id}", region=region, misses="1")["text"] == question.reask


def test_there_are_vague_places() -> None:
    assert WITH_REGIONS


def test_nothing_generated_is_left_to_fill() -> None:
    for name, variations in responses().items():
        nlg = TemplatedNaturalLanguageGenerator(
            {name: [dict(v, condition=None) for v in variations]}
        )
        for variation in variations:
            filled = nlg._fill_response(json.loads(json.dumps(variation)), START)
            assert not {"{{", "}}"} & set(filled["text"]), name
            assert "{" not in filled["text"], name


@pytest.mark.parametrize("words", ["plain", "a {slot} in braces", "{", "}}", '{"a": "b"}'])
def test_escaped_words_come_out_as_they_went_in(words: str) -> None:
    assert interpolate_text(escape(words), START) == words


@pytest.mark.parametrize("value", ["yes", 0, 10, "8_15"])
def test_a_payload_is_json_after_rasa_has_read_it(value: Any) -> None:
    read = interpolate_text(payload("a_slot", value), START)
    assert json.loads(read.removeprefix("/inform")) == {"a_slot": value}


def test_tips_are_all_there() -> None:
    text = sent("utter_tips")["text"]
    assert all(tip["text"] in text for tip in library().tips["tips"])


def test_how_much_and_how_often_are_told_by_the_tips() -> None:
    tips = {tip["id"]: tip["text"] for tip in library().tips["tips"]}
    assert tips["pain_rule"] in sent("utter_does_it_hurt")["text"]
    assert tips["next_morning"] in sent("utter_does_it_hurt")["text"]
    assert tips["rest_days"] in sent("utter_how_often")["text"]


def test_bands_are_told_in_words() -> None:
    text = sent("utter_band_colours")["text"]
    assert text and not set("{}[]_") & set(text)


def test_the_file_holds_what_was_generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "OUTPUT", tmp_path / "new" / "generated.yml")
    generate.main()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["generated.yml"]
    content = YAML(typ="safe", pure=True).load(tmp_path / "new" / "generated.yml")
    assert content == {"version": "3.1", "responses": responses()}
