"""Worse answers never lower the urgency, nor does "not sure", also where they change the talk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.proof.circuit import Formula
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
# From a pain of 8 on, less is asked that would only bring a visit soon, so that the talk stays
# within the answers it may take: there the proof is for the levels that matter that day.
BEARABLE = "bearable"
LIBRARY = load_library()
QUESTIONS = [
    question.id
    for question in LIBRARY.questions.values()
    if question.skippable and question.id not in NEUTRAL
]


class Pairs:
    """Two people alike but for one answer, which is worse for the second."""

    def __init__(self, library: Library, order: list[str]) -> None:
        self.world, self.order = World(library, consistent=True), order
        self.talk = self.world.talk_in(order)

    def lowered(self, question: str) -> str | None:
        """A pair of whom the second is judged less urgent; None where there is none."""
        world, circuit = self.world, self.world.circuit
        answers = worse_answers(world, question)
        other = world.talk_in(self.order, world.finds(answers))
        excused = [-formula for formula in self._explained(question)]
        case = circuit.model(circuit.any_(self._lower(question, other)), *excused)
        if case is None:
            return None
        first = world.person(case)
        second = {**first, **{name: answer.value(case) for name, answer in answers.items()}}
        return f"{_told(first, second, world.library)} -> {_told(second, first, world.library)}"

    def _explained(self, question: str) -> list[Formula]:
        judged = self.talk.end.judged
        rules = [EXPLAINED[question][0]] if question in EXPLAINED else []
        return [formula for rule in rules for formula in (judged.sure[rule], judged.unsure[rule])]

    def _lower(self, question: str, other: Talk) -> Iterator[Formula]:
        circuit, terms = self.world.circuit, self.world.library.terms
        conditions = self.world.conditions
        severe = conditions.holds(terms[BEARABLE], other.end.facts).false
        for level in list(Urgency)[1:]:
            before = self.talk.end.judged.at_least(level, circuit)
            after = other.end.judged.at_least(level, circuit)
            spared = level is Urgency.SEE_CLINICIAN_SOON
            spared |= question == "pain_rest" and level is Urgency.URGENT_SAME_DAY
            yield circuit.all_((before, -after, *([-severe] if spared else [])))


def _told(person: dict[str, object], other: dict[str, object], library: Library) -> str:
    answers, _ = finish(dict(person), library)
    changed = {name: value for name, value in person.items() if value != other.get(name)}
    return f"{changed}: {decide(answers, library).urgency.value}"


@pytest.fixture(scope="module")
def pairs(world: World) -> Pairs:
    return Pairs(world.library, world.order)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_worse_answer_never_lowers_the_urgency(pairs: Pairs, question: str) -> None:
    assert pairs.lowered(question) is None


def test_the_same_order_serves_those_who_do_not_contradict_themselves(pairs: Pairs) -> None:
    assert pairs.world.circuit.model(pairs.world.left_open(pairs.talk)) is None
