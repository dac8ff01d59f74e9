"""Which exercises fit, and why; which are blocked, and by what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from triage.answers import Answers
from triage.assess import Assessment
from triage.library import Library
from triage.model import Block, Exercise, Pick, Plan, Programme, Urgency

ASKED_KIT = ("band", "step")


@dataclass(frozen=True)
class Chosen:
    """An exercise in a plan: why it is there, and from which week (None: now)."""

    exercise: Exercise
    why: str
    from_week: int | None


@dataclass(frozen=True)
class Recommendation:
    """A plan: programme, exercises in order, their categories, blocked categories with reasons."""

    programme: Programme | None
    exercises: tuple[Chosen, ...] = ()
    categories: tuple[str, ...] = ()
    blocked: tuple[tuple[str, str], ...] = ()
    recheck_days: int | None = None


def recommend(answers: Answers, assessment: Assessment, library: Library) -> Recommendation:
    """The plan for these answers; no exercises at emergency and urgent_same_day (CLINICAL 2.0)."""
    fence = Fence(answers, assessment, library)
    programme = _programme(answers, library)
    if programme is None or fence.closed:
        return Recommendation(programme, blocked=fence.blocked_categories())
    picks = [
        pick
        for index, pick in enumerate(programme.picks)
        if library.condition("pick", f"{programme.id}.{index}").holds(answers.facts)
    ]
    chosen = _choose(picks, [], fence, library)
    if fence.allowed is not None and len(chosen) < library.restricted_at_least and programme.picks:
        chosen = _choose(library.restricted, chosen, fence, library, library.restricted_at_least)
    declared = [
        *programme.categories,
        *(c for item in chosen for c in item.exercise.categories[:1]),
    ]
    used = {category for item in chosen for category in item.exercise.categories}
    return Recommendation(
        programme,
        tuple(chosen),
        tuple(c for c in dict.fromkeys(declared) if c in used and fence.category_allowed(c)),
        fence.blocked_categories(),
        _recheck_days(programme, answers, library),
    )


def _programme(answers: Answers, library: Library) -> Programme | None:
    for programme in library.programmes.values():
        if library.condition("programme", programme.id).holds(answers.facts):
            return programme
    return None


def _choose(
    picks: Iterable[Pick],
    chosen: list[Chosen],
    fence: Fence,
    library: Library,
    enough: int | None = None,
) -> list[Chosen]:
    chosen = list(chosen)
    for pick in picks:
        if len(chosen) >= (enough or library.max_exercises):
            break
        movements = {item.exercise.movement for item in chosen}
        for name in pick.exercise:
            exercise = library.exercises[name]
            if exercise.movement not in movements and fence.permits(exercise):
                chosen.append(Chosen(exercise, library.whys[pick.why], pick.from_week))
                break
    return chosen


def _recheck_days(programme: Programme, answers: Answers, library: Library) -> int:
    long_standing = library.condition("term", "long_standing").holds(answers.facts)
    calm = library.condition("term", "low").holds(answers.facts)
    if programme.recheck_days_long_standing is not None and long_standing and calm:
        return programme.recheck_days_long_standing
    return programme.recheck_days


class Fence:
    """What these answers allow: the one gate that every exercise passes."""

    def __init__(self, answers: Answers, assessment: Assessment, library: Library) -> None:
        self.kit = set(answers.facts.get("equipment") or ())
        self.categories = list(
            dict.fromkeys(c for e in library.exercises.values() for c in e.categories)
        )
        self.blocks: list[Block] = [
            block
            for block in library.blocks.values()
            if library.condition("block", block.id).holds(answers.facts)
        ]
        severe = assessment.urgency.severity >= Urgency.URGENT_SAME_DAY.severity
        soon = assessment.rules(Urgency.SEE_CLINICIAN_SOON)
        self.reasons = [rule.reason for rule in (assessment.rules(assessment.urgency) or [])]
        self.closed = severe or any(rule.plan == "none" for rule in soon)
        self.plans = [rule.plan for rule in soon if isinstance(rule.plan, Plan)]
        self.plan_reasons = [rule.reason for rule in soon if isinstance(rule.plan, Plan)]

    @property
    def allowed(self) -> set[str] | None:
        """The categories that the fired rules leave, None where they leave all."""
        limits = [set(plan.categories) for plan in self.plans if plan.categories is not None]
        return set.intersection(*limits) if limits else None

    def category_allowed(self, category: str) -> bool:
        """Whether the rules and blocks leave this category open."""
        return not self.closed and self._blocker(category) is None

    def permits(self, exercise: Exercise) -> bool:
        """Whether this person may do this exercise, with the kit they have."""
        if self.closed or {kit for kit in exercise.kit if kit in ASKED_KIT} - self.kit:
            return False
        if not any(self.category_allowed(category) for category in exercise.categories):
            return False
        seated = any(plan.seated for plan in self.plans)
        if seated and "static" in exercise.categories and exercise.position != "sitting":
            return False
        if any(plan.supported for plan in self.plans) and "unsupported_balance" in exercise.tags:
            return False
        return not any(
            exercise.id in block.exercises
            or set(exercise.tags) & set(block.tags)
            or exercise.categories[0] in block.categories
            for block in self.blocks
        )

    def blocked_categories(self) -> tuple[tuple[str, str], ...]:
        """Each category that is closed, with the reason in plain words."""
        if self.closed:
            reason = self.reasons[0]
            return tuple((category, reason) for category in self.categories)
        found = ((category, self._blocker(category)) for category in self.categories)
        return tuple((category, reason) for category, reason in found if reason is not None)

    def _blocker(self, category: str) -> str | None:
        for plan, reason in zip(self.plans, self.plan_reasons):
            if category in plan.without:
                return reason
            if plan.categories is not None and category not in plan.categories:
                return reason
        for block in self.blocks:
            if category in block.categories:
                return block.reason
        return None
