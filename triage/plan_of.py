"""The plan of a course as the engine's recommendation: nothing that the answers block."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from triage.answers import Answers
from triage.assess import assess
from triage.course import Course, read_course
from triage.decide import Decision, decide
from triage.ladder import MORE_LOAD, Item, dose_at
from triage.library import Library, load_library
from triage.model import Exercise
from triage.recommend import Chosen, Fence, Recommendation, recommend


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
    chosen = tuple(_chosen(item, course, fresh, library) for item in items)
    named = (category for item in chosen for category in item.exercise.categories)
    categories = tuple(c for c in dict.fromkeys(named) if c not in fence.blocked)
    return replace(fresh, exercises=chosen, categories=categories)


def _chosen(item: Item, course: Course, fresh: Recommendation, library: Library) -> Chosen:
    """`item` with its own dose, and why it is there."""
    exercise, rules = library.exercises[item.id], library.progress
    notes = [exercise.dose_note or ""]
    if item.rung == MORE_LOAD:
        notes.append(rules.load_note)
    if item.origin == "harder" and exercise.entry:
        notes.append(rules.first_check.format(entry=exercise.entry))
    changes = {
        "dose": dose_at(exercise, item.rung, rules.ladder),
        "dose_note": " ".join(filter(None, notes)) or None,
    }
    why = {"harder": rules.harder_now, "easier": rules.easier_now}.get(item.origin)
    picked = why or _why(exercise, course, fresh, library)
    weeks = (item.from_week or 1) - course.week(course.last_day)
    return Chosen(exercise.copy(update=changes), picked, weeks + 1 if weeks > 0 else None)


def _why(exercise: Exercise, course: Course, fresh: Recommendation, library: Library) -> str:
    """The reason that the programme gives; for one picked on the way to another, that it leads on.

    Of the programme that fits now, else of the one that the course follows.
    """
    now = {chosen.exercise.id: chosen.why for chosen in fresh.exercises}
    picks = library.programmes[course.programme].picks
    then = {name: library.whys[pick.why] for pick in picks for name in pick.exercise}
    return now.get(exercise.id) or then.get(exercise.id) or library.progress.on_the_way
