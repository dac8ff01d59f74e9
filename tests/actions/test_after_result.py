"""An answer that is put right after the result, in words (actions/talk.py)."""

from __future__ import annotations

from typing import Any

import pytest

from actions.talk import ActionChange, ActionMiss
from tests.actions.harness import STIFF_ANKLE, Slots, Turn, make_tracker, run
from triage import Answers, decide

URGENT: Slots = {**STIFF_ANKLE, "walk_4_steps_now": "no"}


def after(answers: Slots, new: Slots, action: Any = None, **entities: Any) -> Turn:
    """What follows on a message that fills `new`, once `answers` have led to a result."""
    plan = {**decide(Answers.from_slots(answers)).to_json(), "answers": answers}
    told = {**new, **entities}
    tracker = make_tracker({**answers, "plan": plan}, new=new, entities=told)
    return run(action or ActionMiss(), tracker)


def test_a_changed_answer_is_decided_again() -> None:
    turn = after(URGENT, {"walk_4_steps_now": "yes"}, corrects="yes")
    assert turn.slots["walk_4_steps_now"] == "yes"
    assert (turn.slots["plan"], turn.slots["summary_ok"]) == (None, None)
    assert turn.followup == "triage_form"


def test_the_other_answers_behind_the_result_are_kept() -> None:
    turn = after(URGENT, {"walk_4_steps_now": "yes"})
    assert turn.slots["location"] == URGENT["location"]
    assert turn.slots["bone_tender"] == URGENT["bone_tender"]


def test_an_answer_that_hangs_on_the_changed_one_goes() -> None:
    turn = after(STIFF_ANKLE, {"onset": "gradual"}, corrects="yes")
    assert (turn.slots["onset"], turn.slots["injury_days"]) == ("gradual", None)


@pytest.mark.parametrize("new", [{"side": "left"}, {"pain_walk": 2}])
def test_the_same_answer_again_changes_nothing(new: Slots) -> None:
    turn = after(STIFF_ANKLE, new)
    assert (turn.names, turn.followup) == (["utter_new_or_same"], None)


@pytest.mark.parametrize("new", [{"location": ["calf"]}, {"side": "right"}])
def test_another_place_is_another_pain_unless_it_puts_right(new: Slots) -> None:
    assert after(STIFF_ANKLE, new).names == ["utter_new_or_same"]
    assert after(STIFF_ANKLE, new, corrects="yes").followup == "triage_form"


def test_an_answer_called_wrong_is_asked_again() -> None:
    turn = after(STIFF_ANKLE, {}, ActionChange(), change_slot="side")
    assert (turn.slots["side"], turn.slots["plan"]) == (None, None)
    assert turn.followup == "triage_form"


def test_an_answer_called_wrong_with_its_new_value_is_set() -> None:
    turn = after(STIFF_ANKLE, {"side": "right"}, ActionChange(), change_slot="side")
    assert turn.slots["side"] == "right"
    assert turn.followup == "triage_form"
