"""How facts are judged and what is asked next, as formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.proof.circuit import FALSE, TRUE, Circuit, Formula
from tests.proof.truth import UNKNOWN, Conditions, Facts
from tests.proof.use import Sources, Use
from triage.library import Library
from triage.model import Question, Rule, Urgency

EMERGENCY, URGENT = Urgency.EMERGENCY, Urgency.URGENT_SAME_DAY


@dataclass(frozen=True)
class Judged:
    """When each rule fires for sure, and when only "not sure" answers make it fire."""

    sure: Mapping[str, Formula]
    unsure: Mapping[str, Formula]
    unclear: Formula
    levels: Mapping[Urgency, Formula]

    def at_least(self, level: Urgency, circuit: Circuit) -> Formula:
        """Whether it is at least that urgent."""
        return circuit.any_(
            formula for other, formula in self.levels.items() if other.severity >= level.severity
        )


class Judge:
    """Judges facts by every rule of the knowledge, and says which questions are open."""

    def __init__(self, library: Library, circuit: Circuit, conditions: Conditions) -> None:
        self.library, self.circuit, self.conditions = library, circuit, conditions
        self.sources = Sources(library, conditions)
        self._fires: dict[tuple[str, tuple[int, ...]], tuple[Formula, Formula]] = {}

    def judge(self, facts: Facts) -> Judged:
        """How the facts are judged."""
        any_ = self.circuit.any_
        fired = {rule.id: self._rule(rule, facts) for rule in self.library.rules.values()}
        at: dict[Urgency, list[Formula]] = {level: [] for level in Urgency}
        unsure: dict[str, Formula] = {}
        unclear = []
        for name, (sure, doubtful) in fired.items():
            level = self.library.rules[name].level
            at[level].append(sure)
            if level in (EMERGENCY, URGENT):
                at[URGENT].append(doubtful)
                unsure[name] = doubtful
            else:
                unclear.append(doubtful)
        levels, higher = {}, FALSE
        for level in reversed(Urgency):
            here = TRUE if level is Urgency.SELF_CARE else any_(at[level])
            levels[level] = self.circuit.all_((here, -higher))
            higher = any_((higher, here))
        return Judged({n: sure for n, (sure, _) in fired.items()}, unsure, any_(unclear), levels)

    def _rule(self, rule: Rule, facts: Facts) -> tuple[Formula, Formula]:
        """(fires for sure, may fire by what is not sure: a mild one that it is unclear)."""
        circuit, both = self.circuit, self.conditions.both(rule.when, facts)
        held_back = FALSE
        if rule.unless is not None:
            held_back = self.conditions.holds(rule.unless, facts).true
        could, sure = circuit.all_((both.could.true, -held_back)), both.holds.true
        if rule.level not in (EMERGENCY, URGENT):
            waits = (-both.could.true, -both.could.false, both.holds.false, -held_back)
            doubt = circuit.any_((circuit.all_((could, -sure)), circuit.all_(waits)))
            return circuit.all_((could, sure)), doubt
        return circuit.all_((could, sure)), circuit.all_((could, -sure))

    def answered(self, question: Question, facts: Facts, given: Formula) -> Formula:
        """Whether the question, or everything that it would tell, has been answered."""
        names = [question.id]
        if question.tick_list:
            names = [str(option.value) for option in question.options]
        known = self.circuit.all_(facts.get(name, UNKNOWN).known for name in names)
        return self.circuit.any_((given, known))


@dataclass
class Status:
    """What can be asked in one state of a talk."""

    facts: Facts
    given: Mapping[str, Formula]
    judge: Judge

    def __post_init__(self) -> None:
        judge, circuit = self.judge, self.judge.circuit
        judged = self.judged = judge.judge(self.facts)
        refused = self.facts["consent"].values["no"]
        self._ended = circuit.any_((refused, judged.levels[EMERGENCY]))
        self._answered = {
            question.id: judge.answered(question, self.facts, self.given[question.id])
            for question in judge.library.questions.values()
        }
        fires = {
            name: circuit.any_((sure, judged.unsure.get(name, FALSE)))
            for name, sure in judged.sure.items()
        }
        self._use = Use(judge.sources, circuit, self.facts, judged.levels, fires, self._answered)

    def may_be_asked(self, question: Question) -> Formula:
        """Whether the condition of `question` holds, it is open, and the talk has not ended."""
        asked = self.judge.conditions.holds(question.when, self.facts).true
        return self.judge.circuit.all_((-self._ended, -self._answered[question.id], asked))

    def pending(self, question: Question) -> Formula:
        """Whether `question` is still to be asked."""
        circuit, may = self.judge.circuit, self.may_be_asked(question)
        if may == FALSE or question.purpose == "consent":
            return may
        if question.purpose == "summary":
            return circuit.all_((may, -self.judged.levels[URGENT]))
        return circuit.all_((may, self._use.of(question)))
