"""What the answer to a question can still change: a rule, the plan, or the record."""

from __future__ import annotations

from functools import cached_property

from triage.answers import Answers
from triage.assess import Assessment
from triage.conditions import Condition
from triage.fence import ASKED_KIT
from triage.library import Library
from triage.model import Exercise, Plan, Programme, Question, Urgency

MAIN_PLACE = "location_main"
KIT, INJURY_DAYS = "equipment", "injury_days"
LATE_RECHECK = ("long_standing", "low")


def is_answered(question: Question, answers: Answers) -> bool:
    """Whether the question, or everything that it would tell, has been answered."""
    if question.id in answers.given:
        return True
    if question.tick_list:
        return all(str(option.value) in answers.facts for option in question.options)
    return question.id in answers.facts


class Use:
    """What can still be changed for these answers, judged as `assessment`.

    A finding matters where a condition can still come out either way by it, and that condition is
    one of a rule at least as severe as what is found so far, of the plan where there can be one,
    or of a question that itself can change something. After an urgent rule only an emergency
    matters, and what takes the urgent rule back.
    """

    def __init__(self, answers: Answers, assessment: Assessment, library: Library) -> None:
        self.answers, self.assessment, self.library = answers, assessment, library
        self._facts, self._level = answers.facts, assessment.urgency
        self._urgent = self._level is Urgency.URGENT_SAME_DAY
        self._known: dict[str, bool] = {}

    def of(self, question: Question) -> bool:
        """Whether an answer to `question` can still change something."""
        if question.id not in self._known:
            self._known[question.id] = self._of(question)
        return self._known[question.id]

    def _of(self, question: Question) -> bool:
        if question.recorded and not self._urgent:
            return True
        names = set(question.fills) - self._facts.keys()
        if "location" in names:
            names.add(MAIN_PLACE)
        return any(self._rules(name) or self._plans(name) or self._opens(name) for name in names)

    def _rules(self, name: str) -> bool:
        library = self.library
        if any(self._can_fire(rule, name) for rule in library.looking_at("rule", name)):
            return True
        return any(
            self._can_take_back(entry) and self._hangs(name, library.condition("unless", entry))
            for entry in library.looking_at("unless", name)
            if entry in library.rules
        )

    def _can_fire(self, entry: str, name: str) -> bool:
        """Whether the rule `entry` is severe enough to change the result, and hangs on `name`."""
        least = Urgency.EMERGENCY if self._urgent else self._level
        level, condition = self.library.rules[entry].level, self.library.condition("rule", entry)
        if level.severity < least.severity or not self._hangs(name, condition):
            return False
        mild = level.severity < Urgency.URGENT_SAME_DAY.severity
        return not mild or condition.holds(self._facts) is None

    def _can_take_back(self, entry: str) -> bool:
        """Whether it would change anything if the rule `entry` were held back."""
        rule, library = self.library.rules[entry], self.library
        if self._urgent and rule.level is Urgency.URGENT_SAME_DAY:
            urgent = self.assessment.rules(Urgency.URGENT_SAME_DAY)
            return rule in urgent and all(other.unless is not None for other in urgent)
        least = Urgency.EMERGENCY if self._urgent else self._level
        could = library.condition("rule", entry).could_hold(self._facts)
        return rule.level.severity >= least.severity and could is not False

    def _opens(self, name: str) -> bool:
        library = self.library
        return any(
            self._hangs(name, library.condition("question", entry))
            and not is_answered(library.questions[entry], self.answers)
            and self.of(library.questions[entry])
            for entry in library.looking_at("question", name)
        )

    def _hangs(self, name: str, condition: Condition) -> bool:
        return name in condition.undecided(self._facts)

    def _plans(self, name: str) -> bool:
        library = self.library
        return not self._no_plan and (
            any(
                self._hangs(name, library.condition("programme", programme.id))
                for programme in self._programmes
            )
            or self._chooses(name)
            or self._picks_hang(name)
            or self._blocks_hang(name)
            or self._recheck_hangs(name)
        )

    def _chooses(self, name: str) -> bool:
        """Whether an exercise needs the kit, or the days, that `name` tells."""
        if name == KIT:
            return any(not ASKED_KIT.isdisjoint(item.kit) for item in self._exercises)
        return name == INJURY_DAYS and any(
            item.not_before_weeks_after_sprain for item in self._exercises
        )

    def _picks_hang(self, name: str) -> bool:
        return any(
            self._hangs(name, self.library.condition("pick", f"{programme.id}.{number}"))
            for programme in self._programmes
            for number, _ in enumerate(programme.picks)
        )

    def _blocks_hang(self, name: str) -> bool:
        library = self.library
        blocks = library.looking_at("block", name)
        spared = (entry for entry in library.looking_at("unless", name) if entry in library.blocks)
        return any(
            self._hangs(name, library.condition("block", entry)) and self._stops(entry)
            for entry in blocks
        ) or any(
            self._hangs(name, library.condition("unless", entry))
            and library.condition("block", entry).holds(self._facts) is not False
            and self._stops(entry)
            for entry in spared
        )

    def _stops(self, entry: str) -> bool:
        """Whether the block `entry` would change a plan that there can be."""
        block = self.library.blocks[entry]
        forms = {name for exercise in self._exercises for name in self.library.forms[exercise.id]}
        return bool(block.advice and self._programmes) or any(
            block.stops(self.library.exercises[name]) for name in forms
        )

    def _recheck_hangs(self, name: str) -> bool:
        if not any(p.recheck_days_long_standing is not None for p in self._programmes):
            return False
        terms = [self.library.condition("term", term) for term in LATE_RECHECK]
        if any(term.holds(self._facts) is False for term in terms):
            return False
        return any(self._hangs(name, term) for term in terms)

    @cached_property
    def _no_plan(self) -> bool:
        """Whether there can be no exercises: urgent, or closed by a rule none can take back."""
        if self._level.severity >= Urgency.URGENT_SAME_DAY.severity:
            return True
        return any(
            rule.leaves_nothing
            and (
                rule.unless is None
                or self.library.condition("unless", rule.id).holds(self._facts) is False
            )
            for rule in self.assessment.rules(Urgency.SEE_CLINICIAN_SOON)
        )

    @cached_property
    def _programmes(self) -> list[Programme]:
        """The programmes that it can still come to."""
        found = []
        for programme in self.library.programmes.values():
            truth = self.library.condition("programme", programme.id).holds(self._facts)
            if truth is not False:
                found.append(programme)
            if truth:
                break
        return found

    @cached_property
    def _exercises(self) -> list[Exercise]:
        """The exercises that their picks can still choose."""
        found = {
            name: self.library.exercises[name]
            for programme in self._programmes
            for number, pick in enumerate(programme.picks)
            if self.library.condition("pick", f"{programme.id}.{number}").holds(self._facts)
            is not False
            for name in pick.exercise
        }
        return [exercise for exercise in found.values() if not self._shut(exercise)]

    def _shut(self, exercise: Exercise) -> bool:
        """Whether rules that fire, and that nothing takes back, leave no room for it."""
        without = {name for plan in self._limits for name in plan.without}
        only = [plan.categories for plan in self._limits if plan.categories is not None]
        return not without.isdisjoint(exercise.categories) or all(
            any(name not in categories for categories in only) for name in exercise.categories
        )

    @cached_property
    def _limits(self) -> list[Plan]:
        soon = self.assessment.rules(Urgency.SEE_CLINICIAN_SOON)
        return [r.plan for r in soon if isinstance(r.plan, Plan) and r.unless is None]
