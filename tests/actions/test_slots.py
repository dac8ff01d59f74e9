"""Reading answers out of a tracker, and forgetting them."""

from __future__ import annotations

from actions.slots import answers_of, asked_slot, forget_answers, in_form, latest_entity, library
from tests.actions.harness import STIFF_ANKLE, make_tracker
from tests.content.project import load
from triage.untrusted import answers_from, clean_answer


def test_answers_are_those_in_the_slots() -> None:
    answers = answers_of(make_tracker(STIFF_ANKLE))
    assert answers.given == set(STIFF_ANKLE)
    assert answers.facts["pain_walk"] == 2


def test_a_value_that_is_not_allowed_counts_as_no_answer() -> None:
    given = {"pain_walk": "sore", "side": {"a": 1}, "location": ["calf"], "injury_days": "3"}
    answers = answers_from(given)
    assert answers.given == {"location", "injury_days"}
    assert answers.facts["injury_days"] == 3


def test_clean_answer_reads_numbers_in_any_type() -> None:
    assert [clean_answer("pain_walk", value) for value in (3, 3.0, "3", " 3 ")] == [3, 3, 3, 3]
    assert clean_answer("pain_walk", 0) == 0
    assert clean_answer("pain_walk", 2.5) == 2.5


def test_clean_answer_refuses_what_is_no_answer() -> None:
    assert clean_answer("pain_walk", None) is None
    assert clean_answer("side", "top") is None
    assert clean_answer("location", []) is None


def test_a_question_is_asked_only_in_the_form() -> None:
    asking, idle = make_tracker(asked="side"), make_tracker({"requested_slot": "side"})
    assert (in_form(asking), asked_slot(asking)) == (True, "side")
    assert (in_form(idle), asked_slot(idle)) == (False, None)
    assert asked_slot(make_tracker(asked="emergency_now")) is None


def test_forgetting_empties_every_answer_and_starts_the_misses_anew() -> None:
    cleared = {event["name"]: event["value"] for event in forget_answers(keep=("side",))}
    assert set(library().questions) - {"side"} <= set(cleared)
    assert {"red_flags", "red_flags_withdrawn", "plan", "shown_exercise", "region"} <= set(cleared)
    assert cleared.pop("misses") == "0"
    assert set(cleared.values()) == {None}


def test_consent_is_kept_unless_it_is_named() -> None:
    assert "consent" not in {event["name"] for event in forget_answers()}
    assert "consent" in {event["name"] for event in forget_answers(keep=())}


def test_forgetting_names_only_slots_that_there_are() -> None:
    assert {event["name"] for event in forget_answers(keep=())} <= set(load().domain["slots"])


def test_the_latest_entity_is_read() -> None:
    tracker = make_tracker(entities={"exercise": "STC1"})
    assert latest_entity(tracker, "exercise") == "STC1"
    assert latest_entity(tracker, "change_slot") is None
