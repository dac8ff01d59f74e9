"""How many answers a talk can take, for those who report nothing beside one sore place."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.proof.circuit import FALSE, TRUE, Circuit, Formula
from tests.proof.talk import Talk
from tests.proof.world import World, finish
from triage.model import Urgency

SEVERE = 8


@pytest.fixture(scope="module")
def talk(world: World) -> Talk:
    return world.talk_in(world.order)


def at_least(count: int, formulas: Iterable[Formula], circuit: Circuit) -> Formula:
    """Whether `count` or more of `formulas` are true."""
    reached = [TRUE] + [FALSE] * count
    for formula in formulas:
        more = [circuit.all_((fewer, formula)) for fewer in reached[:-1]]
        reached = [TRUE, *(circuit.any_(pair) for pair in zip(reached[1:], more, strict=True))]
    return reached[count]


def nothing_but_one_place(world: World) -> Iterable[Formula]:
    """Nothing volunteered, nothing ticked, one place."""
    circuit = world.circuit
    said = list(world.volunteered.values())
    for values in world.heard.values():
        said += values.values()
    for question in world.library.questions.values():
        if question.tick_list:
            said += world.answers[question.id].said.values()
    places = [option.value for option in world.library.questions["location"].options]
    picked = [world.answers["location"].said[place] for place in places]
    return [*(-formula for formula in said), -at_least(2, picked, circuit)]


def severe(world: World, talk: Talk) -> Formula:
    """Whether the pain, walking or at rest, is 8 or more."""
    facts, conditions = talk.end.facts, world.conditions
    return world.circuit.any_(
        conditions.holds({name: {"at_least": SEVERE}}, facts).true
        for name in ("pain_walk", "pain_rest")
    )


@pytest.mark.parametrize(
    ("began", "in_much_pain", "most"),
    [
        (["gradual", "sudden_no_injury", "overnight"], False, 16),
        (["injury"], False, 20),
        (["surgery"], False, 17),
        (["gradual", "sudden_no_injury", "overnight"], True, 18),
        (["injury"], True, 21),
        (["surgery"], True, 19),
    ],
)
def test_self_care_takes_few_answers(
    world: World, talk: Talk, began: list[str], in_much_pain: bool, most: int
) -> None:
    """The most there can be, and somebody who gives just as many.

    In much pain nothing is left out that could raise the urgency: that takes a few more.
    """
    circuit, end = world.circuit, talk.end
    facts = [
        end.judged.levels[Urgency.SELF_CARE],
        *nothing_but_one_place(world),
        circuit.any_(end.facts["onset"].values[how] for how in began),
        severe(world, talk) * (1 if in_much_pain else -1),
    ]
    answers = list(talk.given.values())
    assert circuit.model(*facts, at_least(most + 1, answers, circuit)) is None
    case = circuit.model(*facts, at_least(most, answers, circuit))
    assert case is not None
    assert len(finish(world.person(case), world.library)[1]) == most
