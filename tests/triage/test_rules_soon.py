"""Each see-a-clinician-soon rule with the answers that fire it, and near ones that must not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.people import SELF_CARE, SOON, ache, fired, injury, old_injury, urgency
from tests.triage.test_rules_emergency import name
from tests.triage.test_rules_urgent import BONES, GOUT, OPERATION, SUDDEN
from triage import load_library

SHIN = {"location": ["shin"]}
HEEL = {"location": ["heel_bottom"]}
ARCH = {"location": ["arch"], "arch_dropping": "yes"}
INNER = {"location": ["inner_ankle"]}
SEVERS: dict[str, Any] = {
    "age_band": "8_15",
    "who_for": "child",
    "signs_child": ["none"],
    "location": ["heel_back"],
    "severs_pattern": "yes",
}
JOINTS = {"signs_no_injury": ["other_joints_swollen"]}
CHANGED_SKIN = {"pain_walk": 5, "pain_rest": 4, "skin_colour_sweat_touch": "yes"}
LONG = {"duration_days": 43}

FIRES = [
    *(
        ("S1", ache(location=[place], load_increase="yes", bone_tender=["metatarsal"]))
        for place in ("top_of_foot", "outer_midfoot", "ball", "shin")
    ),
    *(
        ("S1", ache(**SHIN, signs_health=[risk], bone_tender=["outer_shin_below_knee"]))
        for risk in ("steroids", "periods_missed_or_thin_bones")
    ),
    ("S1", ache(**SHIN, signs_no_injury=["night_pain"], bone_tender=["cannot_press"])),
    ("S1", ache(**SHIN, load_increase="yes")),
    *(("S1", ache(bone_tender=[bone], load_increase="yes")) for bone in BONES[:-1]),
    ("S1", ache(**HEEL, heel_squeeze="yes", load_increase="yes")),
    ("S1", ache(**HEEL, heel_squeeze="yes", signs_no_injury=["night_pain"])),
    ("S1", ache(**HEEL, heel_squeeze="yes", signs_health=["steroids"])),
    ("S1", ache(**SHIN, **SUDDEN, bone_tender=["outer_shin_below_knee"])),
    ("S1", ache(**HEEL, onset="overnight", duration_days=42, heel_squeeze="yes")),
    ("S2", ache(**ARCH, single_heel_raise="no")),
    ("S2", ache(**INNER, arch_dropping="yes")),
    ("S2", ache(**INNER, arch_dropping="no", single_heel_raise="no")),
    ("S3", ache(**JOINTS, morning_stiffness_min=31)),
    ("S3", ache(**JOINTS, signs_health=["psoriasis_bowel_eye"])),
    ("S3", injury(20, stiffness=["all_day"], other_joints_swollen="yes", morning_stiffness_min=45)),
    *(("S4", ache(signs_no_injury=[sign])) for sign in ("night_pain", "lump")),
    ("S4", ache(signs_no_injury=["weight_loss_sweats"])),
    ("S4", ache(signs_no_injury=["night_pain"], signs_health=["cancer_history"])),
    ("S5", injury(14, **CHANGED_SKIN)),
    ("S5", old_injury(60, **CHANGED_SKIN)),
    ("S5", ache(**OPERATION, surgery_weeks_ago=2, **CHANGED_SKIN)),
    ("S5", ache(signs_health=["surgery_12wk"], surgery_weeks_ago=7, **CHANGED_SKIN)),
    *(
        ("S6", ache(signs_health=[risk], signs_diabetes=["none"]))
        for risk in ("numb_feet", "past_ulcer", "poor_circulation")
    ),
    ("S7", ache(signs_no_injury=["tingling"])),
    ("S7", ache(location=["ball", "heel_bottom"], signs_no_injury=["tingling"])),
    ("S7", injury(11, signs_injury=["numb_patch"])),
    ("S8", injury(42, signs_injury=["twist_outward"])),
    ("S9", old_injury(43, gives_way_or_locks="yes")),
    ("S9", ache(**LONG, gives_way_or_locks="yes")),
    ("S9", old_injury(pain_walk=4, pain_rest=0, trend="same")),
    ("S9", old_injury(pain_walk=4, pain_rest=0, trend="worse")),
    ("S10", ache(signs_health=["surgery_12wk"], signs_surgery=["none"])),
    ("S10", ache(signs_health=["surgery_12wk"], surgery_weeks_ago=20, signs_surgery=["none"])),
    ("S10", ache(**OPERATION, surgery_weeks_ago=12, signs_surgery=["none"])),
    ("S11", ache(**LONG, tried_6_weeks="yes")),
    ("S11", ache(**LONG, trend="worse")),
    ("S12", ache(age_band="under_8", who_for="child", signs_child=["none"])),
    ("S12", ache(**{**SEVERS, "severs_pattern": "no"})),
    ("S12", ache(**{**SEVERS, "severs_pattern": "unsure"})),
    ("S12", ache(**{**SEVERS, "location": ["heel_back", "shin"]})),
    ("S12", ache(**{**SEVERS, "age_band": "under_8"})),
    ("S12", injury(**SEVERS)),
    ("S12", ache(**SEVERS, onset="sudden_no_injury")),
    ("S13", ache(**HEEL, **SUDDEN, sole_pop="yes")),
    ("S13", injury(location=["arch"], sole_pop="yes")),
    ("S15", ache(location=["calf"], claudication="yes")),
    ("S16", injury(location=["calf"], calf_bruise="yes")),
    ("S16", injury(location=["calf"], calf_ability="no_double")),
    ("S16", ache(location=["calf"], **SUDDEN, calf_ability="no_double")),
    ("S17", ache(location=["skin_or_nail"], signs_no_injury=["infected_toe"])),
    ("S17", ache(red_flags=["new_foot_sore_or_change"])),
    *(("S18", injury(days, bone_tender=["heel_bone"])) for days in (11, 42)),
    ("S18", injury(11, bone_tender=["unsure"])),
    ("S18", old_injury(43, location=["top_of_foot"], bone_tender=["metatarsal"])),
    ("S18", old_injury(43, **HEEL, heel_squeeze="yes")),
    ("S19", ache(**GOUT, previous_same="yes")),
    ("S20", injury(10, signs_health=["blood_thinner"])),
    ("S20", injury(10, bleeding_disorder="yes")),
    ("S21", ache(**SEVERS, pain_walk=5, pain_rest=4)),
]
SPARES = [
    ("S1", ache(**SHIN, load_increase="yes", bone_tender=["none"])),
    ("S1", ache(**SHIN, load_increase="no")),
    ("S1", ache(**SHIN, load_increase="unsure", bone_tender=["metatarsal"])),
    ("S1", ache(**HEEL, heel_squeeze="no", load_increase="yes")),
    ("S1", ache(**HEEL, heel_squeeze="yes", load_increase="no")),
    ("S1", ache(**HEEL, heel_squeeze="unsure", load_increase="yes")),
    ("S1", injury(42, location=["shin"], signs_health=["steroids"])),
    ("S1", ache(**HEEL, onset="overnight", duration_days=43, heel_squeeze="yes")),
    ("S1", ache(location=["big_toe"], heel_squeeze="yes", load_increase="yes")),
    ("S1", ache(location=["big_toe"], onset="overnight", heel_squeeze="yes")),
    ("S2", ache(**ARCH, single_heel_raise="yes")),
    ("S2", ache(**{**ARCH, "location": ["ball"]}, single_heel_raise="no")),
    ("S2", ache(**ARCH, single_heel_raise="no", side="both")),
    ("S2", ache(location=["arch"], arch_dropping="no", single_heel_raise="no")),
    ("S2", ache(**INNER, arch_dropping="no", single_heel_raise="yes")),
    ("S3", ache(**JOINTS, morning_stiffness_min=30)),
    ("S3", ache(**JOINTS, morning_stiffness_min="unsure")),
    ("S3", ache(stiffness=["all_day"], red_flags=["psoriasis_bowel_eye"])),
    ("S4", ache(signs_health=["cancer_history"])),
    ("S5", injury(13, **CHANGED_SKIN)),
    ("S5", injury(14, **{**CHANGED_SKIN, "pain_rest": 3})),
    ("S5", injury(14, **{**CHANGED_SKIN, "skin_colour_sweat_touch": "no"})),
    ("S5", ache(**OPERATION, surgery_weeks_ago=1, **CHANGED_SKIN)),
    ("S6", ache(signs_health=["diabetes"], signs_diabetes=["none"])),
    ("S7", ache(location=["ball"], signs_no_injury=["tingling"])),
    ("S7", ache(location=["lesser_toes", "ball"], signs_no_injury=["tingling"])),
    ("S7", injury(10, signs_injury=["numb_patch"])),
    ("S8", old_injury(43, red_flags=["twist_outward"])),
    ("S9", old_injury(150, stiffness=["bend_up", "all_day"], gives_way_or_locks="no")),
    ("S9", injury(42, gives_way_or_locks="yes", pain_walk=4, trend="worse")),
    ("S9", old_injury(pain_walk=3, trend="same")),
    ("S9", old_injury(pain_walk=4, pain_rest=0, trend="better")),
    ("S9", old_injury(pain_walk=4, pain_rest=0, trend="unsure")),
    ("S9", old_injury(location=["calf"], gives_way_or_locks="yes")),
    ("S10", ache(**OPERATION, surgery_weeks_ago=13)),
    ("S10", ache(signs_health=["surgery_elsewhere"])),
    ("S10", ache(signs_health=["unsure:surgery_12wk"], signs_surgery=["none"])),
    ("S11", ache(**LONG, tried_6_weeks="no", trend="same")),
    ("S12", ache(**SEVERS)),
    ("S12", ache(age_band="16_17")),
    ("S13", ache(**HEEL, **SUDDEN, sole_pop="no")),
    ("S13", injury(location=["outer_ankle"], sole_pop="yes")),
    ("S15", ache(location=["calf"], claudication="no")),
    ("S16", ache(location=["calf"], calf_ability="no_double")),
    ("S16", injury(location=["calf"], calf_ability="unsure", calf_bruise="unsure")),
    ("S16", injury(location=["outer_ankle"], calf_bruise="yes")),
    ("S17", ache()),
    ("S18", injury(10, bone_tender=["heel_bone"])),
    ("S18", injury(11)),
    ("S18", injury(42, **HEEL, heel_squeeze="yes")),
    ("S18", old_injury(43, location=["big_toe"], heel_squeeze="yes")),
    ("S18", ache(bone_tender=["heel_bone"])),
    ("S19", ache(**GOUT, previous_same="no")),
    ("S20", injury(11, signs_health=["blood_thinner"])),
    ("S20", ache(signs_health=["blood_thinner"])),
    ("S21", ache(**SEVERS, pain_walk=5, pain_rest=3)),
    ("S21", ache(pain_walk=5, pain_rest=4)),
]
NOTES = [
    ache(signs_health=["known_arthritis"]),
    ache(signs_health=["steroids"]),
    ache(signs_health=["periods_missed_or_thin_bones"]),
]


@pytest.mark.parametrize(("rule", "person"), FIRES, ids=name)
def test_fires(rule: str, person: dict[str, Any]) -> None:
    assert fired(person)[rule] is SOON
    assert urgency(person).severity >= SOON.severity


@pytest.mark.parametrize(("rule", "person"), SPARES, ids=name)
def test_does_not_fire(rule: str, person: dict[str, Any]) -> None:
    assert rule not in fired(person)


@pytest.mark.parametrize("person", NOTES)
def test_s14_only_adds_care(person: dict[str, Any]) -> None:
    assert fired(person) == {"S14": SELF_CARE}
    assert "S14" not in fired({**person, "signs_no_injury": ["night_pain"]})


def test_every_rule_has_rows_of_both_kinds() -> None:
    from tests.triage import test_rules_emergency, test_rules_urgent

    tables = (test_rules_emergency, test_rules_urgent)
    fires = {rule for table in tables for rule, _ in table.FIRES} | {rule for rule, _ in FIRES}
    spares = {rule for table in tables for rule, _ in table.SPARES} | {rule for rule, _ in SPARES}
    assert fires == spares == set(load_library().rules) - {"S14"}
