"""How facts are judged and what is asked next, as formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.proof.circuit import FALSE, TRUE, Circuit, Formula
from tests.proof.truth import UNKNOWN, Conditions, Facts, Truth
from triage.library import Library
from triage.model import Question, Rule, Urgency

MAIN_PLACE = "location_main"
EMERGENCY, URGENT = Urgency.EMERGENCY, Urgency.URGENT_SAME_DAY
SOON = Urgency.SEE_CLINICIAN_SOON


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
        """(fires for sure, may fire by what is not sure)."""
        circuit, both = self.circuit, self.conditions.both(rule.when, facts)
        held_back = FALSE
        if rule.unless is not None:
            held_back = self.conditions.holds(rule.unless, facts).true
        could = circuit.all_((both.could.true, -held_back))
        sure = both.holds.true
        return circuit.all_((could, sure)), circuit.all_((could, -sure))

    def open_findings(
        self, facts: Facts, given: Mapping[str, Formula], judged: Judged
    ) -> Mapping[str, Formula]:
        """For each finding: whether an urgent result still hangs on it."""
        circuit, urgent = self.circuit, [FALSE]
        without_doubt = []
        looked_at: dict[str, list[Formula]] = {}
        doubts: list[tuple[Rule, Formula]] = []
        for rule in self.library.rules.values():
            fires = []
            if rule.level is EMERGENCY:
                fires = [judged.unsure[rule.id]]
                self._look(rule.when, facts, TRUE, looked_at)
            elif rule.level is URGENT:
                fires = [judged.sure[rule.id], judged.unsure[rule.id]]
            urgent += fires
            if rule.unless is None:
                without_doubt += fires
            elif fires:
                doubts.append((rule, circuit.any_(fires)))
        lifting = circuit.all_((circuit.any_(urgent), -circuit.any_(without_doubt)))
        for rule, fires_now in doubts:
            where = circuit.all_((lifting, fires_now))
            self._look(rule.unless or {}, facts, where, looked_at)
        found = {name: circuit.any_(formulas) for name, formulas in looked_at.items()}
        for question in reversed(self.library.questions.values()):
            useful = circuit.any_(found.get(name, FALSE) for name in question.fills)
            truth = self.conditions.holds(question.when, facts)
            answered = self.answered(question, facts, given[question.id])
            where = circuit.all_((useful, -answered, -truth.true, -truth.false))
            for name in self.conditions.findings(question.when):
                found[name] = circuit.any_((found.get(name, FALSE), where))
        if MAIN_PLACE in found:
            found["location"] = circuit.any_((found.get("location", FALSE), found[MAIN_PLACE]))
        return found

    def _look(
        self, source: Mapping[str, object], facts: Facts, where: Formula,
        looked_at: dict[str, list[Formula]],
    ) -> None:  # fmt: skip
        truth: Truth = self.conditions.holds(source, facts)
        unknown = self.circuit.all_((where, -truth.true, -truth.false))
        for name in self.conditions.findings(source):
            looked_at.setdefault(name, []).append(unknown)

    def no_plan(self, facts: Facts, judged: Judged) -> Formula:
        """Whether a rule for a clinician soon, that nothing can take back, leaves no exercises."""
        found = [FALSE]
        for rule in self.library.rules.values():
            if rule.level is SOON and rule.plan == "none":
                never = TRUE
                if rule.unless is not None:
                    never = self.conditions.holds(rule.unless, facts).false
                found.append(self.circuit.all_((judged.sure[rule.id], never)))
        return self.circuit.any_(found)

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
        judged = self.judge.judge(self.facts)
        self.judged = judged
        self._open = self.judge.open_findings(self.facts, self.given, judged)
        circuit = self.judge.circuit
        refused = self.facts["consent"].values["no"]
        self._ended = circuit.any_((refused, judged.levels[EMERGENCY]))
        self._urgent = judged.levels[URGENT]
        self._no_plan = circuit.all_((judged.levels[SOON], self.judge.no_plan(self.facts, judged)))

    def pending(self, question: Question) -> Formula:
        """Whether `question` is still to be asked."""
        circuit = self.judge.circuit
        answered = self.judge.answered(question, self.facts, self.given[question.id])
        asked = self.judge.conditions.holds(question.when, self.facts).true
        useful = circuit.any_(
            (-self._urgent, *(self._open.get(name, FALSE) for name in question.fills))
        )
        if question.purpose == "consent":
            useful = TRUE
        if question.id in self.judge.library.plan_questions:
            useful = circuit.all_((useful, -self._no_plan))
        return circuit.all_((-self._ended, -answered, asked, useful))
