"""Coming back: what is asked anew, what is kept, and what is said (actions/check_in.py)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from actions import check_in, result
from actions.check_in import ActionCheckIn, ActionKeepPlan
from actions.result import ActionTriageResult
from actions.session import ActionBegin, ActionStop, carried_slots
from actions.slots import library
from actions.swap import ActionSwap
from actions.talk import ActionMiss
from tests.actions.harness import ANSWERED, Slots, Turn, make_tracker, run
from triage import Answers, next_questions

CALF: Slots = {
    **ANSWERED,
    "location": ["calf"],
    "side": "left",
    "onset": "gradual",
    "duration_days": 20,
    "signs_no_injury": ["none"],
    "stiffness": ["calf"],
    "pain_walk": 2,
    "calf_ability": "double_few",
    "claudication": "no",
}
WELL: Slots = {
    "check_trend": "better",
    "check_swelling": "same",
    "check_done": "all",
    "check_session": 2,
    "check_morning": 2,
}
FIRST = datetime.date(2026, 1, 5)


@pytest.fixture(autouse=True)
def days(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the day: days after the first."""

    def go_to(count: int) -> None:
        for place in (check_in, result):
            monkeypatch.setattr(place, "today", lambda: FIRST + datetime.timedelta(days=count))

    go_to(0)
    return go_to


def first_plan() -> Slots:
    """The slots after the first result."""
    return {**CALF, **run(ActionTriageResult(), make_tracker(CALF)).slots}


def come_back(slots: Slots, **told: Any) -> Turn:
    """The result of a check-in by somebody with `slots`, who answers `told`."""
    kept = carried_slots(make_tracker(slots), 0.0)
    asked = run(ActionCheckIn(), make_tracker(kept))
    assert asked.followup == "triage_form"
    now = {**kept, **asked.slots}
    answers = {"signs_now": ["none"], "signs_no_injury": ["none"], "signs_health": ["none"]}
    now = {
        **now,
        **answers,
        "claudication": "no",
        "pain_walk": 2,
        **WELL,
        "summary_ok": "yes",
        **told,
    }
    return run(ActionTriageResult(), make_tracker(now))


def test_a_first_plan_begins_a_course() -> None:
    course = first_plan()["course"]
    assert (course["start"], course["pain"]) == ("2026-01-05", 2)
    assert [item["id"] for item in course["items"]] == ["STC1", "STC2", "CLB2", "STA5"]


def test_danger_signs_pain_and_the_exercises_are_asked_anew(days: Any) -> None:
    slots = carried_slots(make_tracker({**first_plan(), "red_flags": ["deformity"]}), 0.0)
    assert not {"signs_now", "red_flags", "pain_walk", "location"} & set(slots)
    days(14)
    turn = run(ActionCheckIn(), make_tracker(slots))
    assert (turn.names, turn.followup) == (["utter_check_in"], "triage_form")
    assert (turn.slots["visit"], turn.slots["duration_days"]) == ("check_in", 34)
    now = Answers.from_slots({**slots, **turn.slots})
    asked = next_questions(now)
    assert asked[0] == "signs_now"
    assert {"signs_no_injury", "signs_health", "pain_walk", "check_trend"} <= set(asked)
    assert not {"age_band", "location", "side", "onset"} & set(asked)


def test_a_danger_sign_of_this_session_counts_on() -> None:
    turn = run(ActionCheckIn(), make_tracker({**first_plan(), "red_flags": ["deformity"]}))
    assert "red_flags" not in turn.slots


def test_two_good_weeks_mean_more(days: Any) -> None:
    before = first_plan()
    days(14)
    turn = come_back(before)
    assert turn.names == ["utter_progress", "utter_result_self_care", "utter_plan"]
    doses = {e["id"]: e["dose"]["reps"] for e in turn.slots["plan"]["exercises"]}
    assert doses["CLB2"] == 12
    assert turn.slots["plan"]["recheck_days"] == 14
    assert len(turn.slots["course"]["checks"]) == 1
    assert (turn.slots["visit"], turn.slots["check_trend"]) == (None, None)
    assert not [name for name in turn.slots["plan"]["answers"] if name.startswith("check_")]
    again = run(ActionTriageResult(), make_tracker({**before, **turn.slots}))
    assert again.slots["plan"]["exercises"] == turn.slots["plan"]["exercises"]
    assert again.slots["course"] == turn.slots["course"]


