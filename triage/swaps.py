"""Another exercise in the place of one of the plan: an easier or harder form, or another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    plan, waiting = list(chosen), bool(swaps)
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
    now, found = item.exercise, dict[str, Exercise]()
    open_ = {exercise.id: exercise for exercise in _open(item, plan, fence, library)}
    for way, name in ((EASIER, now.easier), (HARDER, now.harder)):
        if name in open_:
            found[way] = open_[name]
    if item.options == (now.id,):
        return found
    own = [name for name in _own(item) if name in open_]
    place = own.index(now.id) if now.id in own else 0
    for name in (*own[place:], *own[:place]):
        if name not in (now.id, now.easier, now.harder):
            found[OTHER] = open_[name]
            break
    return found


def _own(item: Chosen) -> list[str]:
    """What the programme, or the plan, has for the place of `item`, the plan's own first."""
    own = item.instead_of or item.exercise
    return [own.id, *(name for name in item.options if name != own.id)]


def _open(
    item: Chosen, plan: Sequence[Chosen], fence: Fence, library: Library
) -> Iterator[Exercise]:
    """What may stand in the place of `item`, the plan's own first; no movement stands there twice.

    Not harder than one step above the plan's own: more is for when that has gone well.
    """
    own = item.instead_of or item.exercise
    taken = {other.exercise.movement for other in plan}
    mine, exercises = item.exercise.movement, library.exercises
    for name in dict.fromkeys((*_own(item), *library.within_reach[own.id])):
        exercise = exercises[name]
        is_free = exercise.movement not in taken or exercise.movement == mine
        if is_free and fence.permits(exercise):
            yield exercise
