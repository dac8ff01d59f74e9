"""What the answer to a question can still change, as formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from tests.proof.circuit import FALSE, TRUE, Circuit, Formula
from tests.proof.truth import UNKNOWN, Conditions, Facts, Truth
from triage.library import Library
from triage.model import Block, Exercise, Pick, Plan, Programme, Question, Rule, Urgency

MAIN_PLACE = "location_main"
KIT = ("band", "step")
EMERGENCY, URGENT = Urgency.EMERGENCY, Urgency.URGENT_SAME_DAY
SOON = Urgency.SEE_CLINICIAN_SOON


class Sources:
    """What the knowledge hangs on findings: which conditions look at which of them."""

    def __init__(self, library: Library, conditions: Conditions) -> None:
        self.library, self.conditions = library, conditions
        terms = library.terms
        self.late = {"all": [terms["long_standing"], terms["low"]]}
        questions, rules = library.questions.values(), library.rules.values()
        blocks, programmes = library.blocks.values(), library.programmes.values()
        self.questions = self._by_finding(questions)
        self.rules, self.held_back = self._by_finding(rules), self._by_finding(rules, "unless")
        self.blocks, self.spared = self._by_finding(blocks), self._by_finding(blocks, "unless")
        self.programmes = self._by_finding(programmes)
        picks = [(p, pick) for p in programmes for pick in p.picks]
        self.picks: dict[str, list[tuple[Programme, Pick]]] = {}
        for programme, pick in picks:
            for name in conditions.findings(pick.when):
                self.picks.setdefault(name, []).append((programme, pick))
        self.forms = {name: _forms(name, library) for name in library.exercises}
        self.kit = [n for n, e in library.exercises.items() if set(e.kit) & set(KIT)]
        self.late_only = [
            n for n, e in library.exercises.items() if e.not_before_weeks_after_sprain
        ]

    def _by_finding(self, entries: Iterable[Any], key: str = "when") -> dict[str, list[Any]]:
        """The entries by the findings that their condition looks at."""
        found: dict[str, list[Any]] = {}
        for entry in entries:
            source = getattr(entry, key)
            for name in () if source is None else self.conditions.findings(source):
                found.setdefault(name, []).append(entry)
        return found


class Use:
    """What can still be changed where the facts are `facts`, judged and answered as given."""

    def __init__(
        self,
        sources: Sources,
        circuit: Circuit,
        facts: Facts,
        levels: Mapping[Urgency, Formula],
        fires: Mapping[str, Formula],
        answered: Mapping[str, Formula],
    ) -> None:
        """`fires`: whether a rule fires, for sure or, where it is urgent or more, by doubt."""
        self.sources, self.library, self.circuit = sources, sources.library, circuit
        self.conditions, self.facts = sources.conditions, facts
        self.levels, self.fires, self.answered = levels, fires, answered
        self.urgent = levels[URGENT]
        self._known: dict[str, Formula] = {}
        self._shuts: dict[str, Formula] = {}

    def of(self, question: Question) -> Formula:
        """Whether an answer to `question` can still change something."""
        if question.id not in self._known:
            self._known[question.id] = self._of(question)
        return self._known[question.id]

    def _of(self, question: Question) -> Formula:
        names = set(question.fills) | ({MAIN_PLACE} if "location" in question.fills else set())
        found = [-self.urgent] if question.on_record or question.purpose == "outcome_record" else []
        if not found or self.urgent != FALSE:
            for name in sorted(names):
                found += [*self._rules(name), *self._opens(name), self._plans(name)]
        return self.circuit.any_(found)

    def _rules(self, name: str) -> Iterable[Formula]:
        for rule in self.sources.rules.get(name, ()):
            doubt = [] if rule.level in (EMERGENCY, URGENT) else [self._open(rule.when)]
            yield self.circuit.all_((self._counts(rule), self._hangs(rule.when, name), *doubt))
        for rule in self.sources.held_back.get(name, ()):
            yield self.circuit.all_((self._taken_back(rule), self._hangs(rule.unless, name)))

    def _counts(self, rule: Rule) -> Formula:
        """Whether the rule is severe enough to change what is found so far."""
        if rule.level is EMERGENCY:
            return TRUE
        lower = [level for level in Urgency if level.severity <= rule.level.severity]
        return self.circuit.any_(self.levels[level] for level in lower if level is not URGENT)

    def _taken_back(self, rule: Rule) -> Formula:
        could = -self.conditions.both(rule.when, self.facts).could.false
        change = self.circuit.all_((self._counts(rule), could))
        if rule.level is not URGENT and rule.level is not EMERGENCY:
            return change
        others = [
            -fires
            for name, fires in self.fires.items()
            if self.library.rules[name].unless is None
            and self.library.rules[name].level in (URGENT, EMERGENCY)
        ]
        back = self.circuit.all_((self.urgent, self.fires[rule.id], *others))
        return self.circuit.any_((change, back))

    def _opens(self, name: str) -> Iterable[Formula]:
        for question in self.sources.questions.get(name, ()):
            hangs = self._hangs(question.when, name)
            if hangs != FALSE:
                worth = (hangs, -self.answered[question.id], self.of(question))
                yield self.circuit.all_(worth)

    def _plans(self, name: str) -> Formula:
        any_, all_, sources = self.circuit.any_, self.circuit.all_, self.sources
        programmes, wanted = self._possible
        found = [
            all_((programmes[programme.id], self._hangs(programme.when, name)))
            for programme in sources.programmes.get(name, ())
        ]
        for programme, pick in sources.picks.get(name, ()):
            found.append(all_((programmes[programme.id], self._hangs(pick.when, name))))
        late = self._hangs(sources.late, name)
        for programme in self.library.programmes.values() if late != FALSE else ():
            if programme.recheck_days_long_standing is not None:
                found.append(all_((programmes[programme.id], late)))
        unknown = -self.facts.get(name, UNKNOWN).known
        needed = {"equipment": sources.kit, "injury_days": sources.late_only}.get(name, ())
        found += [all_((wanted.get(exercise, FALSE), unknown)) for exercise in needed]
        found += self._blocks(name)
        here = any_(found)
        return FALSE if here == FALSE else all_((here, -self._no_plan))

    def _blocks(self, name: str) -> Iterable[Formula]:
        for block in self.sources.blocks.get(name, ()):
            yield self.circuit.all_((self._stopping(block), self._hangs(block.when, name)))
        for block in self.sources.spared.get(name, ()):
            could = -self._truth(block.when).false
            hangs = self._hangs(block.unless, name)
            yield self.circuit.all_((self._stopping(block), could, hangs))

    def _stopping(self, block: Block) -> Formula:
        """Whether the block would change a plan that there can be."""
        programmes, wanted = self._possible
        exercises, forms = self.library.exercises, self.sources.forms
        found = [w for n, w in wanted.items() if any(stops(block, exercises[f]) for f in forms[n])]
        if block.advice:
            found += programmes.values()
        return self.circuit.any_(found)

    @cached_property
    def _possible(self) -> tuple[dict[str, Formula], dict[str, Formula]]:
        """The programmes, and the exercises, that it can still come to."""
        earlier, programmes, wanted = FALSE, dict[str, Formula](), dict[str, Formula]()
        for programme in self.library.programmes.values():
            truth = self._truth(programme.when)
            here = programmes[programme.id] = self.circuit.all_((-earlier, -truth.false))
            earlier = self.circuit.any_((earlier, truth.true))
            for pick in programme.picks:
                where = self.circuit.all_((here, -self._truth(pick.when).false))
                for name in pick.exercise:
                    open_ = self.circuit.all_((where, -self._shut(name)))
                    wanted[name] = self.circuit.any_((wanted.get(name, FALSE), open_))
        return programmes, wanted

    def _shut(self, name: str) -> Formula:
        """Whether rules that fire, and that nothing takes back, leave no room for the exercise."""
        if name not in self._shuts:
            categories = self.library.exercises[name].categories
            against = [f for plan, f in self._limits if set(plan.without) & set(categories)]
            closed = [
                self.circuit.any_(
                    f
                    for plan, f in self._limits
                    if plan.categories is not None and category not in plan.categories
                )
                for category in categories
            ]
            self._shuts[name] = self.circuit.any_((*against, self.circuit.all_(closed)))
        return self._shuts[name]

    @cached_property
    def _limits(self) -> list[tuple[Plan, Formula]]:
        return [
            (rule.plan, self.fires[rule.id])
            for rule in self.library.rules.values()
            if rule.level is SOON and rule.unless is None and isinstance(rule.plan, Plan)
        ]

    @cached_property
    def _no_plan(self) -> Formula:
        """Whether there can be no exercises: urgent, or closed by a rule none can take back."""
        found = [self.urgent]
        for rule in self.library.rules.values():
            if rule.level is SOON and rule.plan == "none":
                never = TRUE if rule.unless is None else self._truth(rule.unless).false
                found.append(self.circuit.all_((self.fires[rule.id], never)))
        return self.circuit.any_(found)

    def _truth(self, source: Mapping[str, Any]) -> Truth:
        return self.conditions.holds(source, self.facts)

    def _open(self, source: Mapping[str, Any]) -> Formula:
        """Whether it is not known whether the condition holds."""
        truth = self._truth(source)
        return self.circuit.all_((-truth.true, -truth.false))

    def _hangs(self, source: Mapping[str, Any], name: str) -> Formula:
        return self.conditions.undecided(source, self.facts).get(name, FALSE)


def _forms(name: str, library: Library) -> set[str]:
    """The exercise, and the easier and harder ones that it leads to."""
    found = {name}
    while True:
        exercises = [library.exercises[form] for form in found]
        more = {form for e in exercises for form in (e.easier, e.harder) if form} - found
        if not more:
            return found
        found |= more


def stops(block: Block, exercise: Exercise) -> bool:
    """Whether `block` is meant for `exercise`."""
    return bool(
        exercise.id in block.exercises
        or set(block.tags) & set(exercise.tags)
        or set(block.categories) & set(exercise.categories)
        or (block.all_but_early and not exercise.early_sprain)
    )
