"""The result: one verdict in words and as data, for each urgency."""

from __future__ import annotations

import json
from typing import Any

import pytest

from actions.result import ActionTriageResult, card, has_worsened, with_link
from actions.slots import library
from tests.actions.harness import (
    ANSWERED,
    COLD_FOOT,
    NIGHT_PAIN,
    OLD_HEEL_PAIN,
    SOLE_BRUISE,
    STIFF_ANKLE,
    Slots,
    Turn,
    make_tracker,
    run,
)
from triage import Answers, decide

LEVELS = [
    pytest.param(COLD_FOOT, "emergency", [], id="emergency"),
    pytest.param(SOLE_BRUISE, "urgent_same_day", [], id="urgent"),
    pytest.param(NIGHT_PAIN, "see_clinician_soon", ["utter_no_plan"], id="soon, no exercises"),
    pytest.param(OLD_HEEL_PAIN, "see_clinician_soon", ["utter_plan"], id="soon, with exercises"),
    pytest.param(STIFF_ANKLE, "self_care", ["utter_plan"], id="self-care"),
]
KEYS: dict[str, Any] = {
    "schema": int,
    "knowledge_version": str,
    "urgency": str,
    "complete": bool,
    "rules": list,
    "categories": list,
    "exercises": list,
    "blocked": list,
    "conditions": list,
    "route": dict,
    "recheck_days": (int, type(None)),
    "caveat": str,
    "diagnosis_section": str,
}
INSIDE = {
    "rules": {"id", "reason", "sources"},
    "exercises": {"id", "name", "categories", "dose", "why", "stop_if"},
    "blocked": {"category", "by"},
    "conditions": {"id", "text"},
}
DOSE = {"sets", "reps", "hold_s", "per_day", "days_per_week"}


def result(slots: Slots) -> Turn:
    """The result at the end of the questions."""
    return run(ActionTriageResult(), make_tracker(slots, asked="summary_ok"))


def plan_of(slots: Slots) -> dict[str, Any]:
    """What the plan slot holds after a result for these answers."""
    plan: dict[str, Any] = result(slots).slots["plan"]
    return plan


@pytest.mark.parametrize(("slots", "urgency", "then"), LEVELS)
def test_each_urgency_has_its_response(slots: Slots, urgency: str, then: list[str]) -> None:
    turn = result(slots)
    assert turn.names == [f"utter_result_{urgency}", *then]
    decision = decide(Answers.from_slots(slots)).to_json()
    exercises = [card(item) for item in decision["exercises"]]
    assert turn.messages[0]["custom"] == {
        "type": "triage_result",
        **decision,
        "exercises": exercises,
    }
    assert decision["verdict"] in turn.messages[0]["text"]
    assert decision["route"]["say"] in turn.messages[0]["text"]


@pytest.mark.parametrize(("slots", "urgency", "then"), LEVELS)
def test_the_payload_keeps_the_contract(slots: Slots, urgency: str, then: list[str]) -> None:
    payload = result(slots).messages[0]["custom"]
    assert json.loads(json.dumps(payload)) == payload
    for key, kind in KEYS.items():
        assert isinstance(payload[key], kind), key
    for key, names in INSIDE.items():
        assert all(names <= set(item) for item in payload[key]), key
    assert all(set(exercise["dose"]) == DOSE for exercise in payload["exercises"])
    assert {"who", "by", "number"} <= set(payload["route"])


@pytest.mark.parametrize(("slots", "urgency", "then"), LEVELS)
def test_the_buttons_lead_somewhere(slots: Slots, urgency: str, then: list[str]) -> None:
    turn = result(slots)
    payloads = [button["payload"] for m in turn.messages for button in m["buttons"]]
    assert "/why" in payloads
    shown = [p.removeprefix("/show_exercise") for p in payloads if p.startswith("/show_exercise")]
    expected = [exercise["id"] for exercise in turn.slots["plan"]["exercises"]]
    assert [json.loads(p)["exercise"] for p in shown] == expected
    assert bool(expected) == (then == ["utter_plan"])


def test_an_emergency_has_no_exercises_and_no_reading() -> None:
    turn = result(COLD_FOOT)
    assert turn.slots["plan"]["exercises"] == []
    assert turn.slots["plan"]["diagnosis_section"] not in turn.messages[0]["text"]


