"""The exercises as calendar entries with alarms, for any calendar program."""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from icalendar import Alarm, Calendar, Event, vText

from takeaway.content import COURSE, NOWHERE, Data, Door, Slots, exercises_of
from takeaway.words import words
from triage import Library
from triage.course import read_course
from triage.phrasing import dose_words

# Hours of the day for exercises that are done once, twice ... a day, in the person's own time.
HOURS = {1: (18,), 2: (8, 18), 3: (8, 13, 18), 4: (8, 12, 16, 20), 5: (8, 11, 14, 17, 20)}
# Days for those done once, twice ... a week, with rest between them.
WEEKDAYS = ("MO", "TH", "SA", "TU", "FR", "SU", "WE")
DAYS_A_WEEK = 7
MINUTES = 15
CHECK_HOUR = 18
PRODUCT = "-//Footwise//Foot exercises//EN"
Exercise = Mapping[str, Any]


def plan_calendar(
    slots: Slots, library: Library, today: datetime.date, number: str, door: Door = NOWHERE
) -> bytes:
    """The exercises from tomorrow until the day to look again, and the days of the check-ins.

    They end there because the plan may not fit the foot of that day any more. Times have no zone:
    they mean the person's own clock. `number`: whom to call in an emergency; `door`: the way back.
    Raises NothingToTake without exercises.
    """
    _, plan = exercises_of(slots, library)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words()["calendar"]["name"])
    foot = words()["calendar"]["foot"].format(number=number)
    stamp = datetime.datetime.combine(today, datetime.time(), datetime.timezone.utc)
    course = read_course(slots.get(COURSE), library)
    start = course.start if course else today
    days = {start + datetime.timedelta(days=n) for n in library.progress.check_days}
    days = {_check_day(plan, today), *(day for day in days if day > today)}
    checks = [_check(day, today, library) for day in sorted(days)]
    for event in [*_sessions(plan, library, today, foot), *checks]:
        event.add("dtstamp", stamp)
        event.add("uid", _uid(event))
        event.add_component(_alarm())
        calendar.add_component(event)
    for event in checks:
        _lead_back(event, door)
    made: bytes = calendar.to_ical()
    return made


def _sessions(plan: Data, library: Library, today: datetime.date, foot: str) -> Iterator[Event]:
    """One repeating entry for all exercises that have the same days, hour and first week."""
    together: dict[tuple[int, int, int], list[Exercise]] = defaultdict(list)
    for item in plan["exercises"]:
        dose = item["dose"]
        for hour in HOURS[min(dose["per_day"], max(HOURS))]:
            together[dose["days_per_week"], hour, item["from_week"] or 1].append(item)
    tomorrow = today + datetime.timedelta(days=1)
    end = datetime.datetime.combine(_check_day(plan, today), datetime.time(23, 59))
    for (days, hour, week), items in sorted(together.items()):
        begin = tomorrow + datetime.timedelta(weeks=week - 1)
        weekdays = WEEKDAYS[:days]
        while days < DAYS_A_WEEK and f"{begin:%a}"[:2].upper() not in weekdays:
            begin += datetime.timedelta(days=1)
        start = datetime.datetime.combine(begin, datetime.time(hour))
        if start > end:
            continue
        event = Event()
        title = words()["calendar"]["event"].format(count=len(items))
        event.add("summary", title)
        lines = [f"{item['name']}: {dose_words(item['dose'], library)}" for item in items]
        stops = dict.fromkeys(stop for item in items for stop in item["stop_if"])
        event.add("description", "\n".join([*lines, "", *stops, foot]))
        event.add("dtstart", start)
        event.add("duration", datetime.timedelta(minutes=MINUTES))
        rest = days < DAYS_A_WEEK
        weekly = {"freq": "weekly", "byday": list(weekdays)} if rest else {"freq": "daily"}
        event.add("rrule", {**weekly, "until": end})
        yield event


def _check(day: datetime.date, today: datetime.date, library: Library) -> Event:
    event = Event()
    event.add("summary", words()["calendar"]["check"])
    event.add("description", library.phrases["recheck"].format(days=(day - today).days))
    event.add("dtstart", datetime.datetime.combine(day, datetime.time(CHECK_HOUR)))
    event.add("duration", datetime.timedelta(minutes=MINUTES))
    return event


def _lead_back(event: Event, door: Door) -> None:
    """Adds the way back; as text too, since many programs hide an entry's address."""
    if not door.address:
        return
    said = words()["calendar"]["key" if door.is_key else "back"].format(address=door.address)
    event["description"] = vText(f"{event['description']}\n\n{said}")
    event.add("url", door.address)


def _check_day(plan: Data, today: datetime.date) -> datetime.date:
    return today + datetime.timedelta(days=plan["recheck_days"])


def _alarm() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words()["calendar"]["alarm"])
    alarm.add("trigger", datetime.timedelta(0))
    return alarm


def _uid(event: Event) -> str:
    """The same for the same entry, so that a calendar that reads the file twice has it once."""
    return f"{hashlib.sha256(event.to_ical()).hexdigest()[:32]}@footwise"
