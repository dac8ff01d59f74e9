"""Starting a session, starting over, stopping, carrying on."""

from __future__ import annotations

from typing import Any

import pytest

from actions.session import (
    SECONDS_A_DAY,
    ActionBegin,
    ActionCarryOn,
    ActionSessionStart,
    ActionStartOver,
    ActionStop,
    carried_slots,
)
from actions.slots import library
from tests.actions.harness import STIFF_ANKLE, Slots, make_tracker, run

NOW = 1_800_000_000.0
PLAN = {"urgency": "self_care"}
HALF_WAY: Slots = {
    "consent": "yes",
    "age_band": "25_54",
    "signs_now": ["fever_unwell"],
    "very_unwell": "no",
    "location": ["calf"],
    "side": "left",
}
EMPTIED = {"side", "red_flags", "red_flags_withdrawn", "plan", "shown_exercise", "unfinished"}


def seconds_ago(seconds: float) -> list[dict[str, Any]]:
    """A talk whose last words were so long ago, and what Rasa adds as a session begins."""
    metadata = {"event": "slot", "name": "session_started_metadata", "timestamp": NOW}
    return [{"event": "bot", "timestamp": NOW - seconds}, metadata]


def carried(slots: Slots, asked: str | None = None, ago: float = 60) -> Slots:
    """What a new session keeps of these slots."""
    return carried_slots(make_tracker(slots, asked=asked, events=seconds_ago(ago)), NOW)


def test_a_new_session_of_a_finished_talk_keeps_consent_only() -> None:
    assert carried({**STIFF_ANKLE, "red_flags": ["deformity"]}) == {"consent": "yes"}


def test_with_a_plan_it_keeps_the_plan_and_the_side() -> None:
    slots = {**STIFF_ANKLE, "plan": PLAN, "shown_exercise": "STC1"}
    assert carried(slots) == {"consent": "yes", "plan": PLAN, "side": "left"}


def test_a_new_person_starts_with_nothing() -> None:
    assert carried({}) == {}


def test_an_unfinished_talk_keeps_its_answers_but_no_danger_signs() -> None:
    kept = carried({**HALF_WAY, "red_flags": ["fever_unwell"]}, asked="onset")
    assert kept.pop("unfinished") is True
    assert kept == {name: HALF_WAY[name] for name in HALF_WAY if name != "signs_now"}
    assert not {q.id for q in library().questions.values() if q.tick_list} & set(kept)


@pytest.mark.parametrize(
    ("slots", "asked", "ago"),
    [
        (HALF_WAY, "onset", SECONDS_A_DAY + 1),
        (HALF_WAY, None, 60),
        ({"consent": "yes"}, "age_band", 60),
    ],
    ids=["more than a day ago", "it was stopped", "only consent was given"],
)
def test_no_other_talk_is_unfinished(slots: Slots, asked: str | None, ago: float) -> None:
    assert carried(slots, asked, ago) == {"consent": "yes"}


def test_session_start_begins_and_ends_as_rasa_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTWISE_COUNTRY", "uk")
    turn = run(ActionSessionStart(), make_tracker(STIFF_ANKLE))
    assert [e["event"] for e in turn.events] == [
        "session_started",
        "slot",
        "slot",
        "slot",
        "action",
    ]
    assert turn.events[-1]["name"] == "action_listen"
    assert turn.slots == {"emergency_number": "999", "misses": "0", "consent": "yes"}
    assert turn.names == []


def test_where_the_country_is_unknown_the_number_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOOTWISE_COUNTRY", raising=False)
    number = run(ActionSessionStart(), make_tracker()).slots["emergency_number"]
    assert number == library().words["words"]["emergency_number"]


def test_start_over_forgets_all_but_consent_and_asks_again() -> None:
    turn = run(ActionStartOver(), make_tracker({**HALF_WAY, "plan": PLAN}, asked="onset"))
    assert turn.names == ["utter_start_over"]
    assert turn.events[0] == {"event": "active_loop", "name": None, "timestamp": None}
    assert EMPTIED | {"requested_slot"} <= {n for n, v in turn.slots.items() if v is None}
    assert "consent" not in turn.slots
    assert turn.followup == "triage_form"


def test_stop_forgets_the_answers_and_keeps_consent_and_plan() -> None:
    turn = run(ActionStop(), make_tracker({**HALF_WAY, "plan": PLAN}, asked="onset"))
    assert turn.names == ["utter_stopped"]
    assert turn.events[0]["event"] == "active_loop"
    assert EMPTIED - {"plan"} <= {name for name, value in turn.slots.items() if value is None}
    assert not {"consent", "plan"} & set(turn.slots)
    assert turn.followup is None


@pytest.mark.parametrize(
    ("slots", "asked", "names", "followup"),
    [
        ({}, None, ["utter_hello"], "triage_form"),
        (HALF_WAY, "onset", ["utter_greet"], None),
        ({"plan": PLAN}, None, ["utter_new_or_same"], None),
        ({**HALF_WAY, "unfinished": True}, None, ["utter_carry_on_or_start_again"], None),
    ],
    ids=["new", "in the form", "with a plan", "unfinished"],
)
def test_hello(slots: Slots, asked: str | None, names: list[str], followup: str | None) -> None:
    turn = run(ActionBegin(), make_tracker(slots, asked=asked))
    assert (turn.names, turn.followup) == (names, followup)


def test_hello_names_the_emergency_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTWISE_COUNTRY", "us")
    turn = run(ActionBegin(), make_tracker({"emergency_number": None}))
    assert "911" in turn.messages[0]["text"]


def test_carry_on_asks_on() -> None:
    turn = run(ActionCarryOn(), make_tracker({**HALF_WAY, "unfinished": True}))
    assert turn.slots == {"unfinished": None}
    assert turn.followup == "triage_form"
    assert run(ActionCarryOn(), make_tracker(HALF_WAY, asked="onset")).events == []
