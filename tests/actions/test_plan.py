"""After the result: exercises, easier and harder ones, reasons, pointers."""

from __future__ import annotations

from typing import Any

import pytest

from actions import plan
from actions.plan import (
    ActionEasier,
    ActionHarder,
    ActionPointer,
    ActionShowExercise,
    ActionWhy,
    may_do,
    named_exercise,
    plan_exercises,
)
from actions.result import ActionTriageResult
from actions.slots import library
from tests.actions.harness import COLD_FOOT, STIFF_ANKLE, Slots, Turn, make_tracker, run
from triage.model import Exercise

VARIANTS = [pytest.param(ActionEasier(), id="easier"), pytest.param(ActionHarder(), id="harder")]


def with_plan(answers: Slots = STIFF_ANKLE, **more: Any) -> Slots:
    """The slots of a new session after a result for these answers."""
    result = run(ActionTriageResult(), make_tracker(answers))
    return {"consent": "yes", "side": "left", "plan": result.slots["plan"], **more}


def exercises() -> list[str]:
    """The exercises in the plan of a stiff ankle."""
    return plan_exercises(make_tracker(with_plan()))


def shown(turn: Turn) -> str | None:
    """The exercise that was shown, as the client and the slot have it."""
    if turn.names != ["utter_exercise"]:
        return None
    (message,) = turn.messages
    assert message["custom"]["type"] == "exercise"
    assert turn.slots == {"shown_exercise": message["custom"]["id"]}
    return str(message["custom"]["id"])


def show(slots: Slots, exercise: str | None = None) -> Turn:
    """What happens on "show me ..."."""
    entities = {"exercise": exercise} if exercise else {}
    return run(ActionShowExercise(), make_tracker(slots, entities=entities))


@pytest.fixture
def variant(monkeypatch: pytest.MonkeyPatch) -> Exercise:
    """An exercise that is the easier and the harder form of the first one in the plan."""
    first = library().exercises[exercises()[0]]
    other = first.copy(update={"id": "TEST1", "name": "A test", "kit": []})
    both = first.copy(update={"easier": "TEST1", "harder": "TEST1"})
    monkeypatch.setitem(library().exercises, "TEST1", other)
    monkeypatch.setitem(library().exercises, first.id, both)
    return other


def test_there_are_exercises_to_show() -> None:
    assert len(exercises()) > 1


def test_an_exercise_is_shown_by_id_or_name() -> None:
    last = exercises()[-1]
    assert shown(show(with_plan(), last)) == last
    assert shown(show(with_plan(), library().exercises[last].name.upper())) == last


def test_an_exercise_comes_with_all_that_makes_it_safe() -> None:
    turn = show(with_plan())
    exercise, text = library().exercises[exercises()[0]], turn.messages[0]["text"]
    for words in (exercise.name, *exercise.steps, exercise.feel, *exercise.stop_if):
        assert words in text
    custom = dict(turn.messages[0]["custom"])
    custom.pop("picture", None)
    assert custom == {"type": "exercise", **exercise.dict()}


def test_an_exercise_comes_with_its_picture_if_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = {"src": "/pictures/X.svg", "alt": "A person rises."}
    monkeypatch.setattr(plan, "picture_of", lambda _: picture)
    assert show(with_plan()).messages[0]["custom"]["picture"] == picture
    monkeypatch.setattr(plan, "picture_of", lambda _: None)
    assert "picture" not in show(with_plan()).messages[0]["custom"]


def test_next_goes_through_the_plan_and_begins_again() -> None:
    names = exercises()
    assert shown(show(with_plan())) == names[0]
    for before, after in zip(names, [*names[1:], names[0]], strict=True):
        assert shown(show(with_plan(shown_exercise=before))) == after


def test_an_exercise_outside_the_plan_is_not_shown() -> None:
    other = next(name for name in library().exercises if name not in exercises())
    assert shown(show(with_plan(), other)) == exercises()[0]
    assert named_exercise("no such exercise") is None
    assert named_exercise(None) is None


def test_an_exercise_that_the_knowledge_dropped_is_not_shown() -> None:
    slots = with_plan()
    slots["plan"]["exercises"][0]["id"] = "GONE1"
    assert shown(show(slots)) == exercises()[1]


def test_without_a_plan_there_is_nothing_to_show() -> None:
    for action in (ActionShowExercise(), ActionEasier(), ActionHarder()):
        for slots in ({}, {"shown_exercise": "STC1"}, with_plan(COLD_FOOT)):
            assert run(action, make_tracker(slots)).names == ["utter_no_exercises_yet"]


