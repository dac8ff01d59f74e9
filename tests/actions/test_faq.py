"""Answers to people's own questions (actions/faq.py)."""

from __future__ import annotations

from typing import Any

import pytest

from actions.faq import ActionFaq
from actions.session import ActionBegin
from actions.slots import library
from actions.validate import ValidateTriageForm
from tests.actions.harness import (
    COLD_FOOT,
    NIGHT_PAIN,
    SOLE_BRUISE,
    STIFF_ANKLE,
    Slots,
    Turn,
    make_tracker,
    run,
)
from triage import Answers, decide

FAQ = library().faq
FIRST = library().faq_lines["be_seen_first"]


def ask(name: str, slots: Slots | None = None, **more: Any) -> Turn:
    """The answer to question `name`."""
    return run(ActionFaq(), make_tracker(slots, intent="faq", entities={"faq": name}, **more))


def with_plan(answers: Slots) -> Slots:
    """The slots after the result for these answers."""
    return {"plan": {**decide(Answers.from_slots(answers)).to_json(), "answers": answers}}


@pytest.mark.parametrize("name", FAQ)
def test_each_question_has_its_answer(name: str) -> None:
    turn = ask(name)
    assert turn.names == ["utter_faq"]
    assert turn.messages[0]["text"] == FAQ[name].answer


@pytest.mark.parametrize("answers", [SOLE_BRUISE, COLD_FOOT, NIGHT_PAIN], ids=str)
@pytest.mark.parametrize("name", FAQ)
def test_nobody_who_is_to_be_seen_first_is_sent_to_exercise(name: str, answers: Slots) -> None:
    for slots, more in ((with_plan(answers), {}), ({**answers}, {"asked": "pain_walk"})):
        if answers is NIGHT_PAIN and more:
            continue  # in the form it is no more than "see a clinician soon"
        text = ask(name, slots, **more).messages[0]["text"]
        assert text.endswith(FIRST)
        assert (FAQ[name].answer in text) == (not FAQ[name].moves)


def test_with_a_plan_of_exercises_the_answer_is_whole() -> None:
    assert ask("running", with_plan(STIFF_ANKLE)).messages[0]["text"] == FAQ["running"].answer


def test_a_question_without_an_answer_says_so() -> None:
    assert ask("no_such_question").messages[0]["text"] == library().faq_lines["unknown"]


def test_a_story_with_a_question_begins_the_questions() -> None:
    tracker = make_tracker(intent="faq", entities={"faq": "running", "side": "left"})
    assert run(ActionFaq(), tracker).followup == "triage_form"
    assert ask("running").followup is None
    assert ask("running", asked="location").followup is None


def test_in_the_form_a_question_with_a_fact_is_answered_once() -> None:
    tracker = make_tracker(
        {"consent": "yes"},
        asked="location",
        intent="faq",
        new={"side": "left"},
        entities={"faq": "running", "side": "left"},
    )
    turn = run(ValidateTriageForm(), tracker)
    assert turn.names == ["utter_faq"]
    assert turn.slots["side"] == "left"


def test_in_the_form_a_question_alone_is_left_to_its_rule() -> None:
    tracker = make_tracker({}, asked="location", intent="faq", entities={"faq": "running"})
    turn = run(ValidateTriageForm(), tracker)
    assert (turn.names, set(turn.slots)) == ([], {"requested_slot"})


def test_which_exercises_in_the_form() -> None:
    turn = run(ActionBegin(), make_tracker({}, asked="location", intent="start_triage"))
    assert turn.messages[0]["text"] == FAQ["which_exercises"].answer
