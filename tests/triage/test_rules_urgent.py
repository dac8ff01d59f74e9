"""Each same-day rule with the answers that fire it, and near ones that must not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.people import URGENT, ache, fired, injury, old_injury, urgency
from tests.triage.test_rules_emergency import HOT, TOE, name

CHILD: dict[str, Any] = {"age_band": "8_15", "who_for": "child", "signs_child": ["none"]}
CALF = {"location": ["calf"]}
SUDDEN = {"onset": "sudden_no_injury", "duration_days": 3}
OPERATION = {"onset": "surgery", "duration_days": None}
NIGHT = {"signs_no_injury": ["night_pain"]}
GOUT = {**TOE, "signs_health": ["known_gout"]}
BONES = (
    "outer_ankle_bone",
    "inner_ankle_bone",
    "outer_midfoot_bump",
    "inner_midfoot_bump",
    "heel_bone",
    "metatarsal",
    "big_toe",
    "outer_shin_below_knee",
    "cannot_press",
)
CLOT_RISKS = (
    "clot_before",
    "hormones",
    "long_journey",
    "surgery_12wk",
    "surgery_elsewhere",
    "cancer_history",
    "pregnant_or_6wk",
    "cast_or_boot",
)

FIRES = [
    *(("U1", injury(days, walk_4_steps_now="no")) for days in (0, 10, 11, 42)),
    ("U1", old_injury(43, walk_4_steps_now="no")),
    *(("U1", injury(10, bone_tender=[bone])) for bone in BONES),
    ("U1", injury(5, bone_tender=["unsure"])),
    ("U1", injury(10, signs_health=["steroids"], swelling="yes")),
    ("U1", injury(10, signs_health=["periods_missed_or_thin_bones"], swelling="yes")),
    ("U1", injury(10, signs_health=["steroids"], swelling="unsure")),
    ("U1", injury(walk_4_steps_now="unsure")),
    ("U2", injury(10, signs_injury=["numb_patch"])),
    ("U2", injury(10, signs_injury=["crash_height_crush"])),
    ("U2", injury(10, signs_injury=["hurt_elsewhere"])),
    ("U2", injury(10, signs_health=["numb_feet"], signs_diabetes=["none"])),
    ("U2", injury(10, intoxicated="yes")),
    ("U2", injury(10, signs_injury=["unsure:crash_height_crush"])),
    ("U3", injury(42, signs_injury=["pop_or_kicked"])),
    ("U3", injury(location=["outer_ankle"], signs_injury=["pop_or_kicked"])),
    ("U3", injury(signs_injury=["unsure:pop_or_kicked"])),
    ("U3", ache(**SUDDEN, location=["achilles_mid"], pop_or_kicked="yes")),
    *(
        ("U3", injury(location=[place], push_off_weak="yes"))
        for place in ("calf", "achilles_mid", "heel_back")
    ),
    ("U3", ache(**SUDDEN, **CALF, push_off_weak="yes")),
    ("U3", ache(**SUDDEN, **CALF, push_off_weak="unsure")),
    ("U3", old_injury(60, location=["achilles_mid"], push_off_weak="yes")),
    ("U4", ache(signs_no_injury=["calf_swollen_warm"])),
    ("U4", injury(signs_injury=["calf_swollen_warm"])),
    ("U4", ache(signs_no_injury=["unsure:calf_swollen_warm"])),
    *(("U4", ache(**CALF, signs_health=[risk])) for risk in CLOT_RISKS),
    ("U4", ache(**CALF, signs_health=["unsure:hormones"])),
    ("U4", ache(**CALF, side="both", signs_health=["hormones"])),
    ("U4", ache(**CALF, side="both", duration_days=90, signs_no_injury=["calf_swollen_warm"])),
    ("U4", old_injury(90, **CALF, signs_no_injury=["calf_swollen_warm"])),
    ("U4", injury(location=["outer_ankle", "calf"], signs_injury=["calf_swollen_warm"])),
    ("U4", ache(**CALF, **OPERATION, surgery_weeks_ago=12)),
    ("U5", ache(signs_no_injury=["skin_red_spreading"])),
    ("U5", injury(signs_injury=["skin_red_spreading"])),
    ("U5", ache(signs_no_injury=["unsure:skin_red_spreading"])),
    ("U6", ache(**HOT)),
    ("U6", ache(**TOE, walk_4_steps_now="no")),
    ("U6", ache(**GOUT, previous_same="no")),
    ("U6", ache(**GOUT, previous_same="unsure")),
    ("U6", ache(**GOUT)),
    ("U6", ache(**{**GOUT, "location": ["big_toe", "front_ankle"]}, previous_same="yes")),
    ("U6", old_injury(43, signs_no_injury=["hot_red_joint"])),
    *(
        ("U7", ache(signs_health=[risk], signs_diabetes=["new_foot_sore_or_change"]))
        for risk in ("diabetes", "numb_feet", "past_ulcer", "poor_circulation", "unsure:diabetes")
    ),
    ("U7", ache(signs_health=["diabetes"], signs_no_injury=["infected_toe"])),
    ("U7", injury(signs_health=["diabetes"], signs_injury=["wound_problem"])),
    ("U7", ache(signs_health=["numb_feet"], signs_diabetes=["foot_black_or_pus"])),
    ("U8", ache(signs_health=["diabetes"], signs_diabetes=["warm_swollen_foot_vs_other"])),
    ("U8", ache(signs_health=["numb_feet"], signs_diabetes=["warm_swollen_foot_vs_other"])),
    ("U8", ache(signs_health=["numb_feet"], signs_diabetes=["unsure"], pain_walk=0)),
    ("U9", injury(location=["lesser_toes"], signs_injury=["sole_bruise"])),
    *(
        ("U9", injury(42, location=[place], push_off_weak="yes"))
        for place in ("top_of_foot", "outer_midfoot", "arch")
    ),
    ("U10", ache(signs_no_injury=["rest_pain_hang_leg"])),
    ("U10", ache(signs_no_injury=["sore_not_healing"])),
    ("U11", ache(location=["achilles_mid"], signs_health=["quinolone_recent"])),
    ("U11", ache(location=["ball", "heel_back"], signs_health=["quinolone_recent"])),
    ("U11", injury(location=["calf"], signs_health=["unsure:quinolone_recent"])),
    *(
        ("U12", ache(signs_health=["surgery_12wk"], signs_surgery=[sign]))
        for sign in ("wound_problem", "surgery_pain_rising", "calf_swollen_warm")
    ),
    ("U12", ache(signs_health=["surgery_12wk"], signs_now=["fever_unwell"], very_unwell="no")),
    ("U12", ache(signs_health=["unsure:surgery_12wk"], signs_surgery=["wound_problem"])),
    ("U12", ache(**OPERATION, surgery_weeks_ago=12, signs_surgery=["surgery_pain_rising"])),
    ("U13", injury(42, signs_health=["blood_thinner"], signs_injury=["swelling_growing"])),
    ("U13", injury(42, bleeding_disorder="yes", signs_injury=["swelling_growing"])),
    ("U14", ache(**{**CHILD, "signs_child": ["child_wont_walk"]})),
    ("U14", ache(**{**CHILD, "signs_child": ["limp_48h"]})),
    ("U14", injury(**{**CHILD, "signs_child": ["hot_red_joint"]})),
    ("U14", ache(**CHILD, signs_now=["fever_unwell"], very_unwell="no")),
    ("U14", injury(**CHILD, walk_4_steps_now="no")),
    *(
        ("U15", ache(age_band=age, duration_days=14, **NIGHT))
        for age in ("16_17", "18_24", "8_15", "under_8")
    ),
    ("U15", ache(age_band="18_24", duration_days=14, **NIGHT, load_increase="unsure")),
    ("U15", ache(age_band="18_24", signs_no_injury=["lump"])),
    ("U15", ache(age_band="18_24", signs_no_injury=["lump"], load_increase="yes")),
    ("U15", ache(age_band="18_24", location=["shin"], pain_walk=5, pain_rest=4, duration_days=14)),
    ("U16", ache(signs_health=["pregnant_or_6wk"], face_hands_swelling_headache="yes")),
    ("U16", ache(signs_health=["unsure:pregnant_or_6wk"], face_hands_swelling_headache="yes")),
    ("U17", ache(signs_no_injury=["foot_drop"])),
    ("U18", injury(42, signs_injury=["wound_problem"])),
    ("U19", ache(pain_walk=9, pain_rest=8, cannot_sleep="yes")),
    ("U19", ache(pain_walk=9, pain_rest=8, cannot_sleep="unsure")),
    ("U20", ache(**SUDDEN, pain_walk=8, walk_4_steps_now="no")),
    ("U20", ache(**SUDDEN, pain_walk=8, walk_4_steps_now="unsure")),
    ("U20", {"walk_4_steps_now": "no"}),
    ("U21", ache(signs_now=["fever_unwell"], very_unwell="no")),
    ("U21", injury(signs_now=["unsure:fever_unwell"], very_unwell="no")),
]
SPARES = [
    ("U1", injury(10)),
    ("U1", injury(11, bone_tender=["heel_bone"])),
    ("U1", injury(11, signs_health=["steroids"], swelling="yes")),
    ("U1", injury(10, swelling="yes")),
    ("U1", injury(10, age_band="55_plus")),
    ("U1", ache(walk_4_steps_now="no")),
    ("U2", injury(11, signs_injury=["numb_patch", "crash_height_crush", "hurt_elsewhere"])),
    ("U3", injury(location=["outer_ankle"], push_off_weak="yes")),
    ("U3", ache(location=["achilles_mid"], push_off_weak="yes")),
    ("U4", ache(signs_health=list(CLOT_RISKS[1:3]))),
    ("U4", injury(42, **CALF, signs_injury=["calf_swollen_warm"], signs_health=["hormones"])),
    ("U4", ache(**CALF, side="both", duration_days=43, signs_health=["hormones"])),
    ("U4", ache(**CALF)),
    ("U5", ache(signs_no_injury=["hot_red_joint"])),
    ("U6", injury(red_flags=["hot_red_joint"])),
    ("U6", ache(**GOUT, previous_same="yes")),
    ("U7", ache(signs_no_injury=["infected_toe"])),
    ("U7", ache(signs_health=["diabetes"], signs_diabetes=["none"])),
    ("U8", ache(signs_health=["past_ulcer"], signs_diabetes=["warm_swollen_foot_vs_other"])),
    ("U9", injury(location=["top_of_foot"])),
    ("U9", old_injury(43, location=["top_of_foot"], push_off_weak="yes")),
    ("U9", injury(location=["ball"], push_off_weak="yes")),
    ("U10", ache(signs_no_injury=["night_pain"])),
    ("U11", ache(location=["heel_bottom"], signs_health=["quinolone_recent"])),
    ("U12", ache(signs_health=["surgery_12wk"], signs_surgery=["none"])),
    ("U12", ache(**OPERATION, surgery_weeks_ago=13, red_flags=["surgery_pain_rising"])),
    ("U13", injury(signs_health=["blood_thinner"])),
    ("U13", injury(signs_injury=["swelling_growing"])),
    ("U14", ache(age_band="16_17", red_flags=["limp_48h", "child_wont_walk"])),
    ("U15", ache(age_band="25_54", duration_days=14, **NIGHT)),
    ("U15", ache(age_band="25_54", signs_no_injury=["lump"])),
    ("U15", ache(age_band="18_24", duration_days=13, **NIGHT)),
    ("U15", ache(age_band="18_24", duration_days=14, **NIGHT, load_increase="yes")),
    ("U15", old_injury(60, age_band="18_24", **NIGHT)),
    ("U15", ache(age_band="18_24", location=["shin"], pain_walk=5, pain_rest=3, duration_days=14)),
    ("U15", ache(age_band="18_24", location=["calf"], pain_walk=5, pain_rest=4, duration_days=14)),
    ("U16", ache(signs_health=["pregnant_or_6wk"], face_hands_swelling_headache="no")),
    ("U16", ache(face_hands_swelling_headache="yes")),
    ("U17", ache(signs_no_injury=["tingling"])),
    ("U18", old_injury(43, red_flags=["wound_problem"])),
    ("U19", ache(pain_walk=9, pain_rest=7, cannot_sleep="yes")),
    ("U19", ache(pain_walk=9, pain_rest=8, cannot_sleep="no")),
    ("U20", injury(walk_4_steps_now="no")),
    ("U20", ache(**SUDDEN, pain_walk=8, walk_4_steps_now="yes")),
    ("U21", ache()),
]


@pytest.mark.parametrize(("rule", "person"), FIRES, ids=name)
def test_fires(rule: str, person: dict[str, Any]) -> None:
    assert fired(person)[rule] is URGENT
    assert urgency(person).severity >= URGENT.severity


@pytest.mark.parametrize(("rule", "person"), SPARES, ids=name)
def test_does_not_fire(rule: str, person: dict[str, Any]) -> None:
    assert rule not in fired(person)
