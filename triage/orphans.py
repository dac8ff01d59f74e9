"""Finds what stands in the knowledge and nothing leads to."""

from __future__ import annotations

from triage.library import Library


def orphans(library: Library) -> list[str]:
    """One line for each exercise that no plan can hold, and each finding that nothing looks at."""
    shown, read = _shown(library), _read(library)
    found = [
        f"exercises: no programme or other exercise leads to {name!r}"
        for name in library.exercises
        if name not in shown
    ]
    return found + [
        f"questions.yml: nothing looks at the finding {name!r}"
        for name in library.findings
        if name not in read
    ]


def _shown(library: Library) -> set[str]:
    """What programmes pick, and the easier and harder forms that lead on from there."""
    picks = [pick for programme in library.programmes.values() for pick in programme.picks]
    waiting = [name for pick in (*picks, *library.restricted) for name in pick.exercise]
    shown: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in shown:
            shown.add(name)
            exercise = library.exercises[name]
            waiting += [other for other in (exercise.easier, exercise.harder) if other]
    return shown


def _read(library: Library) -> set[str]:
    """What conditions look at, and what is asked or told for another purpose than the rules."""
    read = {name for condition in library.compiled.values() for name in condition.findings}
    read |= {name for entry in library.conditions.values() for name in entry.findings}
    read |= {q.id for q in library.questions.values() if q.purpose != "rules"}
    return read | {h.id for h in library.heard.values() if h.each_sets or h.short}
