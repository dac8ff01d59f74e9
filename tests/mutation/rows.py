"""The rows of the rule tables, and finer ones of our own: a rule, a person, what must happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.triage import test_rules_emergency, test_rules_soon, test_rules_urgent
from tests.triage.people import EMERGENCY, SELF_CARE, SOON, URGENT, ache, injury, old_injury
from triage.model import Urgency

PLACES = (
    *("heel_bottom", "heel_back", "achilles_mid", "arch", "ball", "big_toe", "lesser_toes"),
    *("outer_ankle", "inner_ankle", "front_ankle", "ankle_all_round", "top_of_foot"),
    *("outer_midfoot", "shin", "calf", "skin_or_nail", "whole_foot_or_both"),
)
BONE_SITES = ("top_of_foot", "outer_midfoot", "ball", "shin")
TENDONS = (
    *("achilles_mid", "heel_back", "calf", "inner_ankle", "outer_ankle", "front_ankle"),
    *("ankle_all_round", "top_of_foot"),
)
HOT = test_rules_emergency.HOT
TOE, SUDDEN, GOUT = test_rules_emergency.TOE, test_rules_urgent.SUDDEN, test_rules_urgent.GOUT
HEEL, SEVERS = test_rules_soon.HEEL, test_rules_soon.SEVERS
CHANGED_SKIN = test_rules_soon.CHANGED_SKIN
YOUNG = {"age_band": "18_24"}
SEVERS_PERSON = ache(**SEVERS)
WEAK = {"gives_way_or_locks": "yes"}
OPERATED = {"onset": "surgery", "duration_days": None}


@dataclass(frozen=True)
class Row:
    """`rule` must fire at `level` for `person` (None: must not); `urgency` where it is certain."""

    rule: str
    person: dict[str, Any]
    level: Urgency | None
    urgency: Urgency | None = None


def rows() -> list[Row]:
    """All rows."""
    return [*_of_the_tables(), *_of_emergencies(), *_of_urgent_rules(), *_of_soon(), *_of_spans()]


def _of_the_tables() -> list[Row]:
    tables = (
        (test_rules_emergency, EMERGENCY),
        (test_rules_urgent, URGENT),
        (test_rules_soon, SOON),
    )
    found = []
    for table, level in tables:
        certain = level if level is EMERGENCY else None
        found += [Row(rule, person, level, certain) for rule, person in table.FIRES]
        found += [Row(rule, person, None) for rule, person in table.SPARES]
    found += [Row("S14", person, SELF_CARE, SELF_CARE) for person in test_rules_soon.NOTES]
    return found


def _of_emergencies() -> list[Row]:
    others = [place for place in PLACES if place != "big_toe"]
    found = [
        Row("E6", ache(**{**HOT, "location": [place]}, walk_4_steps_now="no"), EMERGENCY)
        for place in others
    ]
    unsure = ache(age_band="unsure", red_flags=["child_very_ill"])
    return [*found, Row("E12", unsure, URGENT)]


def _of_urgent_rules() -> list[Row]:
    calves = {"location": ["calf"], "side": "both", "duration_days": 90}
    bad_night = {"signs_no_injury": ["night_pain"], "duration_days": 14}
    steroids = injury(10, signs_health=["steroids"], swelling="no")
    maybe = ache(**calves, signs_no_injury=["unsure:calf_swollen_warm"], signs_health=["hormones"])
    sore = ache(
        signs_health=["diabetes"], signs_no_injury=["sore_not_healing"], signs_diabetes=["none"]
    )
    old = old_injury(43, signs_health=["blood_thinner"], red_flags=["swelling_growing"])
    knocked = old_injury(60, **YOUNG, **bad_night)
    lump = ache(**YOUNG, signs_no_injury=["unsure:lump"], load_increase="yes")
    nowhere = ache(**{**GOUT, "location": ["nowhere"]}, previous_same="yes")
    operated = ache(**OPERATED, surgery_weeks_ago=20, signs_no_injury=["hot_red_joint"])
    return [
        Row("U1", steroids, None),
        Row("U2", ache(injury_days=5, intoxicated="yes"), None),
        Row("U4", maybe, URGENT),
        Row("U6", operated, URGENT),
        Row("U6", injury(42, red_flags=["hot_red_joint"]), None),
        Row("U6", ache(**TOE, previous_same="yes"), URGENT),
        Row("U6", nowhere, URGENT),
        Row("U7", sore, URGENT),
        *(
            Row("U11", ache(location=[p], signs_health=["quinolone_recent"]), URGENT)
            for p in TENDONS
        ),
        Row("U13", old, None),
        Row("U15", knocked, None),
        Row("U15", ache(**YOUNG, **bad_night, onset="sudden_no_injury"), URGENT),
        Row("U15", ache(**YOUNG, **bad_night, onset="overnight"), URGENT),
        Row("U15", lump, URGENT),
    ]


def _of_soon() -> list[Row]:
    shin = injury(42, location=["shin"], signs_health=["steroids"], bone_tender=["metatarsal"])
    squeezed = ache(**HEEL, bone_tender=["none"], heel_squeeze="yes", load_increase="yes")
    front = ("ball", "lesser_toes")
    elsewhere = [place for place in PLACES if place not in front]
    numb = {"red_flags": ["numb_patch"]}
    return [
        Row("S1", shin, None),
        *(Row("S1", ache(location=[p], load_increase="yes"), SOON) for p in BONE_SITES),
        Row("S1", ache(location=["arch"], **SUDDEN), None),
        Row("S1", ache(**{**HEEL, **SUDDEN, "duration_days": 20}, heel_squeeze="no"), None),
        Row("S1", squeezed, SOON),
        *_of_stiff_joints(),
        Row("S5", ache(injury_days=20, **CHANGED_SKIN), None),
        *(Row("S7", ache(location=[p], signs_no_injury=["tingling"]), SOON) for p in elsewhere),
        *(Row("S7", old_injury(43, location=[p], **numb), SOON) for p in elsewhere),
        *(Row("S7", old_injury(43, location=[p], **numb), None) for p in front),
        Row("S8", ache(injury_days=20, red_flags=["twist_outward"]), None),
        *(
            Row("S12", {**SEVERS_PERSON, "location": ["heel_back", place]}, SOON)
            for place in PLACES
            if place != "heel_back"
        ),
        Row("S12", {**SEVERS_PERSON, "location": ["nowhere"]}, SOON),
        Row("S18", ache(injury_days=20, bone_tender=["heel_bone"]), None),
        Row("S18", ache(injury_days=60, bone_tender=["heel_bone"]), None),
        Row("S18", old_injury(60, **HEEL, heel_squeeze="no"), None),
        Row(
            "S19",
            ache(location=["big_toe"], signs_health=["known_gout"], previous_same="yes"),
            None,
        ),
    ]


def _of_stiff_joints() -> list[Row]:
    all_day = {"stiffness": ["all_day"]}
    joints = {"signs_no_injury": ["other_joints_swollen"]}
    volunteered = {"red_flags": ["other_joints_swollen"]}
    return [
        Row("S3", injury(20, **all_day, other_joints_swollen="yes"), SOON),
        Row("S3", injury(20, **volunteered), None),
        Row("S3", ache(**all_day, **joints, morning_stiffness_min=20), None),
    ]


def _of_spans() -> list[Row]:
    operated = {**OPERATED, **WEAK}
    healed = ache(**WEAK, duration_days=10, signs_health=["surgery_12wk"], surgery_weeks_ago=8)
    return [
        Row("S9", ache(**WEAK, duration_days=42), None),
        Row("S9", ache(**WEAK, duration_days=43, onset="sudden_no_injury"), SOON),
        Row("S9", ache(**WEAK, duration_days=43, onset="overnight"), SOON),
        Row("S9", ache(**WEAK, duration_days=10, injury_days=60), None),
        Row("S9", injury(10, **WEAK, duration_days=60), None),
        Row("S9", ache(**operated, surgery_weeks_ago=7), SOON),
        Row("S9", ache(**operated, surgery_weeks_ago=6), None),
        Row("S9", ache(**{**operated, "duration_days": 60}, surgery_weeks_ago=2), SOON),
        Row("S9", healed, None),
        Row("S9", old_injury(43, **WEAK, location=["inner_ankle"]), SOON),
    ]
