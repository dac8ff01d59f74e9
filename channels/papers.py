"""What can be taken away from a talk, as files."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from channels.record import Record
from channels.words import NUMBER, emergency_words
from takeaway.calendar import plan_calendar
from takeaway.content import Door, NothingToTake
from takeaway.pdf import plan_pdf, summary_pdf
from triage import load_library

PLAN, ANSWERS = "plan", "answers"
SINCE = ("red_flags", "red_flags_withdrawn", "course")
PDF, ICALENDAR = "application/pdf", "text/calendar; charset=utf-8"
Slots = Mapping[str, Any]


@dataclass(frozen=True)
class Paper:
    """A kind of file: its type, and what makes it of answers, today's date and the way back.

    `of_plan`: it tells of the plan, so there must be one.
    """

    content_type: str
    make: Callable[[Slots, datetime.date, Door], bytes]
    of_plan: bool


PAPERS = {
    "plan.pdf": Paper(
        PDF, lambda slots, day, door: plan_pdf(slots, load_library(), day, door), of_plan=True
    ),
    "plan.ics": Paper(
        ICALENDAR,
        lambda slots, day, door: plan_calendar(
            slots, load_library(), day, emergency_words()[NUMBER], door
        ),
        of_plan=True,
    ),
    "summary.pdf": Paper(
        PDF, lambda slots, day, _: summary_pdf(slots, load_library(), day), of_plan=False
    ),
}


async def paper(record: Record, sender: str, name: str, door: Door) -> bytes:
    """The file `name` of PAPERS for the talk of `sender`; `door` leads back to the chat.

    Raises NothingToTake where the talk has nothing of the kind, StorageDown, NoModel.
    """
    slots = (await record.view(sender)).slots
    if PAPERS[name].of_plan and not slots.get(PLAN):
        raise NothingToTake
    today = datetime.date.today()
    return await asyncio.to_thread(PAPERS[name].make, answers_behind(slots), today, door)


def answers_behind(slots: Slots) -> Slots:
    """The answers that the plan was made of, with every danger sign told since, and its course;
    without a plan, the answers so far."""
    plan = slots.get(PLAN)
    return {**plan[ANSWERS], **{flag: slots.get(flag) for flag in SINCE}} if plan else slots