def test_clients_get_the_checks_and_their_curve(days: Any) -> None:
    before = first_plan()
    days(14)
    told = come_back(before).messages[1]["custom"]["progress"]
    assert (told["step"], told["reasons"], told["next_check"]) == (
        "progress",
        ["good"],
        "2026-02-02",
    )
    assert [(point["day"], point["pain"]) for point in told["checks"]] == [
        ("2026-01-05", 2),
        ("2026-01-19", 2),
    ]
    assert told["checks"][1]["load"] > told["checks"][0]["load"] == 4
    assert told["curve"]["svg"].startswith("<svg") and "2, 2" in told["curve"]["alt"]


def test_what_was_taken_instead_goes_on_in_the_check_in(days: Any) -> None:
    before = first_plan()
    swap = make_tracker(before, entities={"exercise": "CLB2", "instead": "CLB1"})
    taken = {**before, **run(ActionSwap(), swap).slots}
    assert [e["id"] for e in taken["plan"]["exercises"]] == ["STC1", "STC2", "CLB1", "STA5"]
    days(14)
    after = come_back(taken, check_done="some").slots
    assert [e["id"] for e in after["plan"]["exercises"]] == ["STC1", "STC2", "CLB1", "STA5"]


def test_keeping_the_plan_is_noted_where_there_is_one() -> None:
    turn = run(ActionKeepPlan(), make_tracker(first_plan()))
    assert (turn.names, turn.slots) == (["utter_plan_kept"], {"keep_plan": "yes"})
    none = run(ActionKeepPlan(), make_tracker({}))
    assert (none.names, none.slots) == (["utter_no_exercises_yet"], {})


def test_what_changed_and_how_the_pain_changed_is_said(days: Any) -> None:
    before = first_plan()
    days(14)
    said = come_back(before, check_session=6, pain_walk=0).messages[0]["text"]
    assert "6 out of 10 in the exercises, and 3 is the most" in said
    assert "2 out of 10 at the start. Now it is 0: 2 less" in said


def test_a_danger_sign_is_said_before_all_and_stops(days: Any) -> None:
    before = first_plan()
    days(14)
    turn = come_back(before, signs_no_injury=["calf_swollen_warm"], **dict.fromkeys(WELL))
    assert turn.names == ["utter_result_urgent_same_day"]
    assert (turn.slots["plan"]["exercises"], turn.slots["course"]["stopped"]) == ([], True)


def test_an_old_plan_of_another_make_is_no_check_in() -> None:
    old = {**first_plan(), "course": {"schema": 0}}
    assert run(ActionCheckIn(), make_tracker(old)).names == ["utter_no_exercises_yet"]
    assert run(ActionBegin(), make_tracker(old)).names == ["utter_new_or_same"]
    shown = run(ActionTriageResult(), make_tracker(old))
    assert "utter_plan" in shown.names


def test_who_comes_back_hears_what_is_known() -> None:
    turn = run(ActionBegin(), make_tracker(first_plan()))
    assert turn.names == ["utter_welcome_back"]
    assert "2 out of 10" in turn.messages[0]["text"]


def test_in_the_questions_check_in_starts_nothing() -> None:
    assert run(ActionCheckIn(), make_tracker(first_plan(), asked="signs_now")).events == []


def test_stopping_keeps_the_plan_and_its_course() -> None:
    turn = run(ActionStop(), make_tracker({**first_plan(), "visit": "check_in"}))
    assert not {"plan", "course"} & set(turn.slots)
    assert turn.slots["visit"] is None


def test_a_check_in_whose_result_was_lost_is_given_again(days: Any) -> None:
    slots = {**first_plan(), **WELL, "visit": "check_in"}
    days(7)
    assert run(ActionMiss(), make_tracker(slots)).names[0] == "utter_progress"


def test_an_unfinished_check_in_stays_one() -> None:
    slots = {**first_plan(), "visit": "check_in"}
    seen = [{"event": "bot", "timestamp": 100.0}]
    kept = carried_slots(make_tracker(slots, asked="check_trend", events=seen), 200.0)
    assert (kept["visit"], kept["unfinished"]) == ("check_in", True)
    assert not {q.id for q in library().questions.values() if q.tick_list} & set(kept)
