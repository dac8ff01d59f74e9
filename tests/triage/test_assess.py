"""How the rules together make one level."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.people import EMERGENCY, SELF_CARE, SOON, URGENT, ache, fired, injury
from triage import Answers, Urgency, assess, load_library

LIBRARY = load_library()


def judged(person: dict[str, Any]) -> Any:
    return assess(Answers.from_mapping(person), LIBRARY)


@pytest.mark.parametrize(
    ("person", "level"),
    [
        ({}, SELF_CARE),
        (ache(), SELF_CARE),
        (ache(signs_no_injury=["tingling"]), SOON),
        (ache(signs_no_injury=["tingling", "foot_drop"]), URGENT),
        (ache(signs_no_injury=["tingling", "foot_drop"], signs_now=["deformity"]), EMERGENCY),
    ],
)
def test_the_highest_level_wins(person: dict[str, Any], level: Urgency) -> None:
    assert judged(person).urgency is level


def test_most_severe_first_and_sure_before_unsure() -> None:
    person = ache(
        signs_now=["unsure:deformity"], signs_no_injury=["tingling", "foot_drop", "night_pain"]
    )
    assessment = judged(person)
    assert [item.rule.id for item in assessment.fired] == ["U17", "E1", "S4", "S7"]
    assert [item.by_unsure for item in assessment.fired] == [False, True, False, False]
    assert [rule.id for rule in assessment.rules(SOON)] == ["S4", "S7"]
    assert [rule.id for rule in assessment.rules(URGENT, SOON)] == ["U17", "E1", "S4", "S7"]


def test_levels_keep_their_own_severity() -> None:
    assert [level.severity for level in (SELF_CARE, SOON, URGENT, EMERGENCY)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "person",
    [
        ache(signs_no_injury=["unsure:tingling"]),
        ache(signs_no_injury=["unsure:night_pain"]),
        ache(location=["calf"], claudication="unsure"),
        ache(location=["heel_bottom"], heel_squeeze="unsure", load_increase="yes"),
        ache(duration_days=60, pain_walk=4, pain_rest=0, trend="unsure"),
        ache(duration_days=60, tried_6_weeks="unsure"),
        ache(signs_health=["unsure:numb_feet"], signs_diabetes=["none"]),
        ache(age_band="unsure"),
    ],
)
def test_not_sure_about_a_later_rule_does_not_fire_it(person: dict[str, Any]) -> None:
    assessment = judged(person)
    assert assessment.urgency is SELF_CARE
    assert assessment.unclear


def test_nothing_unsure_is_not_unclear() -> None:
    assert not judged(ache()).unclear
    assert not judged(ache(signs_no_injury=["foot_drop"])).unclear


@pytest.mark.parametrize(
    "person",
    [
        injury(walk_4_steps_now="unsure"),
        injury(signs_injury=["unsure:sole_bruise"]),
        ache(signs_no_injury=["unsure:foot_drop"]),
    ],
)
def test_not_sure_about_a_same_day_rule_counts_as_yes(person: dict[str, Any]) -> None:
    assessment = judged(person)
    assert assessment.urgency is URGENT
    assert assessment.fired[0].by_unsure


def test_what_holds_a_rule_back_must_be_known() -> None:
    gout = {"location": ["big_toe"], "onset": "overnight", "hot_red_joint": "yes"}
    assert fired(gout) == {"U6": URGENT}
    assert fired({**gout, "known_gout": "yes", "previous_same": "unsure"}) == {"U6": URGENT}
    assert fired({**gout, "known_gout": "yes", "previous_same": "yes"}) == {"S19": SOON}
