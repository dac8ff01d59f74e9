"""The plan of a course as the engine's recommendation: nothing that the answers block."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from triage.answers import Answers
from triage.assess import assess
from triage.course import Course, read_course
from triage.decide import Decision, decide
from triage.fence import Fence
from triage.ladder import MORE_LOAD, Item, dose_at
from triage.library import Library, load_library
from triage.model import Exercise
from triage.recommend import Recommendation, recommend
from triage.swaps import Chosen, swapped


def decide_with(answers: Answers, kept: Any, library: Library | None = None) -> Decision:
    """Decide for `answers`, with the plan of the course that was `kept` as data, if it is one."""
    library = library or load_library()
    course = read_course(kept, library)
    return decide(answers, library, plan=plan_of(course, answers, library) if course else None)


def plan_of(course: Course, answers: Answers, library: Library) -> Recommendation:
    """The exercises of `course` that `answers` leave open; none where the engine leaves none."""
    assessment = assess(answers, library)
    fresh = recommend(answers, assessment, library)
    fence = Fence(answers, assessment, library)
    open_ = [i for i in course.items if fence.permits(library.exercises[i.id])]
    items = [] if course.stopped or not fresh.exercises else open_
    plain = [_chosen(item, course, fresh, library) for item in items]
    plan = swapped(plain, answers.swaps, fence, library)
    named = (category for item in plan for category in item.exercise.categories)
    rungs = {item.id: item for item in items}
    return replace(
        fresh,
        exercises=tuple(_dosed(item, rungs.get(item.exercise.id), library) for item in plan),
        categories=tuple(c for c in dict.fromkeys(named) if c not in fence.blocked),
        fence=fence,
    )


def _chosen(item: Item, course: Course, fresh: Recommendation, library: Library) -> Chosen:
    """`item` as a place in a plan, and why it is there."""
    exercise, rules = library.exercises[item.id], library.progress
    why = {"harder": rules.harder_now, "easier": rules.easier_now}.get(item.origin)
    options = next((c.options for c in fresh.exercises if item.id in c.options), (item.id,))
    weeks = (item.from_week or 1) - course.week(course.last_day)
    return Chosen(
        exercise,
        why or _why(exercise, course, fresh, library),
        weeks + 1 if weeks > 0 else None,
        options,
    )


def _dosed(chosen: Chosen, item: Item | None, library: Library) -> Chosen:
    """`chosen` with the dose of `item`, its own where it was taken instead of another one."""
    if item is None:
        return chosen
    exercise, rules = chosen.exercise, library.progress
    notes = [exercise.dose_note or ""]
    if item.rung == MORE_LOAD:
        notes.append(rules.load_note)
    if item.origin == "harder" and exercise.entry:
        notes.append(rules.first_check.format(entry=exercise.entry))
    changes = {
        "dose": dose_at(exercise, item.rung, rules.ladder),
        "dose_note": " ".join(filter(None, notes)) or None,
    }
    return replace(chosen, exercise=exercise.copy(update=changes))


def _why(exercise: Exercise, course: Course, fresh: Recommendation, library: Library) -> str:
    """The reason that the programme gives; for one picked on the way to another, that it leads on.

    Of the programme that fits now, else of the one that the course follows.
    """
    now = {chosen.exercise.id: chosen.why for chosen in fresh.exercises}
    picks = library.programmes[course.programme].picks
    then = {name: library.whys[pick.why] for pick in picks for name in pick.exercise}
    return now.get(exercise.id) or then.get(exercise.id) or library.progress.on_the_way
