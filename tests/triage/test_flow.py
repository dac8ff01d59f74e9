"""What the flow lays down beside the rules: plans under each rule, words, buttons, levels."""

from __future__ import annotations

import pytest

from tests.triage.people import SELF_CARE, ache, fired, injury, urgency
from triage import load_library
from triage.model import Plan

LIBRARY = load_library()
NO_EXERCISES = {
    *("S1", "S4", "S5", "S8", "S10", "S12", "S13", "S15", "S16", "S17", "S18"),
    *("S19", "S21"),
}
SEATED = {"S3", "S6", "S7"}


def label(question: str, value: str) -> str:
    options = LIBRARY.questions[question].options
    return next(option.label for option in options if option.value == value)


def test_rules_that_leave_no_exercise() -> None:
    soon = [rule for rule in LIBRARY.rules.values() if rule.id.startswith("S")]
    assert {rule.id for rule in soon if rule.plan == "none"} == NO_EXERCISES


@pytest.mark.parametrize(
    ("rule", "categories"),
    [
        ("S2", ["arch", "static"]),
        ("S3", ["static", "stretch_calf"]),
        ("S6", ["static", "stretch_calf"]),
        ("S7", ["static", "stretch_calf"]),
        ("S9", ["static", "stretch_ankle", "stretch_calf", "balance"]),
        ("S11", None),
        ("S20", ["static", "stretch_ankle"]),
    ],
)
def test_rules_that_leave_some(rule: str, categories: list[str] | None) -> None:
    plan = LIBRARY.rules[rule].plan
    assert isinstance(plan, Plan)
    assert plan.categories == categories
    assert plan.seated is (rule in SEATED)
    assert plan.supported is (rule == "S9")
    assert plan.without == (["calf_advanced"] if rule == "S11" else [])


def test_every_other_emergency_goes_to_the_emergency_department() -> None:
    routes = {rule.id: rule.route for rule in LIBRARY.rules.values() if rule.id[0] == "E"}
    elsewhere = {name for name, route in routes.items() if route != "emergency_department"}
    assert elsewhere == {"E2", "E4", "E7", "E9", "E11", "E12"}


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("injury_days", [0, 2, 4, 11, 21, 43]),
        ("age_band", ["under_8", "8_15", "16_17", "18_24", "25_54", "55_plus"]),
        (
            "calf_ability",
            ["no_double", "double_few", "double_20", "single_few", "single_15", "unsure"],
        ),
        (
            "stiffness",
            ["none", "first_steps", "after_rest", "all_day", "bend_up", "point_down"]
            + ["side_to_side", "big_toe", "calf"],
        ),
    ],
)
def test_values_on_offer(question: str, values: list[object]) -> None:
    assert [option.value for option in LIBRARY.questions[question].options] == values


def test_three_places_at_most_and_each_has_words() -> None:
    places = [option.value for option in LIBRARY.questions["location"].options]
    assert LIBRARY.questions["location"].max == 3
    assert set(places) == {*LIBRARY.locations, "nowhere"}


def test_every_region_asks_which_part() -> None:
    question = LIBRARY.questions["location"]
    regions = {option.region for option in question.options if option.region}
    assert regions == set(question.region_asks)


@pytest.mark.parametrize("sign", ["cold_pale_blue", "purple_black_blister_skin"])
def test_a_bruise_does_not_count(sign: str) -> None:
    assert "not a bruise" in label("signs_now", sign)


@pytest.mark.parametrize("question", ["signs_injury", "signs_no_injury"])
def test_a_swollen_ankle_is_no_swollen_calf(question: str) -> None:
    words = label(question, "calf_swollen_warm")
    assert "whole leg" in words
    assert "not just the ankle or foot" in words


def test_which_bone_is_pressed() -> None:
    ask = LIBRARY.questions["bone_tender"].ask
    assert "the back edge and tip of the bony knob, not the soft puffy hollow in front" in ask


def test_right_after_the_injury_changes_nothing() -> None:
    assert fired(injury(walk_4_steps_after="no")) == {}


@pytest.mark.parametrize("age", ["55_plus", "25_54", "18_24", "16_17"])
def test_age_alone_changes_nothing(age: str) -> None:
    assert urgency(injury(age_band=age)) is SELF_CARE
    assert urgency(ache(age_band=age)) is SELF_CARE


def test_first_steps_are_not_walking() -> None:
    assert urgency(ache(location=["heel_bottom"], stiffness=["first_steps"])) is SELF_CARE


def test_at_night_there_is_the_advice_line() -> None:
    said = LIBRARY.routes["same_day_doctor"].say
    assert "At night" in said
    assert "{advice_number}" in said


def test_a_plan_says_who_to_ask_first() -> None:
    assert LIBRARY.words["caveat"].startswith("Check with your doctor before starting")
