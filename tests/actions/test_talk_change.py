"""Changing an answer, and the summary that offers it (actions/talk.py)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.talk import ActionAskSummaryOk, ActionChange
from tests.actions.harness import STIFF_ANKLE, Slots, Turn, make_tracker, run

ASKED_LAST = {**STIFF_ANKLE, "summary_ok": None}


def change(slot: Any, slots: Slots, asked: str | None) -> Turn:
    """What happens when the line of this question is tapped."""
    return run(ActionChange(), make_tracker(slots, asked=asked, entities={"change_slot": slot}))


def test_change_empties_the_answer_and_those_that_tell_it_too() -> None:
    turn = change("onset", ASKED_LAST, "summary_ok")
    told_it = {"onset", "injury_days", "duration_days", "summary_ok"}
    assert turn.slots == dict.fromkeys(told_it)
    assert turn.followup is None


def test_change_after_the_result_starts_the_questions_again() -> None:
    turn = change("side", {**STIFF_ANKLE, "plan": {"urgency": "self_care"}}, None)
    assert turn.slots["side"] is None
    assert turn.slots["plan"] is None
    assert turn.slots["summary_ok"] is None
    assert turn.followup == "triage_form"


@pytest.mark.parametrize("slot", [None, "no_such_slot", "pain_rest", ["side"], {"a": 1}])
def test_change_asks_which_answer(slot: Any) -> None:
    turn = change(slot, ASKED_LAST, "summary_ok")
    assert (turn.names, turn.events) == (["utter_change_what"], [])


def summary(slots: Slots) -> Turn:
    """The summary for these answers."""
    tracker: Tracker = make_tracker(slots, asked="summary_ok")
    return run(ActionAskSummaryOk(), tracker)


def test_the_summary_has_a_line_and_a_button_for_each_answer() -> None:
    turn = summary(ASKED_LAST)
    assert turn.names == ["utter_summary"]
    (message,) = turn.messages
    tapped = [
        json.loads(b["payload"].partition("{")[1] + b["payload"].partition("{")[2])
        for b in message["buttons"]
    ]
    told_now = {name for name, value in ASKED_LAST.items() if value is not None} - {"consent"}
    assert {button["change_slot"] for button in tapped if "change_slot" in button} == told_now
    assert {"summary_ok": "yes"} in tapped
    for button in message["buttons"]:
        assert "change_slot" not in button["payload"] or f"- {button['title']}" in message["text"]


def test_the_summary_is_a_question_to_the_client() -> None:
    custom = summary(ASKED_LAST).messages[0]["custom"]
    assert (custom["type"], custom["slot"], custom["kind"]) == ("question", "summary_ok", "yes_no")
    payloads = [json.loads(o["payload"].removeprefix("/inform")) for o in custom["options"]]
    assert payloads == [{"summary_ok": "yes"}, {"summary_ok": "no"}]


def test_the_summary_after_a_no_has_other_words() -> None:
    assert summary({**ASKED_LAST, "misses": "1"}).names == ["utter_summary_again"]
