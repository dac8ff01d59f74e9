"""Which exercises fit, and what keeps the others out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.people import ache, decision, exercises, injury, old_injury
from tests.triage.test_rules_soon import SEVERS
from triage import Answers, assess, load_library
from triage.fence import Fence
from triage.recommend import recommend

LIBRARY = load_library()
MID = {"location": ["achilles_mid"]}
BACK = {"location": ["heel_back"]}
STRONG: dict[str, Any] = {"consent": "yes", "location": ["nowhere"], "signs_health": ["none"]}
AT_RISK = {"barefoot", "tiptoe_load", "ball_roll"}
BAND, STEP, BOTH = ["band"], ["step"], ["band", "step"]
SORE, MODERATE = {"pain_walk": 6, "pain_rest": 0}, {"pain_walk": 5, "pain_rest": 3}


def plan(person: dict[str, Any]) -> Any:
    answers = Answers.from_mapping(person)
    return recommend(answers, assess(answers, LIBRARY), LIBRARY)


def fence(person: dict[str, Any]) -> Fence:
    answers = Answers.from_mapping(person)
    return Fence(answers, assess(answers, LIBRARY), LIBRARY)


def permitted(person: dict[str, Any]) -> set[str]:
    gate = fence({"equipment": BOTH, **person})
    return {name for name, exercise in LIBRARY.exercises.items() if gate.permits(exercise)}


@pytest.mark.parametrize(
    ("person", "days"),
    [
        (injury(1), 2),
        (injury(10), 2),
        (injury(11), 14),
        (ache(duration_days=42), 14),
        (ache(duration_days=43), 42),
        (old_injury(43), 42),
        (old_injury(43, pain_walk=4, pain_rest=0), 14),
        (ache(signs_no_injury=["unsure:tingling"], duration_days=43), 7),
        (ache(signs_health=["known_arthritis"], duration_days=43), 7),
        ({**STRONG, "aim": ["balance"]}, 42),
        ({}, 14),
    ],
)
def test_when_to_look_again(person: dict[str, Any], days: int) -> None:
    assert decision(person)["recheck_days"] == days


@pytest.mark.parametrize(
    ("person", "allowed"),
    [
        (ache(location=["inner_ankle"], arch_dropping="yes"), {"arch", "static"}),
        (
            ache(signs_no_injury=["other_joints_swollen"], morning_stiffness_min=45),
            {"static", "stretch_calf"},
        ),
        (ache(signs_health=["past_ulcer"], signs_diabetes=["none"]), {"static", "stretch_calf"}),
        (ache(signs_no_injury=["tingling"]), {"static", "stretch_calf"}),
        (
            old_injury(gives_way_or_locks="yes"),
            {"static", "stretch_ankle", "stretch_calf", "balance"},
        ),
        (injury(5, signs_health=["blood_thinner"]), {"static", "stretch_ankle"}),
        (
            ache(location=["inner_ankle"], arch_dropping="yes", signs_no_injury=["tingling"]),
            {"static"},
        ),
    ],
)
def test_a_rule_can_leave_only_some_categories(person: dict[str, Any], allowed: set[str]) -> None:
    found = plan({**person, "equipment": BOTH})
    assert set(found.categories) <= allowed
    assert {name for name, _ in found.blocked} >= set(LIBRARY.categories) - allowed
    assert found.exercises
    assert all(allowed & set(item.exercise.categories) for item in found.exercises)


@pytest.mark.parametrize(
    "person",
    [
        ache(signs_no_injury=["night_pain"]),
        ache(signs_no_injury=["foot_drop"]),
        ache(signs_now=["deformity"]),
        ache(location=["calf"], claudication="yes", signs_health=["past_ulcer"]),
    ],
)
def test_no_exercise_at_all(person: dict[str, Any]) -> None:
    found = plan(person)
    assert not found.exercises
    assert not found.categories
    assert [name for name, _ in found.blocked] == list(LIBRARY.categories)
    assert not permitted(person)


def test_the_reason_is_that_of_the_rule_that_closes_the_plan() -> None:
    found = plan(ache(location=["calf"], claudication="yes", signs_health=["past_ulcer"]))
    assert {reason for _, reason in found.blocked} == {LIBRARY.rules["S15"].reason}


def test_seated_means_seated() -> None:
    names = permitted(ache(signs_no_injury=["tingling"]))
    assert "ISO1" in names
    assert not {"ISO6", "ISO7"} & names


def test_supported_balance_only() -> None:
    names = permitted(old_injury(gives_way_or_locks="yes"))
    assert "ISO7" in names
    assert not {"BAL1", "BAL2", "BAL3", "BAL4"} & names


def test_failed_exercises_leave_all_but_the_hardest() -> None:
    person = ache(**MID, duration_days=60, tried_6_weeks="yes", calf_ability="single_15")
    names = {item.exercise.id for item in plan({**person, "equipment": STEP}).exercises}
    assert names == {"ISO6", "CLI2", "CLI4", "STH2"}


@pytest.mark.parametrize(
    ("person", "tags"),
    [
        (ache(location=["ball"]), {"tiptoe_load", "toe_grip"}),
        (ache(location=["outer_ankle", "big_toe"]), {"tiptoe_load", "toe_grip"}),
        (ache(**BACK), {"end_range_up", "below_step"}),
        (ache(front_pinch="yes"), {"end_range_up"}),
        (ache(front_pinch="unsure"), {"end_range_up"}),
        (ache(location=["front_ankle"], pain_walk=4, pain_rest=0), {"end_range_up"}),
        (ache(signs_health=["diabetes"], signs_diabetes=["none"]), AT_RISK),
        (ache(signs_health=["numb_feet"], signs_diabetes=["none"]), AT_RISK),
        (ache(signs_health=["unsure:diabetes"], signs_diabetes=["none"]), AT_RISK),
        (ache(signs_health=["falls_or_dizzy"]), {"single_leg", "unsupported_balance"}),
        (ache(signs_health=["pregnant_or_6wk"]), {"unsupported_balance"}),
        (injury(42, signs_health=["blood_thinner"]), {"ball_roll", "impact", "below_step"}),
        (injury(42, bleeding_disorder="unsure"), {"ball_roll", "impact", "below_step"}),
        (injury(10), {"impact", "end_range_up", "below_step"}),
        (ache(**SORE), {"impact"}),
        (ache(signs_health=["steroids"]), {"impact"}),
    ],
)
def test_tags_that_are_blocked(person: dict[str, Any], tags: set[str]) -> None:
    names = permitted(person)
    assert names
    assert not [name for name in names if tags & set(LIBRARY.exercises[name].tags)]


@pytest.mark.parametrize(
    ("person", "categories"),
    [
        (injury(13), {"calf_intermediate", "calf_advanced"}),
        (injury(20), {"calf_advanced"}),
        (injury(10), {"band", "balance", "calf_beginner", "stretch_calf", "arch"}),
        (ache(pain_walk=4, pain_rest=0), {"band"}),
        (ache(signs_health=["latex_allergy"]), {"band"}),
        (ache(**SORE), {"balance", "calf_intermediate", "calf_advanced"}),
        (injury(42, signs_health=["blood_thinner"]), {"calf_advanced"}),
    ],
)
def test_categories_that_are_blocked(person: dict[str, Any], categories: set[str]) -> None:
    names = permitted(person)
    assert names
    assert not [name for name in names if categories & set(LIBRARY.exercises[name].categories)]
    assert categories <= fence(person).blocked.keys()


@pytest.mark.parametrize(
    ("days", "name", "allowed"),
    [
        (1, "STA1", True),
        (1, "STA2", False),
        (2, "ISO1", True),
        (13, "CLI2", False),
        (14, "CLI2", True),
        (20, "CLA4", False),
        (21, "CLA4", True),
        (41, "STA7", False),
        (42, "STA7", True),
        (41, "BND8", False),
        (42, "BND8", True),
    ],
)
def test_not_too_early_after_an_injury(days: int, name: str, allowed: bool) -> None:
    assert (name in permitted(injury(days))) is allowed


def test_only_what_the_programme_holds_for_a_child() -> None:
    assert permitted(ache(**SEVERS)) == {"STC1", "STC2"}


def test_kit_that_is_missing() -> None:
    assert "BND3" in permitted(ache(equipment=BAND))
    assert "BND3" not in permitted(ache(equipment=STEP))
    assert "BND3" not in permitted(ache(equipment=None))


def test_no_movement_twice_and_six_at_most() -> None:
    aims = ["ankle", "arch", "calf", "balance", "flexible"]
    person = {**STRONG, "aim": aims, "calf_ability": "double_20", "equipment": BOTH}
    chosen = [item.exercise for item in plan(person).exercises]
    assert len(chosen) == LIBRARY.max_exercises
    assert len({exercise.movement for exercise in chosen}) == len(chosen)


def test_feet_at_risk_get_advice_with_the_plan() -> None:
    lines = list(LIBRARY.blocks["foot_at_risk"].advice)
    with_plan = decision(ache(signs_health=["diabetes"], signs_diabetes=["none"]))
    assert with_plan["urgency"] == "self_care"
    assert with_plan["meanwhile"] == lines
    assert decision(ache())["meanwhile"] == []


def test_why_names_the_place() -> None:
    assert "on the outside of your ankle" in decision(ache())["exercises"][1]["why"]
    assert exercises(ache())[1] == "STC1"
