"""Misses, skipping, going back; see test_talk_change.py for the rest of actions/talk.py."""

from __future__ import annotations

from typing import Any

import pytest

from actions.slots import library
from actions.talk import (
    ActionGoBack,
    ActionMiss,
    ActionSkip,
    as_unsure,
    last_answered,
)
from tests.actions.harness import (
    STIFF_ANKLE,
    Slots,
    Turn,
    make_tracker,
    run,
)
from triage import Answers, decide
from triage.untrusted import clean_answer

QUESTIONS = library().questions
SKIPPABLE = [q.id for q in QUESTIONS.values() if q.skippable]
UNSKIPPABLE = [q.id for q in QUESTIONS.values() if not q.skippable]
ASKED_LAST = {**STIFF_ANKLE, "summary_ok": None}


def miss(slot: str | None, misses: str = "0", **slots: Any) -> Turn:
    """What happens when nothing is understood at this question, after so many misses."""
    return run(ActionMiss(), make_tracker({"misses": misses, **slots}, asked=slot))


def test_a_result_that_was_lost_is_given() -> None:
    """All was answered, no question is open, and there is no plan."""
    assert miss(None, **STIFF_ANKLE).slots["plan"]["urgency"] == "self_care"
    assert miss(None, **{**STIFF_ANKLE, "consent": "no"}).names == ["utter_consent_refused"]
    assert "plan" not in miss(None, **ASKED_LAST).slots


def told(name: str, value: Any) -> dict[str, Any]:
    """The event of an answer."""
    return {"event": "slot", "name": name, "value": value}


@pytest.mark.parametrize("slot", QUESTIONS)
def test_the_first_miss_asks_for_other_words(slot: str) -> None:
    turn = miss(slot)
    assert turn.names == ["utter_rephrase"]
    assert turn.slots["misses"] == "1"
    assert slot not in turn.slots


@pytest.mark.parametrize("slot", QUESTIONS)
def test_the_second_miss_asks_for_a_tap(slot: str) -> None:
    turn = miss(slot, "1")
    assert turn.names == ["utter_use_buttons"]
    assert turn.slots["misses"] == "2"
    assert slot not in turn.slots


@pytest.mark.parametrize("slot", SKIPPABLE)
def test_the_third_miss_goes_on_as_unsure(slot: str) -> None:
    turn = miss(slot, "2")
    assert turn.names == ["utter_skip_as_unsure"]
    assert turn.slots["misses"] == "0"
    assert turn.slots[slot] == (["unsure"] if QUESTIONS[slot].is_list else "unsure")


@pytest.mark.parametrize("misses", ["2", "3"])
@pytest.mark.parametrize("slot", UNSKIPPABLE)
def test_what_cannot_be_skipped_is_asked_again_and_again(slot: str, misses: str) -> None:
    turn = miss(slot, misses)
    assert turn.names == ["utter_use_buttons"]
    assert turn.slots["misses"] == "3"
    assert slot not in turn.slots


@pytest.mark.parametrize("slot", SKIPPABLE)
def test_unsure_is_an_answer_to_what_can_be_skipped(slot: str) -> None:
    (event,) = as_unsure(slot)
    assert clean_answer(slot, event["value"]) == event["value"]


def test_a_vague_place_leads_to_a_nearer_question_and_is_no_miss() -> None:
    tracker = make_tracker({"region": "ankle"}, asked="location", entities={"region": "ankle"})
    turn = run(ActionMiss(), tracker)
    assert turn.names == []
    assert turn.slots == {"misses": "0"}


def test_nonsense_after_a_vague_place_is_a_miss() -> None:
    turn = miss("location", region="ankle")
    assert turn.names == ["utter_rephrase"]
    assert turn.slots == {"misses": "1", "region": None}


def test_the_same_vague_place_again_is_a_miss() -> None:
    said = [told("region", "ankle"), {"event": "user"}]
    tracker = make_tracker(
        {"region": "ankle"},
        asked="location",
        entities={"region": "ankle"},
        events=said,
        new={"region": "ankle"},
    )
    turn = run(ActionMiss(), tracker)
    assert turn.names == ["utter_rephrase"]
    assert turn.slots == {"misses": "1", "region": None}


