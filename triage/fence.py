"""What somebody's answers allow: the one gate that every exercise passes."""

from __future__ import annotations

from collections.abc import Iterable

from triage.answers import Answers
from triage.assess import Assessment
from triage.library import Library
from triage.model import Block, Exercise, Plan, Programme, Urgency

ASKED_KIT = frozenset({"band", "step"})
DAYS_A_WEEK = 7


class Fence:
    """What these answers allow: the one gate that every exercise passes.

    `blocked` gives each closed category with the reason; `limited` says whether a rule leaves
    only some categories; `programme` is the one that fits, None where none does.
    """

    def __init__(self, answers: Answers, assessment: Assessment, library: Library) -> None:
        facts = answers.facts
        soon = assessment.rules(Urgency.SEE_CLINICIAN_SOON)
        against = [rule for rule in soon if rule.leaves_nothing]
        if assessment.urgency.severity >= Urgency.URGENT_SAME_DAY.severity:
            against = assessment.rules(assessment.urgency)
        self._permitted: dict[str, bool] = {}
        self.programme = _programme(answers, library)
        self.closed = bool(against)
        self._missing_kit = ASKED_KIT.difference(facts.get("equipment") or ())
        self._injury_days = facts.get("injury_days")
        self._plans = [(rule.plan, rule.reason) for rule in soon if isinstance(rule.plan, Plan)]
        self.limited = any(plan.categories is not None for plan, _ in self._plans)
        self._blocks = _blocks(answers, library)
        self._early_only = any(block.all_but_early for block in self._blocks)
        self.advice = tuple(line for block in self._blocks for line in block.advice)
        self._tags = {tag for block in self._blocks for tag in block.tags}
        self._exercises = {name for block in self._blocks for name in block.exercises}
        self._never = {category for block in self._blocks for category in block.categories}
        for plan, _ in self._plans:
            self._never.update(plan.without)
        everything = dict.fromkeys(library.categories, against[0].reason) if against else None
        self.blocked = everything or self._blocked_categories(library.categories)

    def permits(self, exercise: Exercise) -> bool:
        """Whether this person may do this exercise, with the kit they have."""
        known = self._permitted.get(exercise.id)
        if known is None:
            known = self._permitted[exercise.id] = self._permits(exercise)
        return known

    def _permits(self, exercise: Exercise) -> bool:
        return not (
            self.closed
            or exercise.id in self._exercises
            or (self._early_only and not exercise.early_sprain)
            or not self._tags.isdisjoint(exercise.tags)
            or not self._never.isdisjoint(exercise.categories)
            or (self.blocked and self.blocked.keys() >= set(exercise.categories))
            or not self._missing_kit.isdisjoint(exercise.kit)
            or self._too_soon(exercise)
            or not self._position_allowed(exercise)
        )

    def _too_soon(self, exercise: Exercise) -> bool:
        days = exercise.not_before_weeks_after_sprain * DAYS_A_WEEK
        return bool(days) and self._injury_days is not None and self._injury_days < days

    def _position_allowed(self, exercise: Exercise) -> bool:
        only = self.programme.only if self.programme else []
        if only and exercise.id not in only:
            return False
        if not self._plans:
            return True
        standing_hold = "static" in exercise.categories and exercise.position != "sitting"
        return not any(
            (plan.seated and standing_hold)
            or (plan.supported and "unsupported_balance" in exercise.tags)
            for plan, _ in self._plans
        )

    def _blocked_categories(self, categories: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for category in categories:
            reasons = [
                reason
                for plan, reason in self._plans
                if category in plan.without
                or (plan.categories is not None and category not in plan.categories)
            ]
            reasons += [block.reason for block in self._blocks if category in block.categories]
            if reasons:
                found[category] = reasons[0]
        return found


def _programme(answers: Answers, library: Library) -> Programme | None:
    names = library.true("programme", answers.facts, answers.telling)
    return next((library.programmes[name] for name in names), None)


def _blocks(answers: Answers, library: Library) -> list[Block]:
    blocks = [
        library.blocks[name] for name in library.true("block", answers.facts, answers.telling)
    ]
    return [
        block
        for block in blocks
        if block.unless is None or not library.condition("unless", block.id).holds(answers.facts)
    ]
