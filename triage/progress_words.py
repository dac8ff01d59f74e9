"""What a check-in came to, in words; every word comes from knowledge/progress.yml."""

from __future__ import annotations

from triage.course import Course
from triage.library import Library
from triage.progress import Progress


def progress_lines(found: Progress, library: Library) -> list[str]:
    """The step, why, what to do beside it, and how the pain has changed; a line for each."""
    rules, report = library.progress, found.course.checks[-1].report
    filled = {"pain": report.pain_session, "limit": found.limit}
    reasons = [rules.reasons[name].format(**filled) for name in found.reasons]
    lines = [
        rules.steps[found.step],
        rules.why.format(reasons=library.phrases["and"].join(reasons)),
        rules.no_change if found.unchanged else "",
        rules.clinician if found.step == "stop" and found.reasons != ("sign",) else "",
        outcome_line(found.course, library),
    ]
    return [line for line in lines if line]


def outcome_line(course: Course, library: Library) -> str:
    """How the pain when walking has changed since the start; empty where it was not asked."""
    words, pains = library.progress.outcome, [check.report.pain for check in course.checks]
    now = next((pain for pain in reversed(pains) if pain is not None), course.pain)
    if now is None or course.pain is None:
        return ""
    less = course.pain - now
    filled = {"start": course.pain, "now": now, "points": abs(less)}
    if not course.checks:
        said = words.start
    elif less >= library.progress.series.change_points:
        said = words.better
    elif less:
        said = words.little_better if less > 0 else words.worse
    else:
        said = words.same
    return said.format(**filled)