def test_a_vague_place_at_another_question_is_a_miss() -> None:
    tracker = make_tracker({"region": "foot"}, asked="side", entities={"region": "foot"})
    assert run(ActionMiss(), tracker).names == ["utter_rephrase"]


@pytest.mark.parametrize(
    ("slots", "entities", "names", "followup"),
    [
        ({}, {}, ["utter_what_now"], None),
        ({}, {"location": "calf"}, [], "triage_form"),
        ({"plan": {"urgency": "self_care"}}, {}, ["utter_what_now"], None),
        ({"plan": {"urgency": "self_care"}}, {"location": "calf"}, ["utter_new_or_same"], None),
        ({"unfinished": True}, {"location": "calf"}, ["utter_carry_on_or_start_again"], None),
    ],
    ids=["nothing", "a story", "with a plan", "a story with a plan", "an unfinished talk"],
)
def test_outside_the_questions(
    slots: Slots, entities: Slots, names: list[str], followup: str | None
) -> None:
    turn = run(ActionMiss(), make_tracker(slots, entities=entities))
    assert (turn.names, turn.followup) == (names, followup)


@pytest.mark.parametrize("slot", SKIPPABLE)
def test_skip_answers_unsure(slot: str) -> None:
    turn = run(ActionSkip(), make_tracker({"misses": "1"}, asked=slot))
    assert turn.names == ["utter_skipped"]
    assert turn.slots == {
        slot: (["unsure"] if QUESTIONS[slot].is_list else "unsure"),
        "misses": "0",
    }


@pytest.mark.parametrize("slot", UNSKIPPABLE)
def test_some_questions_cannot_be_skipped(slot: str) -> None:
    turn = run(ActionSkip(), make_tracker(asked=slot))
    assert (turn.names, turn.events) == (["utter_cannot_skip"], [])


def test_skip_outside_the_questions() -> None:
    assert run(ActionSkip(), make_tracker()).names == ["utter_what_now"]


def test_skip_at_an_exercise_shows_the_next_one() -> None:
    decision = decide(Answers.from_slots(STIFF_ANKLE)).to_json()
    first, second = (exercise["id"] for exercise in decision["exercises"][:2])
    plan = {**decision, "answers": STIFF_ANKLE}
    turn = run(ActionSkip(), make_tracker({"plan": plan, "shown_exercise": first}))
    assert turn.names == ["utter_exercise"]
    assert turn.slots["shown_exercise"] == second


def test_go_back_takes_back_the_last_answer() -> None:
    slots = {"consent": "yes", "age_band": "25_54", "side": "left"}
    events = [told(name, value) for name, value in slots.items()]
    turn = run(ActionGoBack(), make_tracker(slots, asked="onset", events=events))
    assert turn.names == ["utter_go_back"]
    assert turn.slots == {"side": None, "summary_ok": None}


def test_go_back_twice_takes_back_two_answers() -> None:
    slots = {"consent": "yes", "age_band": "25_54", "side": None}
    events = [told("age_band", "25_54"), told("side", "left"), told("side", None)]
    turn = run(ActionGoBack(), make_tracker(slots, asked="side", events=events))
    assert turn.slots == {"age_band": None, "summary_ok": None}


def test_go_back_takes_along_what_tells_the_same() -> None:
    events = [told(name, value) for name, value in ASKED_LAST.items() if name != "onset"]
    tracker = make_tracker(
        ASKED_LAST, asked="summary_ok", events=[*events, told("onset", "injury")]
    )
    turn = run(ActionGoBack(), tracker)
    told_it = {"onset", "injury_days", "duration_days", "summary_ok"}
    assert turn.slots == dict.fromkeys(told_it)


def test_consent_is_never_taken_back() -> None:
    events = [told("consent", "yes"), told("misses", "0")]
    turn = run(ActionGoBack(), make_tracker({"consent": "yes"}, asked="age_band", events=events))
    assert (turn.names, turn.events) == (["utter_nothing_to_go_back_to"], [])


def test_the_last_answer_is_the_last_one_that_is_still_there() -> None:
    events = [told("side", "left"), told("location", ["calf"]), told("location", None)]
    assert last_answered(make_tracker({"side": "left"}, asked="location", events=events)) == "side"
    assert last_answered(make_tracker()) is None
