"""What is known of somebody's plan from one check-in to the next, as plain data that can be kept.

It holds no danger signs: those are asked anew each time.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from triage.answers import Answers
from triage.decide import Decision
from triage.ladder import BASE, Item
from triage.library import Library
from triage.progress_rules import Step

SCHEMA = 1
OUTCOME = "pain_walk"
VISIT, CHECK_IN = "visit", "check_in"
CHANGES: tuple[Step, ...] = ("progress", "regress", "stop", "restart")
Trend = Literal["better", "same", "worse"]
Done = Literal["all", "some", "none"]


@dataclass(frozen=True)
class Report:
    """What a person tells at a check-in; pains 0-10, None where not asked.

    `pain` is that when walking, the outcome; the others are those of the exercises.
    """

    day: datetime.date
    trend: Trend
    done: Done
    swelling_more: bool
    pain_session: int | None = None
    pain_morning: int | None = None
    pain: int | None = None

    @classmethod
    def of(cls, day: datetime.date, answers: Answers) -> Report:
        """What the check-in questions were answered with on `day`; "not sure" is the worse.

        A danger sign ends the questions early: what was not asked then makes nothing worse.
        """
        facts = answers.facts
        return cls(
            day,
            facts.get("check_trend", "same"),
            facts.get("check_done", "none"),
            facts.get("check_swelling") == "more",
            facts.get("check_session"),
            facts.get("check_morning"),
            pain_of(answers),
        )


@dataclass(frozen=True)
class Check:
    """A report, how it was judged at the time, and what followed.

    `over`: more pain in the exercises than the limit; `morning_worse`: than the last good morning.
    `load`: the work of the plan from then on, as a share of that of its first day.
    """

    report: Report
    over: bool
    morning_worse: bool
    step: Step
    load: float

    @property
    def worse(self) -> bool:
        """Whether something got worse."""
        return self.over or self.morning_worse or self.report.trend == "worse"

    @property
    def good(self) -> bool:
        """Whether all was done, and well."""
        return not self.worse and not self.report.swelling_more and self.report.done == "all"


@dataclass(frozen=True)
class Course:
    """A plan and its check-ins. `pain` when walking and `load` are those of the first day.

    `stopped`: no exercises until the next check-in.
    """

    start: datetime.date
    programme: str
    pain: int | None
    items: tuple[Item, ...]
    load: float
    checks: tuple[Check, ...] = ()
    stopped: bool = False

    @property
    def last_day(self) -> datetime.date:
        """The day of the last check-in, or of the plan."""
        return self.checks[-1].report.day if self.checks else self.start

    def week(self, day: datetime.date) -> int:
        """The week of the plan, from 1, that `day` is in."""
        return (day - self.start).days // 7 + 1

    def points(self) -> list[dict[str, Any]]:
        """Day, pain and load of the first day and of each check."""
        checks = [(check.report.day, check.report.pain, check.load) for check in self.checks]
        rows = [(self.start, self.pain, self.load), *checks]
        return [{"day": d.isoformat(), "pain": p, "load": round(load, 1)} for d, p, load in rows]

    def to_json(self) -> dict[str, Any]:
        """The course as plain data."""
        data = asdict(self, dict_factory=_plain)
        return {"schema": SCHEMA, **data}


def _plain(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, datetime.date) else v for k, v in pairs}


def begin(decision: Decision, answers: Answers, day: datetime.date) -> Course | None:
    """The course that starts with `decision` on `answers`; None where it has no exercises."""
    plan = decision.recommendation
    if not plan.exercises or plan.programme is None:
        return None
    items = tuple(Item(c.exercise.id, BASE, "pick", c.from_week) for c in plan.exercises)
    return Course(day, plan.programme.id, pain_of(answers), items, float(len(items)))


def pain_of(answers: Answers) -> int | None:
    """The pain when walking, 0-10, None where it was not asked or not told."""
    pain = answers.facts.get(OUTCOME)
    return pain if isinstance(pain, int) else None


def read_course(data: Any, library: Library) -> Course | None:
    """The course that was kept as `data`; None where it is none, or of another make.

    Exercises and programmes that the knowledge no longer has are left out.
    """
    try:
        if data["schema"] != SCHEMA or data["programme"] not in library.programmes:
            return None
        return Course(
            datetime.date.fromisoformat(data["start"]),
            data["programme"],
            data["pain"],
            tuple(Item(**item) for item in data["items"] if item["id"] in library.exercises),
            data["load"],
            tuple(_check(check) for check in data["checks"]),
            data["stopped"],
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _check(data: Mapping[str, Any]) -> Check:
    report = {**data["report"], "day": datetime.date.fromisoformat(data["report"]["day"])}
    return Check(**{**data, "report": Report(**report)})


def with_taken(course: Course, exercises: Iterable[Mapping[str, Any]]) -> Course:
    """`course` with what the person took instead, by the exercises of the plan as they saw it."""
    taken = {item["instead_of"]: item["id"] for item in exercises if item.get("instead_of")}
    items = (Item(taken[i.id]) if i.id in taken else i for i in course.items)
    return replace(course, items=tuple(items))


def kept_answers(slots: Mapping[str, Any], days: int, library: Library) -> dict[str, Any]:
    """Of the answers behind a plan those that still hold `days` later; times have grown."""
    rules = library.progress
    kept = {name: slots[name] for name in rules.kept if slots.get(name) is not None}
    for name, every in rules.grows.items():
        told = kept.pop(name, None)
        if isinstance(told, int):  # "not sure" is asked again
            kept[name] = min(library.questions[name].range[1], told + days // every)
    return kept


def lasting_answers(slots: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """The answers in `slots` that a plan rests on: not those about one check-in."""
    lasting = [name for name in library.questions if not is_of_check_in(name)]
    names = [*lasting, *(name for name in library.heard if name != VISIT)]
    return {name: slots[name] for name in names if slots.get(name) is not None}


def is_of_check_in(name: str) -> bool:
    """Whether the question `name` is about one check-in, not about the foot."""
    return name.startswith("check_")
