"""The four reference talks of the design, and every flip, exactly as they must come out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.people import decision
from triage import Answers, next_questions

ALL = {"age_band": "25_54", "signs_now": ["none"], "signs_health": ["none"]}
SPRAIN = {
    **ALL,
    "location": ["outer_ankle"],
    "side": "left",
    "injury_days": 14,
    "injury_mechanism": "rolled_in",
    "walk_4_steps_now": "yes",
    "bone_tender": ["none"],
    "signs_injury": ["none"],
    "stiffness": ["side_to_side"],
    "pain_walk": 2,
    "equipment": ["band"],
}
HEEL = {
    **ALL,
    "location": ["heel_bottom"],
    "side": "right",
    "stiffness": ["first_steps"],
    "duration_days": 60,
    "signs_no_injury": ["none"],
    "heel_squeeze": "no",
    "tried_6_weeks": "no",
    "pain_walk": 4,
    "pain_rest": 1,
}
CALVES = {
    **ALL,
    "location": ["calf"],
    "side": "both",
    "stiffness": ["calf"],
    "duration_days": 90,
    "signs_no_injury": ["none"],
    "claudication": "no",
    "pain_walk": 1,
    "calf_ability": "double_few",
}
OLD_SPRAIN = {
    **ALL,
    "location": ["outer_ankle"],
    "side": "right",
    "injury_days": 150,
    "stiffness": ["bend_up"],
    "signs_no_injury": ["none"],
    "gives_way_or_locks": "no",
    "front_pinch": "no",
    "pain_walk": 2,
    "equipment": ["band"],
}
TALKS = {
    "sprain": (
        SPRAIN,
        ["stretch_ankle", "stretch_calf", "band", "balance", "calf_beginner"],
        ["STA2", "STC1", "BND3", "BAL1", "CLB2"],
        14,
    ),
    "heel": (
        HEEL,
        ["plantar_fasciitis", "stretch_heel", "stretch_calf", "arch"],
        ["STH1", "STC1", "STC2", "ARC3", "STH5", "PFP1"],
        14,
    ),
    "calves": (
        CALVES,
        ["stretch_calf", "calf_beginner", "stretch_ankle"],
        ["STC1", "STC2", "CLB2", "STA5"],
        42,
    ),
    "old sprain": (
        OLD_SPRAIN,
        ["stretch_ankle", "stretch_calf", "band", "balance", "calf_beginner"],
        ["STA5", "STC2", "BND3", "BAL1", "CLB2"],
        42,
    ),
}
FLIPS = [
    (SPRAIN, {"bone_tender": ["outer_ankle_bone"]}, "see_clinician_soon", ["S18"]),
    (SPRAIN, {"bone_tender": ["outer_ankle_bone"], "injury_days": 6}, "urgent_same_day", ["U1"]),
    (SPRAIN, {"signs_injury": ["sole_bruise"]}, "urgent_same_day", ["U9"]),
    (HEEL, {"heel_squeeze": "yes", "load_increase": "yes"}, "see_clinician_soon", ["S1"]),
    (HEEL, {"tried_6_weeks": "yes"}, "see_clinician_soon", ["S11"]),
    (
        HEEL,
        {"signs_health": ["diabetes"], "signs_diabetes": ["new_foot_sore_or_change"]},
        "urgent_same_day",
        ["U7", "S17"],
    ),
    (CALVES, {"signs_no_injury": ["calf_swollen_warm"]}, "urgent_same_day", ["U4"]),
    (
        CALVES,
        {"signs_no_injury": ["calf_swollen_warm"], "signs_now": ["breathless_chest_pain"]},
        "emergency",
        ["E4", "U4"],
    ),
    (CALVES, {"claudication": "yes"}, "see_clinician_soon", ["S15"]),
    (OLD_SPRAIN, {"gives_way_or_locks": "yes"}, "see_clinician_soon", ["S9"]),
    (OLD_SPRAIN, {"front_pinch": "yes"}, "self_care", []),
]


@pytest.mark.parametrize(("talk", "categories", "exercises", "recheck"), TALKS.values(), ids=TALKS)
def test_talk(
    talk: dict[str, Any], categories: list[str], exercises: list[str], recheck: int
) -> None:
    result = decision(talk)
    assert result["urgency"] == "self_care"
    assert result["rules"] == []
    assert result["categories"] == categories
    assert [exercise["id"] for exercise in result["exercises"]] == exercises
    assert result["recheck_days"] == recheck


@pytest.mark.parametrize("talk", [talk for talk, *_ in TALKS.values()], ids=TALKS)
def test_no_other_question_is_asked(talk: dict[str, Any]) -> None:
    assert decision(talk)["complete"]
    assert next_questions(Answers.from_mapping(talk)) == ["consent", "summary_ok"]


@pytest.mark.parametrize("talk", [talk for talk, *_ in TALKS.values()], ids=TALKS)
def test_every_answer_of_the_talk_is_asked_for(talk: dict[str, Any]) -> None:
    """Asked one after the other, from nothing, the talk needs exactly these answers."""
    heard = {"onset"}
    told: dict[str, Any] = {"consent": "yes"}
    if "injury_days" in talk:
        told["onset"] = "injury"
    else:
        told["onset"] = "gradual"
    while asked := [q for q in next_questions(Answers.from_mapping(told)) if q != "summary_ok"]:
        told[asked[0]] = talk[asked[0]]
    assert told.keys() - heard - {"consent"} == talk.keys()


@pytest.mark.parametrize(("talk", "change", "level", "rules"), FLIPS)
def test_flip(talk: dict[str, Any], change: dict[str, Any], level: str, rules: list[str]) -> None:
    result = decision({**talk, **change})
    assert result["urgency"] == level
    assert [rule["id"] for rule in result["rules"]] == rules


def test_exercises_tried_in_vain_keep_the_plan() -> None:
    result = decision({**HEEL, "tried_6_weeks": "yes"})
    assert [exercise["id"] for exercise in result["exercises"]] == TALKS["heel"][2]


def test_loading_of_the_heel_starts_in_week_four() -> None:
    weeks = {exercise["id"]: exercise["from_week"] for exercise in decision(HEEL)["exercises"]}
    assert weeks == {**dict.fromkeys(TALKS["heel"][2]), "PFP1": 4}


def test_ankle_that_gives_way_keeps_a_restricted_plan() -> None:
    result = decision({**OLD_SPRAIN, "gives_way_or_locks": "yes"})
    allowed = {"static", "stretch_ankle", "stretch_calf", "balance"}
    assert result["exercises"]
    assert all(allowed & set(exercise["categories"]) for exercise in result["exercises"])
    assert set(result["categories"]) <= allowed


def test_pinch_drops_the_deep_bends() -> None:
    before = {exercise["id"] for exercise in decision(OLD_SPRAIN)["exercises"]}
    after = {
        exercise["id"] for exercise in decision({**OLD_SPRAIN, "front_pinch": "yes"})["exercises"]
    }
    assert {"STA5", "STC2"} <= before
    assert not {"STA5", "STC2"} & after
    assert len(after) >= 4
