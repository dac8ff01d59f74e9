"""What several check-ins say together, by the numbers of knowledge/progress.yml."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from triage.answers import Answers
from triage.course import CHANGES, Check, Course, Report
from triage.decide import Decision
from triage.ladder import Item, volume
from triage.library import Library

TRIED = "tried_6_weeks"


def pain_limit(answers: Answers, library: Library) -> int:
    """How much pain (0-10) exercises may cause with these answers."""
    return next(
        limit.limit
        for number, limit in enumerate(library.progress.limits)
        if library.condition("limit", str(number)).holds(answers.facts)
    )


def is_morning_worse(course: Course, report: Report, library: Library) -> bool:
    """Whether the morning after was worse than the last good one, or than the pain at the start."""
    mornings = [c.report.pain_morning for c in course.checks if not c.morning_worse]
    known = [pain for pain in (course.pain, *mornings) if pain is not None]
    if not known or report.pain_morning is None:
        return False
    return report.pain_morning - known[-1] >= library.progress.series.morning_rise


def run_of(checks: Iterable[Check], what: str) -> int:
    """How many of the last `checks` in a row were so, since the last stop."""
    count = 0
    for check in reversed([*checks]):
        if check.step == "stop" or not getattr(check, what):
            break
        count += 1
    return count


def good_run(course: Course, last: Check, library: Library) -> int:
    """Good check-ins in a row since the plan changed; one after a long time counts twice."""
    rules, count = library.progress.series, 0
    checks = (*course.checks, last)
    days = [course.start, *(check.report.day for check in checks)]
    for number in reversed(range(len(checks))):
        check = checks[number]
        if not check.good or (check is not last and check.step in CHANGES):
            break
        long_ago = (days[number + 1] - days[number]).days >= rules.counts_twice_days
        count += 2 if long_ago else 1
    return count


def is_unchanged(course: Course, report: Report, days: int, library: Library) -> bool:
    """Whether there is pain that has not become clearly less, `days` or more into the plan."""
    points = library.progress.series.change_points
    if course.pain is None or report.pain is None or report.pain < points:
        return False
    return (report.day - course.start).days >= days and course.pain - report.pain < points


def with_tried(course: Course, report: Report, answers: Answers, library: Library) -> Answers:
    """`answers`, with weeks of exercises without a change where the check-ins show that."""
    rules = library.progress.series
    tags = {tag for item in course.items for tag in library.exercises[item.id].tags}
    heavy = not tags.isdisjoint(rules.heavy_tags)
    days = rules.no_change_days_heavy if heavy else rules.no_change_days
    if is_unchanged(course, report, days, library):
        return answers.replaced({TRIED: "yes"}, library)
    return answers


def load_of(items: Iterable[Item], library: Library) -> float:
    """How much work the exercises are, each as a share of its own dose."""
    ladder = library.progress.ladder
    return sum(
        volume(library.exercises[item.id], item.rung, ladder)
        / volume(library.exercises[item.id], 0, ladder)
        for item in items
    )


def next_check(course: Course, decision: Decision, library: Library) -> datetime.date | None:
    """The day to check in again: of the series, or sooner where the decision says so.

    None where someone is to be seen today.
    """
    today = course.last_day
    days = decision.to_json()["recheck_days"]
    if days is None:
        return None
    planned = [course.start + datetime.timedelta(days=n) for n in library.progress.check_days]
    left = [] if course.stopped else [day for day in planned if day > today]
    return min([*left, today + datetime.timedelta(days=days)])
