"""Another exercise in the place of one of the plan: an easier or harder form, or another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from triage.fence import Fence
from triage.library import Library
from triage.model import Exercise

EASIER, HARDER, OTHER = "easier", "harder", "other"


@dataclass(frozen=True)
class Chosen:
    """An exercise in a plan: why it is there, and from which week (None: now).

    `options` are the ids that the programme has for this place; `instead_of` is what the plan had
    there, where the person took another one.
    """

    exercise: Exercise
    why: str
    from_week: int | None
    options: tuple[str, ...]
    instead_of: Exercise | None = None


def swapped(
    chosen: Sequence[Chosen], swaps: Mapping[str, str], fence: Fence, library: Library
) -> list[Chosen]:
    """The plan with what the person took instead.

    `swaps`: id of an exercise of the plan -> id of the one instead. One that may not be had there
    is passed over: so are all, where an answer has changed the plan.
    """
    plan, waiting = list(chosen), True
    while waiting:
        # Once more after a swap: it may have made room for what another place waits for.
        waiting = False
        for number, item in enumerate(plan):
            taken = _taken(item, plan, swaps, fence, library)
            if taken is not None:
                plan[number] = replace(item, exercise=taken, instead_of=item.exercise)
                waiting = True
    return plan


def _taken(
    item: Chosen,
    plan: Sequence[Chosen],
    swaps: Mapping[str, str],
    fence: Fence,
    library: Library,
) -> Exercise | None:
    """What the person took instead of `item`, if that is still to be put there and may be."""
    wanted = swaps.get(item.exercise.id)
    if wanted is None or item.instead_of is not None or wanted == item.exercise.id:
        return None
    open_ = _open(item, plan, fence, library)
    return next((exercise for exercise in open_ if exercise.id == wanted), None)


def offers(
    item: Chosen, plan: Sequence[Chosen], fence: Fence, library: Library
) -> dict[str, Exercise]:
    """What may be taken instead of `item` of `plan` now: by `easier`, `harder` and `other`."""
    now, open_ = item.exercise, _open(item, plan, fence, library)
    found = {
        way: exercise
        for way, name in ((EASIER, now.easier), (HARDER, now.harder))
        for exercise in open_
        if exercise.id == name
    }
    place = open_.index(now)
    for exercise in [*open_[place + 1 :], *open_[:place]]:
        if OTHER not in found and exercise not in found.values() and _is_own(exercise, item):
            found[OTHER] = exercise
    return found


def _is_own(exercise: Exercise, item: Chosen) -> bool:
    """Whether the programme, or the plan, has `exercise` for this place."""
    return exercise.id in item.options or exercise is item.instead_of


def _open(item: Chosen, plan: Sequence[Chosen], fence: Fence, library: Library) -> list[Exercise]:
    """What may stand in the place of `item`, the plan's own first; no movement stands there twice.

    Not harder than one step above the plan's own: more is for when that has gone well.
    """
    own = item.instead_of or item.exercise
    harder = [own.harder] if own.harder else []
    names = dict.fromkeys([own.id, *item.options, *harder, *_easier(own, library)])
    taken = {other.exercise.movement for other in plan if other is not item}
    exercises = [library.exercises[name] for name in names]
    return [e for e in exercises if e.movement not in taken and fence.permits(e)]


def _easier(exercise: Exercise, library: Library) -> list[str]:
    """The easier forms of `exercise`, from the nearest on."""
    found: list[str] = []
    while exercise.easier and exercise.easier not in found:
        found.append(exercise.easier)
        exercise = library.exercises[exercise.easier]
    return found
