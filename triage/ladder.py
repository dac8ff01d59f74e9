"""The steps of a dose, and from one exercise to its harder or easier form (CLINICAL 4.10)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from triage.library import Library
from triage.model import Dose, Exercise
from triage.progress_rules import Ladder

LOWEST, BASE, MORE_REPS, MORE_SETS, MORE_LOAD = range(-1, 4)
ROUND_S = 5
Permits = Callable[[Exercise], bool]
Origin = Literal["pick", "harder", "easier"]


@dataclass(frozen=True)
class Item:
    """An exercise in somebody's plan. `rung`: LOWEST (less than its dose) to MORE_LOAD.

    `origin`: picked for the programme, or reached as a harder or easier form. `from_week`: the
    week of the plan (from 1) in which it begins, None for at once.
    """

    id: str
    rung: int = BASE
    origin: Origin = "pick"
    from_week: int | None = None


def dose_at(exercise: Exercise, rung: int, ladder: Ladder) -> Dose:
    """The dose of `exercise` on `rung`; MORE_LOAD has that of MORE_SETS, with more weight."""
    dose = exercise.dose
    if rung == LOWEST:
        return _less(dose, ladder.less)
    if rung >= MORE_REPS:
        dose = _more(dose, ladder.more)
    if rung >= MORE_SETS:
        dose = dose.copy(update={"sets": dose.sets + 1})
    return dose


def top_rung(exercise: Exercise, ladder: Ladder) -> int:
    """The highest rung of `exercise`: its plain dose where its main group never gets more."""
    if exercise.categories[0] in ladder.steady:
        return BASE
    return MORE_SETS if set(exercise.kit).isdisjoint(ladder.load_kit) else MORE_LOAD


def volume(exercise: Exercise, rung: int, ladder: Ladder) -> float:
    """How much work a day of `exercise` on `rung` is: repeats, each as long as it is held."""
    dose = dose_at(exercise, rung, ladder)
    work = dose.sets * dose.reps * max(dose.hold_s, 1) * dose.per_day
    return work * ladder.more if rung == MORE_LOAD else work


def step_up(item: Item, taken: set[str], swap: bool, permits: Permits, library: Library) -> Item:
    """`item` one step harder: the next rung, or with `swap` the harder form; else as it was."""
    exercise, ladder = library.exercises[item.id], library.progress.ladder
    if item.rung < top_rung(exercise, ladder):
        return Item(item.id, item.rung + 1, item.origin, item.from_week)
    steady = top_rung(exercise, ladder) == BASE
    harder = library.exercises.get(exercise.harder or "")
    if steady or not swap or harder is None or harder.id in taken:
        return item
    if harder.id in ladder.ask_first or not permits(harder):
        return item
    return Item(harder.id, BASE, "harder")


def step_down(item: Item, taken: set[str], permits: Permits, library: Library) -> Item:
    """`item` with clearly less load, else its easier form, else its lowest dose."""
    exercise, ladder = library.exercises[item.id], library.progress.ladder
    most = ladder.cut * volume(exercise, item.rung, ladder)
    for rung in range(item.rung - 1, LOWEST - 1, -1):
        if volume(exercise, rung, ladder) <= most:
            return Item(item.id, rung, item.origin, item.from_week)
    return easier_form(item, taken, permits, library) or Item(
        item.id, LOWEST, item.origin, item.from_week
    )


def easier_form(item: Item, taken: set[str], permits: Permits, library: Library) -> Item | None:
    """The easier form of `item`, None where there is none that may be done and is not `taken`."""
    easier = library.exercises.get(library.exercises[item.id].easier or "")
    if easier is None or easier.id in taken or not permits(easier):
        return None
    return Item(easier.id, BASE, "easier")


def towards(name: str, old: list[str], library: Library) -> str:
    """Exercise `name`, or the one on the way to it that is a single step from one of `old`.

    Where nothing of `old` leads up to it, it is something new, to begin with at its own dose.
    """
    best: list[str] = []
    for start in old:
        path = path_up(start, name, library)
        if path and (not best or len(path) < len(best)):
            best = path
    return best[0] if best else name


def path_up(start: str, name: str, library: Library) -> list[str]:
    """The harder forms after `start` up to `name`; empty where they don't lead there."""
    path: list[str] = []
    step = library.exercises[start].harder
    while step is not None and step not in path:
        path.append(step)
        if step == name:
            return path
        step = library.exercises[step].harder
    return []


def _more(dose: Dose, share: float) -> Dose:
    """`dose` with more repeats; a longer hold, or another set, where there is but one repeat."""
    if dose.reps > 1:
        return dose.copy(update={"reps": max(dose.reps + 1, int(dose.reps * share))})
    if dose.hold_s:
        longer = int(dose.hold_s * share) // ROUND_S * ROUND_S
        return dose.copy(update={"hold_s": max(dose.hold_s + ROUND_S, longer)})
    return dose.copy(update={"sets": dose.sets + 1})


def _less(dose: Dose, share: float) -> Dose:
    """`dose` with fewer repeats, else fewer sets, else a shorter hold, else less often a day."""
    if dose.reps > 1:
        return dose.copy(update={"reps": _part(dose.reps, share)})
    if dose.sets > 1:
        return dose.copy(update={"sets": _part(dose.sets, share)})
    if dose.hold_s:
        shorter = int(dose.hold_s * share) // ROUND_S * ROUND_S
        return dose.copy(update={"hold_s": max(ROUND_S, shorter)})
    return dose.copy(update={"per_day": _part(dose.per_day, share)})


def _part(count: int, share: float) -> int:
    return max(1, math.floor(count * share))
