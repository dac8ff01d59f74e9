"""Each emergency rule with the answers that fire it, and near ones that must not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.people import EMERGENCY, URGENT, ache, fired, health, injury, old_injury, urgency

HOT = {"signs_no_injury": ["hot_red_joint"], "onset": "overnight", "duration_days": 1}
TOE = {**HOT, "location": ["big_toe"]}
CRASH: dict[str, Any] = {"signs_injury": ["crash_height_crush"]}
CRASH_AND_MORE: dict[str, Any] = {"signs_injury": ["crash_height_crush", "hurt_elsewhere"]}
CHILD: dict[str, Any] = {"age_band": "8_15", "who_for": "child"}

FIRES = [
    ("E1", ache(signs_now=["deformity"])),
    ("E1", injury(signs_now=["deformity"])),
    ("E1", ache(signs_now=["bone_or_deep_wound"])),
    ("E2", ache(signs_now=["cold_pale_blue"])),
    ("E2", ache(signs_now=["numb_or_cannot_move"])),
    ("E3", ache(signs_now=["pain_out_of_proportion"])),
    ("E3", ache(signs_now=["tight_hard_swelling"])),
    ("E3", injury(signs_now=["toe_move_agony"])),
    ("E4", ache(signs_now=["breathless_chest_pain"])),
    ("E5", ache(signs_now=["saddle_bladder_bowel"])),
    ("E5", ache(signs_now=["both_legs_weak_numb"])),
    ("E6", ache(**HOT, signs_now=["fever_unwell"], very_unwell="no")),
    ("E6", ache(**HOT, signs_health=["immune_weak"])),
    ("E6", ache(**HOT, signs_health=["steroids"])),
    ("E6", ache(**HOT, signs_health=["joint_replacement"])),
    ("E6", ache(**HOT, joint_cannot_move="yes")),
    ("E6", ache(**HOT, walk_4_steps_now="no")),
    ("E6", old_injury(signs_no_injury=["hot_red_joint"], joint_cannot_move="yes")),
    ("E6", ache(**TOE, signs_health=["immune_weak"])),
    ("E6", ache(**TOE, signs_health=["joint_replacement"])),
    ("E6", ache(**TOE, signs_now=["fever_unwell"], very_unwell="no")),
    ("E6", ache(**{**TOE, "location": ["big_toe", "outer_ankle"]}, walk_4_steps_now="no")),
    ("E7", ache(signs_now=["purple_black_blister_skin"])),
    ("E7", ache(signs_now=["fever_unwell"], very_unwell="yes")),
    ("E8", ache(signs_health=["diabetes"], signs_diabetes=["foot_black_or_pus"])),
    *(
        ("E8", ache(signs_health=["diabetes"], signs_diabetes=["new_foot_sore_or_change"], **more))
        for more in (
            {"signs_now": ["fever_unwell"], "very_unwell": "no"},
            {"signs_now": ["cold_pale_blue"]},
        )
    ),
    *(
        (
            "E8",
            ache(
                signs_health=["diabetes"],
                signs_no_injury=[sore],
                signs_now=["fever_unwell"],
                very_unwell="no",
            ),
        )
        for sore in ("sore_not_healing", "infected_toe")
    ),
    (
        "E8",
        injury(
            signs_health=["diabetes"],
            signs_injury=["wound_problem"],
            signs_now=["fever_unwell"],
            very_unwell="no",
        ),
    ),
    ("E9", ache(signs_now=["face_arm_speech"])),
    ("E10", ache(signs_health=["cast_or_boot"], signs_now=["cold_pale_blue"])),
    ("E10", ache(signs_health=["cast_or_boot"], signs_now=["numb_or_cannot_move"])),
    ("E10", ache(signs_health=["cast_or_boot"], signs_now=["pain_out_of_proportion"])),
    ("E10", injury(signs_health=["cast_or_boot"], signs_injury=["numb_patch"])),
    ("E11", ache(signs_now=["bleeding_wont_stop"])),
    ("E11", injury(**CRASH, walk_4_steps_now="no")),
    ("E11", injury(**CRASH_AND_MORE)),
    ("E11", injury(10, **CRASH_AND_MORE)),
    ("E12", ache(**CHILD, signs_child=["child_very_ill"])),
    ("E12", ache(age_band="under_8", who_for="child", signs_child=["child_very_ill"])),
    ("E13", ache(signs_no_injury=["skin_red_spreading"], signs_health=["immune_weak"])),
    ("E13", ache(signs_no_injury=["skin_red_spreading"], signs_health=["joint_replacement"])),
    ("E13", injury(signs_injury=["skin_red_spreading"], signs_health=["immune_weak"])),
    ("E13", ache(**HOT, signs_health=["joint_replacement"])),
]
SPARES = [
    ("E1", ache()),
    ("E2", injury(signs_injury=["numb_patch"])),
    ("E3", ache(pain_walk=10, pain_rest=7)),
    ("E4", ache(signs_no_injury=["calf_swollen_warm"])),
    ("E5", ache(signs_no_injury=["foot_drop", "tingling"])),
    ("E6", ache(**HOT)),
    ("E6", ache(**TOE)),
    ("E6", ache(**TOE, walk_4_steps_now="no")),
    ("E6", injury(red_flags=["hot_red_joint"], joint_cannot_move="yes")),
    ("E7", ache(signs_now=["fever_unwell"], very_unwell="no")),
    ("E8", ache(signs_health=["diabetes"], signs_diabetes=["new_foot_sore_or_change"])),
    ("E8", ache(signs_health=["diabetes"], signs_now=["fever_unwell"], very_unwell="no")),
    ("E8", ache(signs_health=["numb_feet"], signs_diabetes=["foot_black_or_pus"])),
    ("E9", ache(signs_no_injury=["foot_drop"])),
    ("E10", ache(signs_health=["cast_or_boot"])),
    ("E10", injury(signs_injury=["numb_patch"])),
    ("E11", injury(**CRASH)),
    ("E11", injury(signs_injury=["hurt_elsewhere"])),
    ("E11", injury(11, **CRASH_AND_MORE)),
    ("E12", ache(**CHILD, signs_child=["none"])),
    ("E12", ache(age_band="16_17", red_flags=["child_very_ill"])),
    ("E13", ache(signs_no_injury=["skin_red_spreading"])),
    ("E13", ache(signs_health=["immune_weak", "joint_replacement"])),
]


def name(value: Any) -> str:
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(("rule", "person"), FIRES, ids=name)
def test_fires(rule: str, person: dict[str, Any]) -> None:
    assert fired(person)[rule] is EMERGENCY
    assert urgency(person) is EMERGENCY


@pytest.mark.parametrize(("rule", "person"), SPARES, ids=name)
def test_does_not_fire(rule: str, person: dict[str, Any]) -> None:
    assert rule not in fired(person)


@pytest.mark.parametrize(
    ("rule", "person"),
    [
        ("E1", ache(signs_now=["unsure:deformity"])),
        ("E2", ache(signs_now=["unsure:cold_pale_blue"])),
        ("E2", ache(signs_now=["unsure"])),
        ("E3", injury(signs_now=["unsure:pain_out_of_proportion"])),
        ("E4", ache(signs_now=["unsure:breathless_chest_pain"])),
        ("E5", ache(signs_now=["unsure:saddle_bladder_bowel"])),
        ("E6", ache(**HOT, signs_health=["unsure:immune_weak"])),
        ("E7", ache(signs_now=["fever_unwell"], very_unwell="unsure")),
        ("E8", ache(signs_health=["unsure:diabetes"], signs_diabetes=["foot_black_or_pus"])),
        ("E9", ache(signs_now=["unsure:face_arm_speech"])),
        ("E10", injury(signs_health=["unsure:cast_or_boot"], signs_injury=["numb_patch"])),
        ("E11", injury(signs_injury=["crash_height_crush", "unsure:hurt_elsewhere"])),
        ("E11", injury(**CRASH, walk_4_steps_now="unsure")),
        ("E12", ache(**CHILD, signs_child=["unsure:child_very_ill"])),
        ("E13", ache(signs_no_injury=["skin_red_spreading"], signs_health=health("unsure"))),
    ],
    ids=name,
)
def test_not_sure_is_at_least_urgent(rule: str, person: dict[str, Any]) -> None:
    assert fired(person)[rule] is URGENT
    assert urgency(person) is URGENT


def test_child_unsure_of_age_is_not_taken_for_well() -> None:
    person = ache(age_band="unsure", red_flags=["child_very_ill"])
    assert fired(person)["E12"] is URGENT
