"""Which exercises fit, and why; which are blocked, and by what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from triage.answers import Answers
from triage.assess import Assessment
from triage.fence import Fence
from triage.library import Library
from triage.model import Exercise, Pick, Programme
from triage.swaps import Chosen, offers, swapped


@dataclass(frozen=True)
class Recommendation:
    """A plan: programme, exercises in order, their categories, blocked categories with reasons.

    `advice` is what to heed while doing it; `fence` is what the exercises passed.
    """

    programme: Programme | None
    exercises: tuple[Chosen, ...] = ()
    categories: tuple[str, ...] = ()
    blocked: tuple[tuple[str, str], ...] = ()
    recheck_days: int | None = None
    advice: tuple[str, ...] = ()
    fence: Fence | None = field(default=None, compare=False, repr=False)

    def swaps(self, library: Library) -> list[Mapping[str, Exercise]]:
        """What may be taken instead of each exercise, by `easier`, `harder` and `other`."""
        if self.fence is None:
            return []
        plan = self.exercises
        return [offers(item, plan, self.fence, library) for item in plan]


def recommend(answers: Answers, assessment: Assessment, library: Library) -> Recommendation:
    """The plan for these answers; no exercises at emergency and urgent_same_day (CLINICAL 2.0)."""
    fence = Fence(answers, assessment, library)
    programme = fence.programme
    if programme is None or fence.closed:
        return Recommendation(programme, blocked=tuple(fence.blocked.items()))
    chosen = _choose(_picks(programme, answers, library), [], fence, library)
    if fence.limited and len(chosen) < library.restricted_at_least and programme.picks:
        chosen = _choose(library.restricted, chosen, fence, library, library.restricted_at_least)
    chosen = swapped(chosen, answers.swaps, fence, library)
    declared = [
        *programme.categories,
        *(c for item in chosen for c in item.exercise.categories[:1]),
    ]
    used = {category for item in chosen for category in item.exercise.categories}
    return Recommendation(
        programme,
        tuple(chosen),
        tuple(c for c in dict.fromkeys(declared) if c in used and c not in fence.blocked),
        tuple(fence.blocked.items()),
        _recheck_days(programme, answers, library),
        fence.advice,
        fence,
    )


def _picks(programme: Programme, answers: Answers, library: Library) -> list[Pick]:
    return [
        pick
        for number, pick in enumerate(programme.picks)
        if library.condition("pick", f"{programme.id}.{number}").holds(answers.facts)
    ]


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
                chosen.append(
                    Chosen(exercise, library.whys[pick.why], pick.from_week, tuple(pick.exercise))
                )
                break
    return chosen


def _recheck_days(programme: Programme, answers: Answers, library: Library) -> int:
    long_standing = library.condition("term", "long_standing").holds(answers.facts)
    calm = library.condition("term", "low").holds(answers.facts)
    if programme.recheck_days_long_standing is not None and long_standing and calm:
        return programme.recheck_days_long_standing
    return programme.recheck_days
