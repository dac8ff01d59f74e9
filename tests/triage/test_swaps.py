"""What may be taken instead of an exercise of the plan."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.triage.people import ache
from tests.triage.reading import forbidden
from tests.triage.space import LIBRARY, chance_talks, talk
from triage import Answers, decide
from triage.model import Exercise

TALKS, WALKS, STEPS = 400, 2, 6
HEEL: dict[str, Any] = talk({"location": ["heel_bottom"], "stiffness": ["first_steps"]}).slots
Items = dict[str, dict[str, Any]]


def plan(slots: dict[str, Any], swaps: Any = None) -> Items:
    """The exercises of the plan, each under the one that the plan has there without swaps."""
    data = decide(Answers.from_slots({**slots, "swaps": swaps}, LIBRARY), LIBRARY).to_json()
    return {item["instead_of"] or item["id"]: item for item in data["exercises"]}


def ways(item: dict[str, Any]) -> dict[str, str]:
    return {swap["way"]: swap["id"] for swap in item["swaps"]}


def test_an_exercise_gives_way_to_an_easier_one_and_comes_back() -> None:
    before = plan(HEEL)
    place = next(name for name, item in before.items() if "easier" in ways(item))
    wanted = ways(before[place])["easier"]
    after = plan(HEEL, {place: wanted})
    assert after[place]["id"] == wanted
    assert after[place]["why"] == before[place]["why"]
    assert list(after) == list(before)
    assert place in ways(after[place]).values()
    assert plan(HEEL, {place: place}) == before


def test_not_more_than_one_step_harder_than_the_plan() -> None:
    for place, item in plan(HEEL).items():
        harder = ways(item).get("harder")
        if harder is not None:
            assert "harder" not in ways(plan(HEEL, {place: harder})[place])


@pytest.mark.parametrize(
    "swaps", [{"STC1": "nothing"}, {"nothing": "STC1"}, {"STC1": "HOP1"}, {"STC1": 3}, ["STC1"], 1]
)
def test_what_may_not_be_had_changes_nothing(swaps: Any) -> None:
    assert plan(HEEL, swaps) == plan(HEEL)


def test_without_a_band_no_band_is_offered() -> None:
    slots = talk({**ache(location=["outer_ankle"]), "equipment": ["none"]}).slots
    offered = {swap["id"] for item in plan(slots).values() for swap in item["swaps"]}
    assert offered
    assert not any("band" in LIBRARY.exercises[name].kit for name in offered)


def exercise(item: dict[str, Any]) -> Exercise:
    return LIBRARY.exercises[item["id"]]


def check_plan(slots: dict[str, Any], items: Items) -> None:
    """Every exercise in it, and every one offered, may be done; none comes twice."""
    movements = [exercise(item).movement for item in items.values()]
    assert len(set(movements)) == len(movements)
    for place, item in items.items():
        assert forbidden(slots, exercise(item)) is None, (slots, item["id"])
        own = LIBRARY.exercises[place]
        options = {own.harder, *LIBRARY.forms[place], *ways(item).values(), place}
        assert item["id"] in options
        for swap in item["swaps"]:
            assert forbidden(slots, LIBRARY.exercises[swap["id"]]) is None, (slots, swap)


@pytest.mark.no_cover
def test_walks_from_swap_to_swap() -> None:
    """Whatever is swapped, in any order, in talks by chance."""
    chance, swapped = random.Random(5), 0
    for done, _ in chance_talks(TALKS, seed=5):
        for _ in range(WALKS):
            swaps: dict[str, str] = {}
            for _ in range(STEPS):
                items = plan(done.slots, swaps)
                check_plan(done.slots, items)
                offered = [(place, swap) for place in items for swap in items[place]["swaps"]]
                if not offered:
                    break
                place, swap = chance.choice(offered)
                swaps[place] = swap["id"]
                assert plan(done.slots, swaps)[place]["id"] == swap["id"]
                swapped += 1
    assert swapped > TALKS
