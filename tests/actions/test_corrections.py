"""What a message puts right beside what it says (actions/corrections.py), and what is noted."""

from __future__ import annotations

from typing import Any

import pytest

from actions.validate import ValidateTriageForm
from tests.actions.harness import OLD_HEEL_PAIN, STIFF_ANKLE, Slots, Turn, make_tracker, run

IN_FORM = {**STIFF_ANKLE, "summary_ok": None}
OLD_PAIN = {**OLD_HEEL_PAIN, "summary_ok": None}


def told(name: str, value: Any) -> dict[str, Any]:
    """The event of an answer."""
    return {"event": "slot", "name": name, "value": value}


def say(slots: Slots, asked: str, new: Slots | None = None, **entities: Any) -> Turn:
    """The form's turn for a message that fills `new` and holds `entities`."""
    events = [told(name, value) for name, value in slots.items()]
    known = {name: value for name, value in slots.items() if name != asked}
    tracker = make_tracker(
        known, asked=asked, new=new, events=events, entities={**(new or {}), **entities}
    )
    return run(ValidateTriageForm(), tracker)


@pytest.mark.parametrize(
    ("slots", "changed"),
    [
        (IN_FORM, {"injury_days": 6}),
        (OLD_PAIN, {"duration_days": 6}),
        ({**OLD_PAIN, "onset": "surgery", "surgery_weeks_ago": 9}, {"surgery_weeks_ago": 0}),
    ],
    ids=["injury", "pain", "operation"],
)
def test_a_time_is_of_what_the_answers_are_about(slots: Slots, changed: Slots) -> None:
    turn = say(slots, "signs_health", days_told=6, corrects="yes")
    assert {name: turn.slots[name] for name in changed} == changed
    assert turn.names == ["utter_noted"]
    assert turn.slots.get("signs_health") is None


def test_a_time_read_as_duration_is_moved_to_the_injury() -> None:
    turn = say(IN_FORM, "signs_health", {"duration_days": 6})
    assert (turn.slots["injury_days"], turn.slots["duration_days"]) == (6, None)


def test_a_time_before_anything_was_told_is_none() -> None:
    turn = say({"consent": "yes"}, "age_band", days_told=6)
    assert not {"injury_days", "duration_days"} & set(turn.slots)
    assert turn.names == []


@pytest.mark.parametrize(("side", "other"), [("left", "right"), ("right", "left")])
def test_the_other_side(side: str, other: str) -> None:
    turn = say({**IN_FORM, "side": side}, "stiffness", other_side="yes")
    assert turn.slots["side"] == other


@pytest.mark.parametrize("side", ["both", None])
def test_both_sides_have_no_other_one(side: str | None) -> None:
    turn = say({**IN_FORM, "side": side}, "stiffness", other_side="yes")
    assert "side" not in turn.slots


def test_a_number_is_the_last_number_given() -> None:
    slots = {"consent": "yes", "age_band": "25_54", "location": ["arch"], "pain_walk": 4}
    turn = say(slots, "equipment", number_told=6, corrects="yes")
    assert turn.slots["pain_walk"] == 6


@pytest.mark.parametrize(("cue", "rest", "walk"), [("firm", None, 6), ("yes", 6, None)])
def test_only_a_firm_word_turns_an_answer_into_a_correction(
    cue: str, rest: int | None, walk: int | None
) -> None:
    slots = {"consent": "yes", "age_band": "25_54", "location": ["arch"], "pain_walk": 4}
    turn = say(slots, "pain_rest", {"pain_rest": 6}, number_told=6, corrects=cue)
    assert turn.slots.get("pain_rest") == rest
    assert turn.slots.get("pain_walk") == walk


def test_a_number_too_high_for_a_score_is_the_age() -> None:
    turn = say(IN_FORM, "stiffness", number_told=60, age_told="55_plus", corrects="yes")
    assert turn.slots["age_band"] == "55_plus"


def test_an_answer_called_wrong_is_asked_again_and_the_question_stays_open() -> None:
    turn = say(IN_FORM, "stiffness", {"stiffness": ["none"]}, change_slot="side")
    assert (turn.slots["side"], turn.slots["stiffness"]) == (None, None)
    assert turn.slots["requested_slot"] == "side"


def test_an_answer_called_wrong_with_its_new_value_is_not_asked() -> None:
    turn = say(IN_FORM, "summary_ok", {"side": "right"}, change_slot="side")
    assert turn.slots["side"] == "right"
    assert turn.slots["requested_slot"] == "summary_ok"


def test_what_has_no_answer_cannot_be_wrong() -> None:
    turn = say({"consent": "yes"}, "age_band", change_slot="side")
    assert "side" not in turn.slots


def test_one_line_that_is_right_is_no_yes_to_the_summary() -> None:
    turn = say(IN_FORM, "summary_ok", {"summary_ok": "yes"}, part_right="yes")
    assert turn.slots["summary_ok"] is None
    assert turn.slots["requested_slot"] == "summary_ok"


def test_what_is_told_beside_the_question_is_named() -> None:
    turn = say({"consent": "yes"}, "location", {"side": "left"})
    assert turn.names == ["utter_noted"]
    assert "Side: Left" in turn.messages[0]["text"]


def test_an_answer_alone_is_not_repeated() -> None:
    assert say({"consent": "yes"}, "location", {"location": ["arch"]}).names == []


def test_an_earlier_answer_that_changes_with_the_answer_is_named() -> None:
    turn = say(IN_FORM, "stiffness", {"stiffness": ["calf"], "side": "right"})
    assert "Side: Right" in turn.messages[0]["text"]


def test_a_list_denied_in_part_stays_open() -> None:
    turn = say({"consent": "yes"}, "signs_now", part_denied="yes")
    assert turn.names == ["utter_rest_of_list"]
    slots = turn.slots
    assert slots.pop("questions_left") > 1
    assert slots == {"misses": "0", "requested_slot": "age_band"}


def test_a_health_fact_is_named_and_no_miss() -> None:
    tracker = make_tracker(IN_FORM, asked="signs_injury")
    tracker.slots["signs_injury"] = None
    tracker.latest_message["red_flags"] = ["diabetes"]
    turn = run(ValidateTriageForm(), tracker)
    assert "Diabetes" in turn.messages[0]["text"]
    assert turn.slots["misses"] == "0"


@pytest.mark.parametrize(("misses", "after"), [("0", "1"), ("1", "2")])
def test_a_refused_value_is_a_miss(misses: str, after: str) -> None:
    tracker = make_tracker({"misses": misses}, asked="pain_walk", new={"pain_walk": -3})
    turn = run(ValidateTriageForm(), tracker)
    assert (turn.slots["pain_walk"], turn.slots["misses"]) == (None, after)


def test_the_third_refused_value_goes_on_as_unsure() -> None:
    tracker = make_tracker({"misses": "2"}, asked="pain_walk", new={"pain_walk": -3})
    turn = run(ValidateTriageForm(), tracker)
    assert (turn.slots["pain_walk"], turn.slots["misses"]) == ("unsure", "0")
    assert turn.names == ["utter_skip_as_unsure"]
