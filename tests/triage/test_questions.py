"""What is asked, when, and what is not asked any more."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.people import ache, injury, old_injury
from tests.triage.space import chance_talks, talk
from tests.triage.test_rules_soon import SEVERS
from triage import Answers, load_library, next_questions
from triage.model import Urgency
from triage.questions import about_left, is_formal, stale_questions
from triage.use import is_answered

LIBRARY = load_library()
HOT_TOE = ache(
    location=["big_toe"],
    onset="overnight",
    duration_days=1,
    signs_no_injury=["hot_red_joint"],
    signs_health=None,
)


def asked(person: dict[str, Any]) -> list[str]:
    return next_questions(Answers.from_mapping(person))


def test_first_questions() -> None:
    assert asked({})[:3] == ["consent", "age_band", "signs_now"]


def test_a_finished_talk_asks_nothing() -> None:
    assert asked(ache(equipment=["band"])) == []


def test_without_consent_nothing_is_asked() -> None:
    assert asked({"consent": "no"}) == []
    assert "consent" in asked({"red_flags": ["foot_drop"]})


def test_after_an_emergency_nothing_is_asked() -> None:
    assert asked({"signs_now": ["deformity"]}) == []


def test_after_a_same_day_rule_only_what_could_be_an_emergency_is_asked() -> None:
    person = {
        "consent": "yes",
        "age_band": "25_54",
        "signs_now": ["none"],
        "red_flags": ["foot_drop"],
    }
    left = asked(person)
    assert {"location", "signs_health"} <= set(left)
    assert not {"side", "stiffness", "pain_walk", "equipment", "summary_ok"} & set(left)
    assert asked(injury(signs_injury=["sole_bruise"], pain_walk=None, summary_ok=None)) == []


def test_a_swollen_calf_is_asked_about_until_it_may_be_a_pulled_one() -> None:
    told = {"consent": "yes", "age_band": "25_54", "signs_now": ["none"], "signs_health": ["none"]}
    told |= {"red_flags": ["calf_swollen_warm"], "hot_red_joint": "no"}
    assert asked(told) == ["location"]
    assert "onset" in asked({**told, "location": ["calf"]})
    assert "injury_days" in asked({**told, "location": ["calf"], "onset": "injury"})


def test_after_a_same_day_rule_what_could_take_it_back_is_asked() -> None:
    assert "signs_health" in asked(HOT_TOE)
    gout = {**HOT_TOE, "signs_health": ["known_gout"]}
    assert asked({**gout, "walk_4_steps_now": "yes"}) == ["previous_same"]
    no_gout = {**HOT_TOE, "signs_health": ["none"], "walk_4_steps_now": "yes"}
    assert asked(no_gout) == []
    too_late = {
        **gout,
        "signs_no_injury": ["hot_red_joint", "foot_drop"],
        "walk_4_steps_now": "yes",
    }
    assert asked(too_late) == []


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        ("very_unwell", {"signs_now": ["fever_unwell"]}, {"signs_now": ["none"]}),
        ("who_for", {"age_band": "8_15"}, {"age_band": "16_17"}),
        ("signs_child", {"age_band": "under_8"}, {"age_band": "16_17"}),
        ("side", ache(side=None), {"location": ["nowhere"]}),
        ("injury_days", ache(onset="injury"), ache()),
        ("duration_days", ache(duration_days=None), injury()),
        ("surgery_weeks_ago", ache(onset="surgery"), ache()),
        ("surgery_weeks_ago", ache(signs_health=["surgery_12wk"]), ache()),
        ("injury_mechanism", injury(42), injury(43)),
        ("injury_mechanism", injury(), injury(location=["calf"])),
        ("walk_4_steps_now", injury(42, walk_4_steps_now=None), old_injury(43)),
        (
            "walk_4_steps_now",
            ache(onset="overnight", duration_days=42, pain_walk=6),
            ache(onset="overnight", duration_days=43, pain_walk=6),
        ),
        (
            "walk_4_steps_now",
            ache(onset="sudden_no_injury", pain_walk=6),
            ache(onset="sudden_no_injury", pain_walk=5),
        ),
        ("walk_4_steps_now", ache(pain_walk=8, pain_rest=7), ache(pain_walk=7, pain_rest=7)),
        ("walk_4_steps_now", old_injury(pain_walk=8, pain_rest=0), ache(pain_walk=7, pain_rest=8)),
        ("bone_tender", injury(42, bone_tender=None), old_injury(43)),
        ("bone_tender", old_injury(43, location=["shin"]), ache(location=["shin"])),
        (
            "bone_tender",
            ache(location=["shin"], load_increase="unsure"),
            ache(location=["shin"], load_increase="no"),
        ),
        ("signs_injury", injury(42, signs_injury=None), old_injury(43)),
        ("signs_no_injury", old_injury(43, signs_no_injury=None), injury(42)),
        ("signs_diabetes", ache(signs_health=["unsure:numb_feet"]), ache()),
        ("signs_surgery", ache(signs_health=["unsure:surgery_12wk"]), ache()),
        (
            "signs_surgery",
            ache(onset="surgery", duration_days=None, surgery_weeks_ago=12),
            ache(onset="surgery", duration_days=None, surgery_weeks_ago=13),
        ),
        ("face_hands_swelling_headache", ache(signs_health=["pregnant_or_6wk"]), ache()),
        (
            "pop_or_kicked",
            ache(location=["calf"], onset="sudden_no_injury"),
            ache(location=["calf"]),
        ),
        ("push_off_weak", injury(location=["arch"]), injury(location=["heel_bottom"])),
        ("push_off_weak", old_injury(location=["calf"]), ache(location=["calf"])),
        ("calf_bruise", injury(42, location=["calf"]), old_injury(43, location=["calf"])),
        ("sole_pop", injury(location=["arch"]), ache(location=["arch"])),
        ("swelling", injury(10, signs_health=["steroids"]), injury(11, signs_health=["steroids"])),
        (
            "severs_pattern",
            ache(**{**SEVERS, "severs_pattern": None}),
            ache(location=["heel_back"]),
        ),
        ("load_increase", ache(location=["ball"]), ache(location=["big_toe"])),
        ("heel_squeeze", ache(location=["heel_bottom"]), injury(location=["heel_bottom"])),
        ("arch_dropping", ache(location=["arch"]), ache(location=["arch"], side="both")),
        (
            "single_heel_raise",
            ache(location=["arch"], arch_dropping="yes"),
            ache(location=["arch"], arch_dropping="no"),
        ),
        (
            "single_heel_raise",
            ache(location=["inner_ankle"], arch_dropping="no"),
            ache(location=["inner_ankle"], arch_dropping="yes"),
        ),
        ("claudication", ache(location=["calf"]), injury(location=["calf"])),
        ("gives_way_or_locks", ache(duration_days=43), ache(duration_days=42)),
        (
            "trend",
            ache(duration_days=43, pain_walk=4),
            ache(duration_days=43, pain_walk=3),
        ),
        (
            "tried_6_weeks",
            ache(location=["heel_bottom"], duration_days=43, heel_squeeze="no"),
            ache(location=["heel_bottom"], duration_days=42, heel_squeeze="no"),
        ),
        (
            "tried_6_weeks",
            ache(location=["big_toe"], duration_days=43, pain_walk=4),
            ache(location=["big_toe"], duration_days=43, pain_walk=3),
        ),
        (
            "morning_stiffness_min",
            ache(signs_no_injury=["other_joints_swollen"]),
            ache(stiffness=["all_day"]),
        ),
        (
            "other_joints_swollen",
            injury(11, stiffness=["all_day"]),
            injury(10, stiffness=["all_day"]),
        ),
        (
            "front_pinch",
            ache(location=["front_ankle"]),
            ache(location=["front_ankle"], pain_walk=4),
        ),
        ("front_pinch", ache(stiffness=["bend_up"]), ache()),
        ("pain_rest", ache(pain_walk=4), ache(pain_walk=3)),
        ("cannot_sleep", ache(pain_walk=9, pain_rest=8), ache(pain_walk=9, pain_rest=7)),
        (
            "skin_colour_sweat_touch",
            injury(14, pain_walk=5, pain_rest=4),
            injury(13, pain_walk=5, pain_rest=4),
        ),
        ("aim", {"location": ["nowhere"]}, ache()),
        (
            "calf_ability",
            ache(location=["calf"], pain_walk=3),
            ache(location=["calf"], pain_walk=4),
        ),
        ("calf_ability", {"location": ["nowhere"], "aim": ["calf"]}, {"aim": ["arch"]}),
        ("equipment", injury(11), injury(10)),
        ("equipment", ache(pain_walk=3), ache(pain_walk=4)),
        ("equipment", {"location": ["nowhere"]}, ache(location=["heel_bottom"])),
    ],
)
def test_asked_only_where_it_matters(
    question: str, yes: dict[str, Any], no: dict[str, Any]
) -> None:
    assert question in asked({**yes, "summary_ok": None})
    assert question not in asked({**no, question: None})


def test_one_who_wants_strength_and_has_no_pain_is_asked_little() -> None:
    told = {"consent": "yes", "location": ["nowhere"], "aim": ["calf"]}
    assert asked(told) == [
        "age_band",
        "signs_now",
        "signs_health",
        "calf_ability",
        "equipment",
        "summary_ok",
    ]


def test_a_tick_list_is_answered_when_every_line_is_known() -> None:
    question = LIBRARY.questions["signs_surgery"]
    lines = {"wound_problem": "no", "surgery_pain_rising": "no", "calf_swollen_warm": "no"}
    assert is_answered(question, Answers.from_mapping(lines))
    del lines["wound_problem"]
    assert not is_answered(question, Answers.from_mapping(lines))


def test_formal_questions() -> None:
    formal = [name for name, question in LIBRARY.questions.items() if is_formal(question)]
    assert formal == ["consent", "summary_ok"]


@pytest.mark.parametrize(
    ("person", "changed", "stale"),
    [
        (injury(5, location=["calf"], injury_mechanism="fall"), "location", ["injury_mechanism"]),
        (ache(pain_rest=2), "pain_walk", ["pain_rest"]),
        (
            {**ache(location=["calf"], heel_squeeze="no"), "location": None},
            "location",
            [
                "side",
                "onset",
                "duration_days",
                "signs_no_injury",
                "heel_squeeze",
                "stiffness",
                "pain_walk",
            ],
        ),
        (ache(heel_squeeze="yes", load_increase="yes"), "side", []),
        (injury(signs_no_injury=["foot_drop"]), "onset", []),
        (injury(signs_no_injury=["none"]), "onset", ["signs_no_injury"]),
    ],
)
def test_answers_that_hang_on_a_changed_one(
    person: dict[str, Any], changed: str, stale: list[str]
) -> None:
    assert stale_questions(Answers.from_mapping(person), changed) == stale


@pytest.mark.no_cover
def test_about_as_many_questions_are_left_as_it_says() -> None:
    """In calm talks by chance that end in self-care or a visit soon: two off on average at most."""
    off = []
    for done, _ in chance_talks(300, seed=4, calms=(0.95, 0.98)):
        if done.assessment.urgency.severity >= Urgency.URGENT_SAME_DAY.severity:
            continue
        counted = [name for name in done.asked if not is_formal(LIBRARY.questions[name])]
        slots = {"consent": "yes"}
        for number, name in enumerate(counted):
            said = about_left(Answers.from_slots(slots, LIBRARY), LIBRARY)
            off.append(abs(said - (len(counted) - number)))
            slots[name] = done.slots[name]
    assert sum(off) / len(off) < 2
    assert sorted(off)[len(off) * 9 // 10] <= 4


def test_nothing_is_left_where_all_is_said() -> None:
    assert about_left(talk({"location": ["calf"]}).answers) == 0
    assert about_left(Answers.from_slots({"consent": "no"})) == 0