def test_the_plan_names_each_exercise_the_caveat_and_when_to_look_again() -> None:
    turn = result(STIFF_ANKLE)
    plan, text = turn.slots["plan"], turn.messages[1]["text"]
    assert all(exercise["name"] in text for exercise in plan["exercises"])
    assert plan["caveat"] in text
    assert str(plan["recheck_days"]) in text


def test_the_plan_keeps_the_answers_behind_it() -> None:
    turn = result(STIFF_ANKLE)
    assert turn.slots["plan"]["answers"] == STIFF_ANKLE
    assert turn.slots["shown_exercise"] is None


def test_the_clinic_and_the_link_are_named_where_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTWISE_DIAGNOSIS_URL", "https://clinic.example/feet")
    monkeypatch.setenv("FOOTWISE_CLINIC_CONTACT", "Clinic: 01234")
    text = result(STIFF_ANKLE).messages[0]["text"]
    assert "https://clinic.example/feet" in text
    assert "Clinic: 01234" in text


def test_without_settings_there_is_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOOTWISE_DIAGNOSIS_URL", raising=False)
    assert with_link("See there.", "FOOTWISE_DIAGNOSIS_URL") == "See there."


def test_refused_consent_forgets_everything() -> None:
    turn = result({**STIFF_ANKLE, "consent": "no"})
    assert turn.names == ["utter_consent_refused"]
    assert turn.slots["consent"] is None
    assert turn.slots["location"] is None


def test_the_result_once_more_is_the_plan_that_was_kept() -> None:
    plan = plan_of(SOLE_BRUISE)
    turn = run(ActionTriageResult(), make_tracker({"consent": "yes", "plan": plan}))
    assert turn.names == ["utter_result_urgent_same_day"]
    assert turn.slots["plan"] == plan


def test_a_danger_sign_since_then_makes_it_more_urgent() -> None:
    slots = {"plan": plan_of(STIFF_ANKLE), "red_flags": ["cold_pale_blue"]}
    assert has_worsened(make_tracker(slots))
    turn = run(ActionTriageResult(), make_tracker(slots))
    assert turn.names == ["utter_result_emergency"]
    slots["red_flags_withdrawn"] = ["cold_pale_blue"]
    assert not has_worsened(make_tracker(slots))


def test_other_words_since_then_change_nothing() -> None:
    plan = plan_of(SOLE_BRUISE)
    turn = run(ActionTriageResult(), make_tracker({**STIFF_ANKLE, "plan": plan}))
    assert turn.slots["plan"] == plan


UNFINISHED = [{}, ANSWERED, *({**STIFF_ANKLE, name: None} for name in ("pain_walk", "summary_ok"))]


@pytest.mark.parametrize("slots", UNFINISHED)
@pytest.mark.parametrize("asked", [None, "pain_walk"])
def test_there_is_no_result_before_the_questions_are_answered(
    slots: Slots, asked: str | None
) -> None:
    turn = run(ActionTriageResult(), make_tracker(slots, asked=asked))
    assert turn.names == ["utter_no_exercises_yet"]
    assert turn.events == []


def test_an_emergency_is_said_however_few_the_answers() -> None:
    turn = run(ActionTriageResult(), make_tracker({"red_flags": ["cold_pale_blue"]}))
    assert turn.names == ["utter_result_emergency"]


def test_the_plan_in_mid_form_is_the_one_that_was_kept() -> None:
    slots = {"consent": "yes", "plan": plan_of(SOLE_BRUISE)}
    turn = run(ActionTriageResult(), make_tracker(slots, asked="age_band"))
    assert turn.names == ["utter_result_urgent_same_day"]


def test_a_plan_from_older_knowledge_can_still_be_said() -> None:
    plan = plan_of(OLD_HEEL_PAIN)
    plan["rules"][0] = {**plan["rules"][0], "id": "GONE"}
    plan["exercises"][0] = {**plan["exercises"][0], "id": "GONE1"}
    plan["answers"]["gone"] = "yes"
    turn = run(ActionTriageResult(), make_tracker({"consent": "yes", "plan": plan}))
    assert turn.names == ["utter_result_see_clinician_soon", "utter_plan"]
    assert {rule["id"] for rule in turn.slots["plan"]["rules"]} <= set(library().rules)
