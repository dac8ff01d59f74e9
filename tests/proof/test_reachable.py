"""Every rule, category, exercise and care route is somebody's: found, and tried on the engine."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.proof.circuit import Formula, Search
from tests.proof.planning import Planned, Planner
from tests.proof.talk import Talk
from tests.proof.world import World, finish
from triage import care_country, care_words, decide
from triage.decide import Decision


@pytest.fixture(scope="module")
def talk(world: World) -> Talk:
    return world.talk_in(world.order)


@pytest.fixture(scope="module")
def plan(world: World, talk: Talk) -> Planned:
    planner = Planner(world.library, world.circuit, world.conditions)
    return planner.plan(talk.end.facts, talk.end.judged)


def decisions(world: World, goals: Iterable[tuple[str, Formula]]) -> dict[str, Decision]:
    """For each goal that somebody reaches, the engine's decision for one who does."""
    goals = list(goals)
    search, found = Search(world.circuit, [formula for _, formula in goals]), {}
    for name, formula in goals:
        case = search.model(formula)
        if case is not None:
            answers, _ = finish(world.person(case), world.library)
            found[name] = decide(answers, world.library)
    return found


def test_every_rule_fires_for_somebody(world: World, talk: Talk) -> None:
    found = decisions(world, talk.end.judged.sure.items())
    assert set(found) == set(world.library.rules)
    for name, decision in found.items():
        assert decision.urgency.severity >= world.library.rules[name].level.severity
        if name != "S14":
            assert name in {item.rule.id for item in decision.assessment.fired}


def test_every_exercise_is_led_to(
    world: World, plan: Planned, capsys: pytest.CaptureFixture[str]
) -> None:
    """In somebody's plan at the start, or the easier or harder form of one that is led to."""
    library, circuit = world.library, world.circuit
    goals = [(name, plan.exercise(name, circuit)) for name in library.exercises]
    at_start = decisions(world, goals)
    for name, decision in at_start.items():
        assert name in {item.exercise.id for item in decision.recommendation.exercises}
    reached, waiting = set(), list(at_start)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            exercise = library.exercises[name]
            waiting += [other for other in (exercise.easier, exercise.harder) if other]
    with capsys.disabled():
        print(f"\n{len(at_start)} exercises in a plan at the start, {len(reached)} led to", end="")
    assert reached == set(library.exercises)


def test_every_category_is_in_somebodys_plan(world: World, plan: Planned) -> None:
    goals = [
        (category, world.circuit.any_(plan.exercise(name, world.circuit) for name in names))
        for category, names in _by_category(world).items()
    ]
    found = decisions(world, goals)
    assert set(found) == set(world.library.categories)
    for category, decision in found.items():
        chosen = decision.recommendation.exercises
        assert any(category in item.exercise.categories for item in chosen)


def _by_category(world: World) -> dict[str, list[str]]:
    exercises = world.library.exercises.items()
    return {
        category: [name for name, exercise in exercises if category in exercise.categories]
        for category in world.library.categories
    }


def test_every_care_route_is_somebodys(world: World, talk: Talk) -> None:
    """Who has just one rule of the route, and none beside it, is sent there."""
    library, circuit, judged = world.library, world.circuit, talk.end.judged
    fires = {**{(n, False): f for n, f in judged.sure.items()},
             **{(n, True): f for n, f in judged.unsure.items()}}  # fmt: skip
    goals = []
    for key, formula in fires.items():
        others = [-f for other, f in fires.items() if other != key]
        goals.append((f"{key}", circuit.all_((formula, *others))))
    found = decisions(world, goals)
    reached = {_route(world, decision) for decision in found.values()}
    assert reached == set(library.routes)


def _route(world: World, decision: Decision) -> str:
    said = decision.to_json()["route"]
    words = {**care_words(world.library, care_country(world.library)), "days": said["days"]}
    (name,) = (n for n, r in world.library.routes.items() if r.say.format(**words) == said["say"])
    return name
