"""Worse answers never lower the urgency, nor does "not sure", also where they change the talk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.proof.circuit import Formula, Search
from tests.proof.judging import Status
from tests.proof.talk import Talk
from tests.proof.world import World, finish
from tests.proof.worse import NEUTRAL, worse_answers
from triage import decide, load_library
from triage.library import Library
from triage.model import Urgency

# Where an answer that sounds worse explains the trouble: nothing is claimed where the rule fires.
EXPLAINED = {
    "load_increase": ("U15", "bone pain after new training is no unexplained bone pain"),
    "signs_health": ("U6", "a usual attack of known gout is no new hot joint"),
}
LIBRARY = load_library()
QUESTIONS = [
    question.id
    for question in LIBRARY.questions.values()
    if question.skippable and question.id not in NEUTRAL
]


class Pairs:
    """Two people alike but for one answer, which is worse for the second.

    Each is asked all that applies. What a talk leaves out of this never changes the urgency, so
    that what is shown here holds of talks; and the formulas are far smaller.
    """

    def __init__(self, library: Library) -> None:
        self.world = World(library, consistent=True)
        self.end = self.world.asked_everything()

    def lowered(self, question: str) -> str | None:
        """A pair of whom the second is judged less urgent; None where there is none."""
        world, circuit = self.world, self.world.circuit
        answers = worse_answers(world, question)
        other = world.asked_everything(world.finds(answers))
        excused = [-formula for formula in self._explained(question)]
        case = circuit.model(circuit.any_(self._lower(other)), *excused)
        if case is None:
            return None
        first = world.person(case)
        second = {**first, **{name: answer.value(case) for name, answer in answers.items()}}
        return f"{_told(first, second, world.library)} -> {_told(second, first, world.library)}"

    def _explained(self, question: str) -> list[Formula]:
        judged = self.end.judged
        rules = [EXPLAINED[question][0]] if question in EXPLAINED else []
        return [formula for rule in rules for formula in (judged.sure[rule], judged.unsure[rule])]

    def _lower(self, other: Status) -> Iterator[Formula]:
        circuit = self.world.circuit
        for level in list(Urgency)[1:]:
            before = self.end.judged.at_least(level, circuit)
            after = other.judged.at_least(level, circuit)
            yield circuit.all_((before, -after))


def _told(person: dict[str, object], other: dict[str, object], library: Library) -> str:
    answers, _ = finish(dict(person), library)
    changed = {name: value for name, value in person.items() if value != other.get(name)}
    return f"{changed}: {decide(answers, library).urgency.value}"


@pytest.fixture(scope="module")
def pairs(world: World) -> Pairs:
    return Pairs(world.library)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_worse_answer_never_lowers_the_urgency(pairs: Pairs, question: str) -> None:
    assert pairs.lowered(question) is None


def test_nothing_that_applies_is_left_unasked(pairs: Pairs) -> None:
    world, end = pairs.world, pairs.end
    questions = world.library.questions.values()
    left = [end.may_be_asked(question) for question in questions]
    assert world.circuit.model(world.circuit.any_(left)) is None


@pytest.fixture(scope="module")
def talk(world: World, pairs: Pairs) -> Talk:
    """The talks with those who do not contradict themselves."""
    return pairs.world.talk_in(world.order)


def test_what_a_talk_leaves_out_never_changes_the_urgency(pairs: Pairs, talk: Talk) -> None:
    circuit, ends = pairs.world.circuit, (talk.end, pairs.end)
    goals = [
        circuit.differ(*(end.judged.at_least(level, circuit) for end in ends))
        for level in list(Urgency)[1:]
    ]
    search = Search(circuit, goals)
    assert [search.model(goal) for goal in goals] == [None] * len(goals)
