"""The formulas say what the engine does: talk by talk, and no talk is left out."""

from __future__ import annotations

import math

import pytest

from tests.proof.planning import Planned, Planner
from tests.proof.talk import Talk
from tests.proof.world import World, finish
from triage import Answers, decide, load_library
from triage.decide import Decision
from triage.model import Urgency


class Values:
    """What formulas are for each of some people."""

    def __init__(self, world: World) -> None:
        people = [person for person, _ in world.sample]
        self._values = world.circuit.values(world.inputs(people), len(people))

    def true(self, formula: int, number: int) -> bool:
        """Whether `formula` is true for person `number`."""
        return bool(self._values[abs(formula)] >> number & 1) == (formula > 0)


def test_every_talk_is_the_engines(world: World) -> None:
    """Same questions in the same order, same rules and level, same plan, for people by chance."""
    talk = world.talk_in(world.order)
    planned = Planner(world.library, world.circuit, world.conditions).plan(
        talk.end.facts, talk.end.judged
    )
    values, with_exercises = Values(world), 0
    levels = dict.fromkeys(Urgency, 0)
    for number, (person, questions) in enumerate(world.sample):
        answers, _ = finish(person, world.library)
        decision = decide(answers, world.library)
        asked = [place.question for place in talk.asked if values.true(place.when, number)]
        assert asked == questions, person
        assert _judged(talk, values, number) == _judged_by_engine(decision), person
        assert _plan(planned, values, number) == _plan_of_engine(decision), person
        levels[decision.urgency] += 1
        with_exercises += bool(decision.recommendation.exercises)
    assert min(*levels.values(), with_exercises) > len(world.sample) // 50


def _judged(talk: Talk, values: Values, number: int) -> object:
    judged = talk.end.judged
    sure = {name for name, formula in judged.sure.items() if values.true(formula, number)}
    unsure = {name for name, formula in judged.unsure.items() if values.true(formula, number)}
    (level,) = (lv for lv, formula in judged.levels.items() if values.true(formula, number))
    if level is not Urgency.SELF_CARE:
        sure.discard("S14")
    return sure, unsure, level, values.true(judged.unclear, number)


def _judged_by_engine(decision: Decision) -> object:
    fired = decision.assessment.fired
    return (
        {item.rule.id for item in fired if not item.by_unsure},
        {item.rule.id for item in fired if item.by_unsure},
        decision.urgency,
        decision.assessment.unclear,
    )


def _plan(planned: Planned, values: Values, number: int) -> object:
    chosen = [key[2] for key, formula in planned.chosen.items() if values.true(formula, number)]
    blocked = {key for key, formula in planned.blocked.items() if values.true(formula, number)}
    advice = {line for line, formula in planned.advice.items() if values.true(formula, number)}
    days = [day for day, formula in planned.recheck.items() if values.true(formula, number)]
    return chosen, blocked, advice, days


def _plan_of_engine(decision: Decision) -> object:
    plan = decision.recommendation
    days = [] if plan.recheck_days is None else [plan.recheck_days]
    everything = {category for category, _ in plan.blocked} == set(
        load_library().categories
    ) and not plan.exercises
    one_reason = len({reason for _, reason in plan.blocked}) == 1
    blocked = set() if everything and one_reason else set(plan.blocked)
    return [item.exercise.id for item in plan.exercises], blocked, set(plan.advice), days


def test_no_talk_is_left_out(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has a question left when the order of questions is through; it asks none twice."""
    talk = world.talk_in(world.order)
    case = world.circuit.model(world.left_open(talk))
    assert case is None, f"put this into order.txt: {' '.join(world.grown_order(case))}"
    places: dict[str, list[int]] = {}
    for place in talk.asked:
        places.setdefault(place.question, []).append(place.when)
    twice = [
        world.circuit.all_((one, other))
        for formulas in places.values()
        for number, one in enumerate(formulas)
        for other in formulas[:number]
    ]
    assert world.circuit.model(world.circuit.any_(twice)) is None
    assert set(places) == set(world.library.questions)
    people = world.how_many()
    with capsys.disabled():
        print(
            f"\n{people:.1e} combinations of answers (10^{math.log10(people):.0f}) covered", end=""
        )


@pytest.mark.parametrize("question", ["signs_now", "signs_health", "signs_no_injury"])
def test_not_sure_of_a_list_is_not_sure_of_each_line(world: World, question: str) -> None:
    """The formulas know a list that is not sure as a whole only by its lines."""
    lines = [f"unsure:{name}" for name in world.library.questions[question].fills]
    one = Answers.from_slots({question: ["unsure"]}, world.library)
    each = Answers.from_slots({question: lines}, world.library)
    assert one.facts == each.facts
