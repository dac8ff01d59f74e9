"""From slots to facts."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from triage import Answers, UnknownAnswer, load_library
from triage.answers import as_list

LIBRARY = load_library()


def facts(**slots: Any) -> dict[str, Any]:
    return dict(Answers.from_slots(slots).facts)


def test_none_and_empty_are_not_asked() -> None:
    answers = Answers.from_slots({"side": None, "location": [], "stiffness": (), "misses": "0"})
    assert answers.facts == {}
    assert answers.given == frozenset()


def test_tick_list_sets_every_finding_it_names() -> None:
    found = facts(signs_surgery=["wound_problem", "unsure:calf_swollen_warm"])
    assert found == {
        "wound_problem": "yes",
        "surgery_pain_rising": "no",
        "calf_swollen_warm": "unsure",
    }


@pytest.mark.parametrize(
    ("ticks", "deformity", "wound"),
    [
        (["none"], "no", "no"),
        (["unsure"], "unsure", "unsure"),
        (["deformity"], "yes", None),
        (["bone_or_deep_wound"], None, "yes"),
        (["unsure:deformity"], "unsure", "unsure"),
        (["unsure:bone_or_deep_wound"], "no", "unsure"),
        (["none", "deformity"], "yes", None),
        (["fever_unwell", "unsure"], "unsure", "unsure"),
    ],
)
def test_a_line_covers_its_close_relatives(
    ticks: list[str], deformity: str | None, wound: str | None
) -> None:
    found = facts(signs_now=ticks)
    assert found.get("deformity") == deformity
    assert found.get("bone_or_deep_wound") == wound


@pytest.mark.parametrize(
    "slots",
    [
        {"signs_injury": ["pop_or_kicked"], "pop_or_kicked": "no"},
        {"signs_injury": ["none"], "pop_or_kicked": "yes"},
        {"signs_injury": ["none"], "red_flags": ["pop_or_kicked"]},
        {"pop_or_kicked": "unsure", "red_flags": ["pop_or_kicked"]},
    ],
)
def test_the_worse_answer_stays_whatever_the_order(slots: dict[str, Any]) -> None:
    for order in permutations(slots.items()):
        assert facts(**dict(order))["pop_or_kicked"] == "yes"


def test_volunteered_signs_can_be_withdrawn() -> None:
    slots = {"red_flags": ["deformity", "foot_drop"], "red_flags_withdrawn": ["deformity"]}
    assert facts(**slots) == {"foot_drop": "yes"}
    assert facts(**slots, signs_now=["deformity"])["deformity"] == "yes"


def test_volunteered_names_that_are_no_signs_are_left_alone() -> None:
    assert facts(red_flags=["location", "goal", "nonsense"]) == {}


def test_a_sign_by_its_own_name() -> None:
    assert facts(fever_unwell="unsure") == {"fever_unwell": "unsure"}


@pytest.mark.parametrize(
    ("slot", "value", "fact"),
    [
        ("bone_tender", ["none", "heel_bone"], ("heel_bone",)),
        ("bone_tender", ["none"], ("none",)),
        ("bone_tender", "heel_bone", ("heel_bone",)),
        ("bone_tender", ["unsure"], ("cannot_press",)),
        ("bone_tender", ["unsure", "big_toe"], ("big_toe",)),
        ("stiffness", ["none", "calf", "big_toe"], ("calf", "big_toe")),
        ("equipment", "unsure", ("none",)),
        ("location", ["nowhere", "calf"], ("calf",)),
        ("location", ["nowhere", "unsure"], ("nowhere",)),
        ("location", "unsure", ("whole_foot_or_both",)),
        ("injury_days", "unsure", 4),
        ("onset", "unsure", "sudden_no_injury"),
        ("pain_walk", "unsure", 6),
        ("pain_walk", 0, 0),
        ("morning_stiffness_min", "unsure", "unsure"),
        ("calf_ability", "unsure", "unsure"),
        ("side", "left", "left"),
    ],
)
def test_values(slot: str, value: Any, fact: Any) -> None:
    assert facts(**{slot: value})[slot] == fact


def test_nowhere_means_getting_stronger_only_where_nothing_else_hurts() -> None:
    assert facts(location=["nowhere"], goal="pain")["goal"] == "strengthen"
    assert facts(location=["nowhere", "calf"], goal="pain")["goal"] == "pain"


@pytest.mark.parametrize(
    ("stiffness", "first_steps"),
    [(["first_steps", "calf"], "yes"), (["calf"], "no"), (["none"], "no")],
)
def test_first_step_pain_follows_from_stiffness(stiffness: list[str], first_steps: str) -> None:
    assert facts(stiffness=stiffness)["first_step_pain"] == first_steps
    assert facts(stiffness=stiffness, first_step_pain="yes")["first_step_pain"] == "yes"


def test_having_days_tells_how_it_began() -> None:
    assert facts(injury_days=3)["onset"] == "injury"
    assert facts(duration_days=3)["onset"] == "gradual"
    assert facts(duration_days=3, onset="overnight")["onset"] == "overnight"


def test_the_first_place_is_the_main_one() -> None:
    assert facts(location=["calf", "arch"])["location_main"] == "calf"


def test_what_is_passed_over_has_its_own_answer() -> None:
    assert facts(pain_walk=3)["pain_rest"] == 0
    assert "pain_rest" not in facts(pain_walk=4)
    assert "pain_rest" not in facts()
    assert facts(pain_walk=3, pain_rest=2)["pain_rest"] == 2


def test_heard_lists_fill_signs() -> None:
    assert facts(clot_risks=["hormones"]) == {"hormones": "yes"}
    assert facts(known_condition=["gout"]) == {"known_condition": ("gout",)}


@pytest.mark.parametrize("slot", ["consent", "summary_ok"])
def test_not_sure_is_no_answer_to_consent_or_summary(slot: str) -> None:
    assert Answers.from_slots({slot: "unsure"}).given == frozenset()
    assert Answers.from_slots({slot: "yes"}).given == {slot}
    with pytest.raises(UnknownAnswer):
        Answers.from_mapping({slot: "unsure"})


def test_built_again_with_changes() -> None:
    answers = Answers.from_slots({"location": ["calf"], "pain_walk": 3})
    changed = answers.replaced({"pain_walk": 6, "side": "left"})
    assert changed.facts["pain_walk"] == 6
    assert "pain_rest" not in changed.facts
    assert changed.given == {"location", "pain_walk", "side"}
    assert answers.facts["pain_rest"] == 0
    without = changed.without(LIBRARY.questions["location"])
    assert without.facts.keys() == {"pain_walk", "side"}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("pain_walks", 3, "unknown answer 'pain_walks': did you mean pain_walk"),
        ("xyzzy", 3, "unknown answer 'xyzzy': see knowledge/questions.yml"),
        ("side", "up", "side: 'up' is not one of left, right, both, unsure"),
        ("side", ["left", "right"], "side: one value, not a list"),
        ("side", True, "side: True is not one of"),
        ("location", ["knee"], "location: 'knee' is not one of heel_bottom"),
        ("location", ["calf", "arch", "ball", "shin"], "location: at most 3 values"),
        ("signs_now", ["calf"], "signs_now: 'calf' is not one of none, unsure, deformity"),
        ("signs_now", ["unsure:calf"], "signs_now: 'unsure:calf' is not one of"),
        ("fever_unwell", "maybe", "fever_unwell: 'maybe' is not one of yes, no, unsure"),
        ("goal", "win", "goal: 'win' is not one of pain, stiff"),
        ("goal", ["pain"], "goal: one value, not a list"),
        ("clot_risks", ["pain"], "clot_risks: 'pain' is not one of"),
        ("red_flags", ["location"], "red_flags: 'location' is not one of"),
        ("pain_walk", 11, "pain_walk: a number from 0 to 10 or unsure, not 11"),
        ("pain_walk", -1, "pain_walk: a number from 0 to 10"),
        ("pain_walk", "3", "pain_walk: a number from 0 to 10 or unsure, not '3'"),
        ("pain_walk", True, "pain_walk: a number"),
        ("pain_walk", float("nan"), "pain_walk: a number"),
        ("injury_days", 36501, "injury_days: a number from 0 to 36500"),
    ],
)
def test_what_is_unknown_is_named(name: str, value: Any, message: str) -> None:
    with pytest.raises(UnknownAnswer, match=message):
        Answers.from_mapping({name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pain_walk", 2.5),
        ("pain_walk", "unsure"),
        ("injury_days", 36500),
        ("location", ["calf", "arch", "ball"]),
        ("location", "calf"),
        ("signs_now", ["bone_or_deep_wound", "unsure:fever_unwell"]),
        ("clot_risks", ["hormones", "clot_before"]),
        ("red_flags", ["deformity"]),
        ("side", None),
    ],
)
def test_what_is_known_is_taken(name: str, value: Any) -> None:
    assert Answers.from_mapping({name: value}).slots == ({} if value is None else {name: value})


def test_as_list() -> None:
    assert as_list("calf") == ["calf"]
    assert as_list(("calf", "arch")) == ["calf", "arch"]
