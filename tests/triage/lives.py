"""Lives of people with a plan: check-ins on simulated days, and what must hold after each."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from triage import Answers, Urgency, assess, decide, load_library
from triage.course import Course, Report, begin, kept_answers, read_course
from triage.fence import Fence
from triage.library import Library
from triage.progress import Progress, check_in

LIBRARY = load_library()
START = datetime.date(2026, 1, 5)
WELL: dict[str, Any] = {"trend": "better", "pain_session": 1, "swelling_more": False, "done": "all"}


@dataclass
class Life:
    """Somebody with a plan. `slots`: their answers of the last day on which they told them."""

    slots: dict[str, Any]
    course: Course
    library: Library = LIBRARY
    day: datetime.date = START
    told: list[Progress] = field(default_factory=list)

    def comes_back(self, days: int, now: dict[str, Any] | None = None, **report: Any) -> Progress:
        """A check-in `days` after the last one: answers of `now`, else the same as before."""
        self.day += datetime.timedelta(days=days)
        kept = kept_answers(self.slots, days, self.library)
        self.slots = {**self.slots, **kept, **(now or {})}
        answers = Answers.from_mapping(self.slots, self.library)
        pain = answers.facts.get("pain_walk")
        told = {"pain_morning": pain or 0, "pain": pain, **WELL, **report}
        before = read_course(self.course.to_json(), self.library)
        assert before == self.course
        found = check_in(before, Report(self.day, **told), answers, self.library)
        self.course = found.course
        self.told.append(found)
        return found

    @property
    def plan(self) -> list[str]:
        """Ids of the exercises that they would see now."""
        return [] if self.course.stopped else [item.id for item in self.course.items]


def life(slots: dict[str, Any], library: Library = LIBRARY) -> Life | None:
    """The life of somebody with these answers from START on; None where they get no plan."""
    answers = Answers.from_mapping(slots, library)
    course = begin(decide(answers, library), answers, START)
    return Life(slots, course, library) if course else None


def faults(before: Course, found: Progress) -> list[str]:
    """What is wrong with a step from `before`, said without the code that made it."""
    assessment = assess(found.answers, LIBRARY)
    fence = Fence(found.answers, assessment, LIBRARY)
    shown = [exercise["id"] for exercise in found.decision.to_json()["exercises"]]
    wrong = [f"{name} is blocked" for name in shown if not fence.permits(LIBRARY.exercises[name])]
    if found.step != "stop" and shown != [item.id for item in found.course.items]:
        wrong.append("the plan is not what the course holds")
    severe = assessment.urgency.severity >= Urgency.URGENT_SAME_DAY.severity
    if (severe or fence.closed or found.step == "stop") and shown:
        wrong.append("exercises in spite of a danger sign or a stop")
    if (severe or fence.closed) and found.step != "stop":
        wrong.append("a danger sign did not stop it")
    old = {item.id: item.rung for item in before.items}
    forms = [LIBRARY.exercises[name] for name in old]
    easier = {form.easier for form in forms}
    for item in found.course.items:
        if item.id in old:
            if item.rung > old[item.id] + 1:
                wrong.append(f"{item.id} went up by more than a step")
            continue
        nearest = min((steps(name, item.id) for name in old), default=FAR)
        if item.rung > 0:
            wrong.append(f"{item.id} is new and begins high")
        if 1 < nearest < FAR and item.id not in easier:
            wrong.append(f"{item.id} is {nearest} steps harder than what was done")
        if nearest == 1 and item.id not in easier and found.step in ("regress", "hold"):
            wrong.append(f"{item.id} is harder, after {found.step}")
    if len(set(shown)) < len(shown) or len(shown) > LIBRARY.max_exercises:
        wrong.append("twice the same, or too many")
    return wrong


FAR = 99


def steps(start: str, end: str) -> int:
    """How many times harder `end` is than `start`; FAR where it does not lead there."""
    count, name = 0, start
    while name != end:
        harder = LIBRARY.exercises[name].harder
        if harder is None or count > len(LIBRARY.exercises):
            return FAR
        name, count = harder, count + 1
    return count
