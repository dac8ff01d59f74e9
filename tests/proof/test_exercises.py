"""No exercise where there must be none: for whatever was answered, in whatever order."""

from __future__ import annotations

from collections.abc import Mapping

from tests.proof.circuit import FALSE, TRUE, Formula, Search
from tests.proof.judging import Judged, Status
from tests.proof.planning import Planned, Planner
from tests.proof.spoken import MAIN
from tests.proof.world import World
from tests.triage.reading import KIT, NEVER, RULE_LEAVES, UNSURE_AS, Said
from triage.library import Library
from triage.model import Exercise, Urgency


class AnyAnswers:
    """Any of the questions answered, the others not: all states of all talks, and more."""

    def __init__(self, library: Library) -> None:
        self.world = world = World(library)
        self.given = {name: world.circuit.input() for name in library.questions}
        status = Status(world.findings.facts(self.given), self.given, world.judge)
        self.judged: Judged = status.judged
        planner = Planner(library, world.circuit, world.conditions)
        self.plan: Planned = planner.plan(status.facts, self.judged)

    def wrongly_given(self, exercise: Exercise) -> dict[str, Formula]:
        """For each reason against the exercise: that it is in the plan all the same."""
        circuit = self.world.circuit
        chosen = self.plan.exercise(exercise.id, circuit)
        against = {"urgent": self.judged.at_least(Urgency.URGENT_SAME_DAY, circuit)}
        for never in NEVER:
            if never.meant(exercise):
                but = circuit.any_(self._said(said) for said in never.but)
                who = circuit.all_(self._said(said) for said in never.who)
                spared = FALSE if exercise.id not in ("STC1", "STC2") else but
                against[never.reason] = circuit.all_((who, -spared))
        for rule, left in RULE_LEAVES.items():
            if not left & set(exercise.categories):
                against[rule] = self.judged.sure[rule]
        for kit in KIT:
            if kit in exercise.kit:
                against[kit] = -self._said(Said("equipment", (kit,)))
        return {reason: circuit.all_((chosen, who)) for reason, who in against.items()}

    def _said(self, said: Said) -> Formula:
        """Whether the person said it, in answer to the question or on their own."""
        circuit, library = self.world.circuit, self.world.library
        answer: Mapping[object, Formula] = self.world.answers[said.question].said
        found = []
        for name, formula in answer.items():
            value = UNSURE_AS.get(said.question, name) if name == "unsure" else name
            if not str(name).startswith(MAIN) and said.fits(value):
                found.append(circuit.all_((formula, self.given[said.question])))
        if said.question == "signs_health":
            found += [self.world.volunteered[n] for n in said.values if n in library.signs]
        return circuit.any_(found)


def wrong(library: Library) -> list[tuple[str, str]]:
    """Each exercise that somebody gets, with the reason why they must not."""
    everybody = AnyAnswers(library)
    goals = {
        (name, reason): formula
        for name, exercise in library.exercises.items()
        for reason, formula in everybody.wrongly_given(exercise).items()
    }
    search = Search(everybody.world.circuit, goals.values())
    return [key for key, goal in goals.items() if goal != FALSE and search.model(goal)]


def test_no_blocked_exercise_is_ever_given(world: World) -> None:
    assert wrong(world.library) == []


def test_somebody_gets_exercises(world: World) -> None:
    """The same formulas do find plans, so that nothing is proven of nobody."""
    everybody = AnyAnswers(world.library)
    circuit = everybody.world.circuit
    for name in ("STC1", "BND3", "CLA1"):
        assert circuit.model(everybody.plan.exercise(name, circuit), TRUE) is not None
