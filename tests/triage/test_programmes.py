"""Each programme: who gets it, and exactly which exercises in it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.people import ache, injury
from tests.triage.test_rules_soon import SEVERS
from triage import Answers, assess, load_library
from triage.recommend import recommend

LIBRARY = load_library()
CALF, MID, BACK = (
    {"location": ["calf"]},
    {"location": ["achilles_mid"]},
    {"location": ["heel_back"]},
)
INNER, FRONT = {"location": ["inner_ankle"]}, {"location": ["front_ankle"]}
HEEL, ARCH, BALL = {"location": ["heel_bottom"]}, {"location": ["arch"]}, {"location": ["ball"]}
TOE, TOES, TOP = (
    {"location": ["big_toe"]},
    {"location": ["lesser_toes"]},
    {"location": ["top_of_foot"]},
)
SHIN, EDGE = {"location": ["shin"]}, {"location": ["outer_midfoot"]}
STRONG: dict[str, Any] = {"consent": "yes", "location": ["nowhere"], "signs_health": ["none"]}
BAND, STEP = {"equipment": ["band"]}, {"equipment": ["step"]}
SORE, MODERATE = {"pain_walk": 6, "pain_rest": 0}, {"pain_walk": 5, "pain_rest": 3}

PROGRAMMES = [
    ("no_exercises_here", ache(location=["skin_or_nail"]), ""),
    ("no_exercises_here", ache(location=["whole_foot_or_both"]), ""),
    ("severs", ache(**SEVERS), "STC1 STC2"),
    ("first_48_hours", injury(0), "STA1"),
    ("first_48_hours", injury(1, **CALF), "STA1"),
    ("injury_early", injury(2), "STA1 ISO1 ISO2 ISO3"),
    ("injury_early", injury(10), "STA1 ISO1 ISO2 ISO3"),
    ("calf_injury", injury(2, **CALF), "STA1 CLB1"),
    ("calf_injury", injury(4, **CALF), "STA1 STC3 CLB1"),
    ("calf_injury", injury(4, **CALF, **SORE), "STA1"),
    ("calf_injury", injury(42, **CALF), "STA1 STC3 CLB1 CLB2"),
    ("ankle", injury(11), "STA2 STC1 ISO1 BAL1 CLB2"),
    ("ankle", injury(11, **BAND), "STA2 STC1 BND3 BAL1 CLB2"),
    ("ankle", ache(**INNER, **BAND), "STA2 STC1 BND4 BAL1 CLB2"),
    ("ankle", ache(**FRONT, **BAND), "STA2 STC1 BND2 BAL1 CLB2"),
    ("ankle", ache(stiffness=["bend_up"]), "STA5 STC2 ISO1 BAL1 CLB2"),
    ("ankle", ache(stiffness=["point_down"]), "STA6 STC1 ISO1 BAL1 CLB2"),
    ("ankle_moderate", ache(**MODERATE), "ISO1 STA2 STC1 CLB1"),
    ("ankle_moderate", ache(pain_walk=4, pain_rest=0), "ISO1 STA2 STC1 CLB1"),
    ("ankle_irritable", ache(**SORE), "ISO1 ISO2 ISO3 STA1"),
    ("ankle_irritable", ache(pain_walk=4, pain_rest=4), "ISO1 ISO2 ISO3 STA1"),
    ("heel", ache(**HEEL, **MODERATE), "STH1 STC1 STC2 ARC3 STH5 PFP1"),
    ("heel_irritable", ache(**HEEL, **SORE), "STH1 STH4 STC3 ARC3"),
    ("heel_back", ache(**BACK, **SORE), "ISO4 CLB1 STA1 ARC3"),
    ("heel_back", ache(**BACK, calf_ability="no_double"), "ISO4 CLB1 STA2 ARC3"),
    ("heel_back", ache(**BACK, calf_ability="double_20", **BAND), "ISO4 CLB5 BND1 STA2 ARC3"),
    ("heel_back", ache(**BACK, calf_ability="single_15", **STEP), "ISO4 CLA4 STA2 ARC3"),
    ("achilles_irritable", ache(**MID, **SORE), "ISO4 CLB1 STA1"),
    ("achilles", ache(**MID, **MODERATE), "ISO6 CLB2 STH2"),
    ("achilles", ache(**MID, calf_ability="no_double", **BAND), "ISO6 CLB1 BND1 STH2"),
    ("achilles", ache(**MID, calf_ability="unsure"), "ISO6 CLB2 STH2"),
    ("achilles", ache(**MID, calf_ability="double_20"), "ISO6 CLB4 CLI1 STH2"),
    ("achilles", ache(**MID, calf_ability="single_few"), "ISO6 CLI2 CLI4 STH2"),
    ("achilles", ache(**MID, calf_ability="single_15", **STEP), "ISO6 CLA1 CLA2 STH2"),
    ("achilles", ache(**MID, calf_ability="single_15", equipment=["none"]), "ISO6 CLI2 CLI4 STH2"),
    ("arch_irritable", ache(**ARCH, **SORE), "ISO2 ISO5 ARC3 STA1"),
    ("arch", ache(**ARCH, **MODERATE), "ARC3 STC1 ISO2 CLB1"),
    ("arch", ache(**ARCH, **BAND), "ARC3 STC1 ARC1 CLB2 BND4"),
    ("front_of_foot", ache(**BALL), "STC1 ARC3 ARC6 STT3 STC2"),
    ("front_of_foot", ache(**TOES, **SORE), "STC3 ARC3 ARC6 STA1"),
    ("big_toe", ache(**TOE, stiffness=["big_toe"]), "STT2 STT1 STC1 ARC6 ARC3 ISO5"),
    ("big_toe", ache(**TOE, **SORE), "STT2 ARC6 ARC3"),
    ("top_and_shin", ache(**TOP, **BAND), "STA6 BND2 STC1 ARC3"),
    ("top_and_shin", ache(**SHIN, **SORE), "STA1 ISO3 ARC3"),
    ("outer_edge", ache(**EDGE, **BAND), "BND3 STC1 ARC3 BAL1 STA2"),
    ("outer_edge", ache(**EDGE, **SORE), "ISO1 ARC3 STA1"),
    ("calf_irritable", ache(**CALF, **SORE), "STA1 ISO4"),
    ("calf_moderate", ache(**CALF, **MODERATE), "STC3 STC2 STA1 CLB1"),
    ("calf", ache(**CALF, calf_ability="no_double"), "STC1 STC2 CLB1 STA5"),
    ("calf", ache(**CALF, calf_ability="double_20"), "STC1 STC2 CLI1 STA5"),
    ("calf", ache(**CALF, calf_ability="single_few"), "STC1 STC2 CLI2 STA5"),
    ("calf", ache(**CALF, calf_ability="single_15", **STEP), "STC1 STC2 CLA5 STA5"),
    (
        "stronger",
        {**STRONG, "aim": ["ankle"], "calf_ability": "double_few", **BAND},
        "BND3 BND2 CLB2",
    ),
    ("stronger", {**STRONG, "aim": ["arch", "balance"], **BAND}, "ARC3 ARC1 BAL1 STT3"),
    ("stronger", {**STRONG, "aim": ["calf"], "calf_ability": "single_15", **STEP}, "CLA5"),
    ("stronger", {**STRONG, "aim": ["calf"], "calf_ability": "single_few"}, "CLI2"),
    ("stronger", {**STRONG, "aim": ["flexible"]}, "STC1 STA5 STT3 STC2"),
]


@pytest.mark.parametrize(("programme", "person", "names"), PROGRAMMES)
def test_programme(programme: str, person: dict[str, Any], names: str) -> None:
    answers = Answers.from_mapping(person)
    found = recommend(answers, assess(answers, LIBRARY), LIBRARY)
    assert found.programme is not None
    assert found.programme.id == programme
    assert " ".join(item.exercise.id for item in found.exercises) == names


def test_every_programme_has_a_row() -> None:
    assert {programme for programme, _, _ in PROGRAMMES} == set(LIBRARY.programmes)
