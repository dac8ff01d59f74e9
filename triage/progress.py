"""What a check-in changes: more, the same, less, or stop (CLINICAL 4.10, FLOW section 2).

The answers of the day are judged by the engine first: what it blocks is in no plan, and where it
leaves no exercises they stop, whatever else was told.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from triage import series
from triage.answers import Answers
from triage.assess import assess
from triage.course import Check, Course, Report
from triage.decide import Decision, decide
from triage.fence import Fence
from triage.ladder import LOWEST, Item, easier_form, path_up, step_down, step_up, towards
from triage.library import Library, load_library
from triage.plan_of import plan_of
from triage.progress_rules import Reason, Step
from triage.recommend import recommend


@dataclass(frozen=True)
class Progress:
    """What follows from a check-in: `reasons` are keys of progress.yml, most telling first.

    `course` holds the check-in and the new plan; `decision` is that of the engine with this plan;
    `answers` are those it was made on; `next_check` is the day to check in again; `unchanged`: so
    long without less pain that the way of doing it should be looked at.
    """

    step: Step
    reasons: tuple[Reason, ...]
    limit: int
    unchanged: bool
    course: Course
    decision: Decision
    answers: Answers
    next_check: datetime.date | None


def check_in(
    course: Course, report: Report, answers: Answers, library: Library | None = None
) -> Progress:
    """The plan after `report`; `answers` are those of its day, danger signs asked anew."""
    library = library or load_library()
    answers = series.with_tried(course, report, answers, library)
    today = _Today(course, report, answers, library)
    step, reasons, items = today.conclude()
    load = 0.0 if step == "stop" else series.load_of(items, library)
    check = replace(today.check, step=step, load=load)
    after = replace(
        course,
        items=items,
        checks=(*course.checks, check),
        stopped=step == "stop",
        programme=today.programme,
        pain=report.pain if course.pain is None else course.pain,
    )
    decision = decide(answers, library, plan=plan_of(after, answers, library))
    days = library.progress.series.technique_days
    return Progress(
        step,
        reasons,
        today.limit,
        series.is_unchanged(course, report, days, library),
        after,
        decision,
        answers,
        series.next_check(after, decision, library),
    )


Conclusion = tuple[Step, tuple[Reason, ...], tuple[Item, ...]]


class _Today:
    """One check-in while it is judged. `programme`: what the plan follows from now on."""

    def __init__(self, course: Course, report: Report, answers: Answers, library: Library) -> None:
        assessment = assess(answers, library)
        self.course, self.report, self.library = course, report, library
        self.permits = Fence(answers, assessment, library).permits
        self.fresh = recommend(answers, assessment, library)
        self.programme = course.programme
        self.next_programme = self.fresh.programme.id if self.fresh.programme else self.programme
        self.limit = series.pain_limit(answers, library)
        over = report.pain_session is not None and report.pain_session > self.limit
        morning = series.is_morning_worse(course, report, library)
        self.check = Check(report, over, morning, "hold", 0.0)

    def conclude(self) -> Conclusion:
        """The step, why, and the exercises from now on; after a stop those it began with."""
        if not self.fresh.exercises:
            return "stop", ("sign",), self.course.items
        if stops := tuple(self._stops()):
            return "stop", stops, self.course.items
        if self.course.stopped or not self.course.items:
            gently = (replace(item, rung=LOWEST) for item in self._phase())
            return "restart", ("seen_again",), self._fitting(gently)
        if less := tuple(self._lessens()):
            return "regress", less, self._fitting(self._each(self.course.items, self._down))
        items = self._fitting(self.course.items)
        if waits := tuple(self._waits()):
            return "hold", waits, items
        if self._is_next_phase() and set(phase := self._open(self._phase())) != set(items):
            return "progress", ("phase",), phase
        if set(items) != set(self.course.items):
            return "hold", ("blocked",), items
        rules = self.library.progress.series
        if series.good_run(self.course, self.check, self.library) < rules.good_to_progress:
            return "hold", ("good_once",), items
        more = self._each(items, self._up(self.library.progress.ladder.new_at_once))
        return ("hold", ("as_hard",), items) if more == items else ("progress", ("good",), more)

    def _run(self, what: str) -> int:
        return series.run_of((*self.course.checks, self.check), what)

    def _stops(self) -> Iterator[Reason]:
        if self.report.swelling_more:
            yield "swelling"
        if self._run("worse") >= self.library.progress.series.worse_to_stop:
            yield "worse_again"

    def _lessens(self) -> Iterator[Reason]:
        if self.check.over:
            yield "over_limit"
        if self._run("morning_worse") >= self.library.progress.series.worse_mornings:
            yield "mornings"

    def _waits(self) -> Iterator[Reason]:
        if self.check.morning_worse:
            yield "worse_morning"
        if self.report.trend == "worse":
            yield "worse_now"
        if self.report.done != "all":
            yield "few_done"

    def _is_next_phase(self) -> bool:
        """Whether another programme fits now, without more pain than before."""
        pains = [self.course.pain]
        pains += [check.report.pain for check in self.course.checks]
        known = [pain for pain in pains if pain is not None]
        more_pain = bool(known) and self.report.pain is not None and self.report.pain > known[-1]
        return self.next_programme != self.course.programme and not more_pain

    def _phase(self) -> tuple[Item, ...]:
        """The exercises of the programme that fits now, none more than a step above the old.

        Where the old one is a harder form already, it stays.
        """
        self.programme = self.next_programme
        old = {item.id: item for item in self.course.items}
        passed = self.course.week(self.report.day) - 1
        found: dict[str, Item] = {}
        for chosen in self.fresh.exercises:
            wanted = chosen.exercise.id
            beyond = [name for name in old if path_up(wanted, name, self.library)]
            name = wanted if wanted in old or not beyond else beyond[0]
            name = towards(name, [*old], self.library) if name not in old else name
            week = chosen.from_week and chosen.from_week + passed
            found.setdefault(name, old.get(name, Item(name, from_week=week)))
        return tuple(found.values())

    def _fitting(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """`items` that may be done, or their easier forms; where none may, the new programme."""
        found = self._open(items)
        return found or self._open(self._phase())

    def _open(self, items: Iterable[Item]) -> tuple[Item, ...]:
        found: dict[str, Item] = {}
        for item in items:
            open_ = self.permits(self.library.exercises[item.id])
            fits = item if open_ else easier_form(item, set(found), self.permits, self.library)
            if fits is not None:
                found.setdefault(fits.id, fits)
        return tuple(found.values())

    def _each(
        self, items: tuple[Item, ...], change: Callable[[Item, set[str]], Item]
    ) -> tuple[Item, ...]:
        """`items`, each changed if it has begun; none comes to stand twice."""
        week, found = self.course.week(self.report.day), list(items)
        for number, item in enumerate(items):
            if (item.from_week or 1) <= week:
                found[number] = change(item, {other.id for other in found})
        return tuple(found)

    def _down(self, item: Item, taken: set[str]) -> Item:
        return step_down(item, taken, self.permits, self.library)

    def _up(self, swaps: int) -> Callable[[Item, set[str]], Item]:
        """A step up for each item; at most `swaps` of them to a harder form."""
        left = [swaps]

        def up(item: Item, taken: set[str]) -> Item:
            new = step_up(item, taken, left[0] > 0, self.permits, self.library)
            left[0] -= new.id != item.id
            return new

        return up