@pytest.mark.parametrize("action", VARIANTS)
def test_another_form_is_shown(action: Any, variant: Exercise) -> None:
    assert shown(run(action, make_tracker(with_plan()))) == variant.id
    slots = with_plan(shown_exercise=exercises()[0])
    assert shown(run(action, make_tracker(slots))) == variant.id


@pytest.mark.parametrize("action", VARIANTS)
def test_where_there_is_no_other_form_it_says_so(action: Any, variant: Exercise) -> None:
    name = action.name().replace("action_", "utter_no_")
    other = variant.copy(update={"easier": None, "harder": None})
    library().exercises[variant.id] = other
    turn = run(action, make_tracker(with_plan(shown_exercise=variant.id)))
    assert (turn.names, turn.events) == ([name], [])


@pytest.mark.parametrize("change", [{"kit": ["step"]}, {"categories": ["calf_advanced"]}])
@pytest.mark.parametrize("action", VARIANTS)
def test_a_form_that_the_answers_forbid_is_not_shown(
    action: Any, variant: Exercise, change: Slots
) -> None:
    library().exercises[variant.id] = variant.copy(update=change)
    turn = run(action, make_tracker(with_plan()))
    assert turn.names == [action.name().replace("action_", "utter_no_")]


def test_an_exercise_of_the_plan_that_the_answers_forbid_is_not_shown(variant: Exercise) -> None:
    library().exercises[variant.id] = variant.copy(update={"kit": ["step"]})
    slots = with_plan()
    slots["plan"]["exercises"][0]["id"] = variant.id
    turn = show(slots)
    assert (turn.names, turn.events) == (["utter_exercise_blocked"], [])


def test_the_gate_judges_the_answers_behind_the_plan() -> None:
    band = next(e for e in library().exercises.values() if e.kit == ["band"])
    allowed = with_plan()
    without = with_plan({**STIFF_ANKLE, "equipment": ["none"]}, equipment=["band"])
    assert may_do(make_tracker(allowed), band)
    assert not may_do(make_tracker(without), band)


@pytest.mark.parametrize("action", [ActionShowExercise(), ActionEasier(), ActionHarder()])
def test_a_danger_sign_since_the_result_comes_first(action: Any, variant: Exercise) -> None:
    turn = run(action, make_tracker(with_plan(red_flags=["cold_pale_blue"])))
    assert turn.names == ["utter_result_emergency"]
    assert turn.slots["plan"]["exercises"] == []


@pytest.mark.parametrize("slot", library().questions)
def test_why_do_you_ask(slot: str) -> None:
    turn = run(ActionWhy(), make_tracker(asked=slot))
    assert turn.names == ["utter_why_question"]
    assert turn.messages[0]["text"] == library().questions[slot].why


def test_why_this_result() -> None:
    slots = with_plan(COLD_FOOT)
    turn = run(ActionWhy(), make_tracker(slots))
    assert turn.names == ["utter_why_result"]
    assert slots["plan"]["rules"][0]["reason"] in turn.messages[0]["text"]


def test_why_after_the_knowledge_has_changed() -> None:
    slots = with_plan(COLD_FOOT)
    slots["plan"]["rules"][0]["id"] = "GONE"
    assert run(ActionWhy(), make_tracker(slots)).names == ["utter_why_result"]


def test_why_with_nothing_to_explain() -> None:
    assert run(ActionWhy(), make_tracker()).names == ["utter_what_now"]


POINTERS = [
    ("other_body_part", ["sister_site"]),
    ("plantar_fasciitis", ["plantar_fasciitis"]),
    ("diagnosis", ["diagnosis_section", "whole_leg"]),
]


@pytest.mark.parametrize(("intent", "names"), POINTERS)
def test_pointers_name_their_pages(
    intent: str, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [entry for entry in library().tips["pointers"] if entry["id"] in names]
    for entry in known:
        monkeypatch.delenv(entry["setting"], raising=False)
    turn = run(ActionPointer(), make_tracker(intent=intent))
    assert turn.names == [f"utter_pointer_{name}" for name in names]
    assert [message["text"] for message in turn.messages] == [entry["text"] for entry in known]
    for entry in known:
        monkeypatch.setenv(entry["setting"], "https://clinic.example/page")
    for message in run(ActionPointer(), make_tracker(intent=intent)).messages:
        assert message["text"].endswith(". https://clinic.example/page")


def test_every_pointer_is_named_somewhere() -> None:
    told = {name for _, names in POINTERS for name in names}
    assert told == {entry["id"] for entry in library().tips["pointers"]}


def test_the_pointer_follows_the_intent_that_was_decided() -> None:
    tracker = make_tracker(intent="other_body_part")
    tracker.latest_message["intent_ranking"] = [{"name": "diagnosis", "confidence": 0.9}]
    assert run(ActionPointer(), tracker).names == ["utter_pointer_sister_site"]
