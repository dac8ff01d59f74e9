"""The calendar file: when, how often, until when, with an alarm."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from icalendar import Calendar

from takeaway.calendar import HOURS, WEEKDAYS, plan_calendar
from takeaway.content import NOWHERE, Door, NothingToTake, exercises_of
from takeaway.words import words
from tests.takeaway.people import CALVES, EMERGENCY, FIRST_DAYS, HEEL, LIBRARY, TODAY
from triage import decide
from triage.course import begin


def events(person: dict[str, Any], door: Door = NOWHERE) -> list[Any]:
    made = plan_calendar(person, LIBRARY, TODAY, "999", door)
    return list(Calendar.from_ical(made).walk("VEVENT"))


def sessions(person: dict[str, Any]) -> list[Any]:
    return [event for event in events(person) if "RRULE" in event]


@pytest.mark.parametrize("person", [HEEL, FIRST_DAYS, CALVES])
def test_every_exercise_comes_as_often_as_its_dose_says(person: dict[str, Any]) -> None:
    _, plan = exercises_of(person, LIBRARY)
    for item in plan["exercises"]:
        mine = [event for event in sessions(person) if item["name"] in event["DESCRIPTION"]]
        days = item["dose"]["days_per_week"]
        if item["from_week"]:
            assert mine == []
            continue
        assert [event["DTSTART"].dt.hour for event in mine] == list(HOURS[item["dose"]["per_day"]])
        for event in mine:
            rule = event["RRULE"]
            assert rule["FREQ"] == (["DAILY"] if days == 7 else ["WEEKLY"])
            assert days == 7 or len(rule["BYDAY"]) == days


@pytest.mark.parametrize("person", [HEEL, FIRST_DAYS, CALVES])
def test_it_ends_on_the_day_to_look_again(person: dict[str, Any]) -> None:
    _, plan = exercises_of(person, LIBRARY)
    day = TODAY + datetime.timedelta(days=plan["recheck_days"])
    checks = [event for event in events(person) if "RRULE" not in event]
    (check,) = (event for event in checks if event["DTSTART"].dt.date() == day)
    assert str(plan["recheck_days"]) in check["DESCRIPTION"]
    assert sessions(person)
    for event in sessions(person):
        assert event["RRULE"]["UNTIL"][0].date() == day
        assert TODAY < event["DTSTART"].dt.date() <= day
        assert event["DTSTART"].dt.tzinfo is None


def days_of_checks(person: dict[str, Any]) -> list[int]:
    checks = [event for event in events(person) if "RRULE" not in event]
    return [(event["DTSTART"].dt.date() - TODAY).days for event in checks]


def test_the_check_ins_of_the_series_that_are_still_to_come_stand_in_it() -> None:
    assert days_of_checks(HEEL) == [2, 14, 42, 84]
    answers, _ = exercises_of(HEEL, LIBRARY)
    begun = begin(decide(answers), answers, TODAY - datetime.timedelta(days=14))
    assert begun is not None
    assert days_of_checks({**HEEL, "course": begun.to_json()}) == [14, 28, 70]


def test_a_plan_that_was_changed_is_the_one_in_the_calendar() -> None:
    answers, _ = exercises_of(CALVES, LIBRARY)
    begun = begin(decide(answers), answers, TODAY)
    assert begun is not None
    stopped = {**begun.to_json(), "stopped": True}
    with pytest.raises(NothingToTake):
        plan_calendar({**CALVES, "course": stopped}, LIBRARY, TODAY, "999")


def test_the_first_one_falls_on_a_day_of_its_rule() -> None:
    for event in sessions(CALVES):
        days = event["RRULE"].get("BYDAY")
        assert not days or f"{event['DTSTART'].dt:%a}"[:2].upper() in days


def test_days_with_exercises_leave_days_of_rest() -> None:
    order = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    for count in (2, 3):
        days = sorted(order.index(day) for day in WEEKDAYS[:count])
        gaps = [(b - a) % 7 for a, b in zip(days, [*days[1:], days[0]], strict=True)]
        assert min(gaps) > 1


def test_each_entry_rings_and_says_when_to_stop() -> None:
    for event in events(HEEL):
        (alarm,) = event.walk("VALARM")
        assert alarm["DESCRIPTION"] == words()["calendar"]["alarm"]
        assert alarm["TRIGGER"].dt == datetime.timedelta(0)
    assert all("call 999" in event["DESCRIPTION"] for event in sessions(HEEL))
    assert all("stays over 5 out of 10" in event["DESCRIPTION"] for event in sessions(HEEL))


def test_reading_it_twice_adds_nothing() -> None:
    first, second = ([event["UID"] for event in events(HEEL)] for _ in range(2))
    assert first == second
    assert len(set(first)) == len(first)


@pytest.mark.parametrize("person", [EMERGENCY, {}])
def test_without_exercises_there_is_none(person: dict[str, Any]) -> None:
    with pytest.raises(NothingToTake):
        plan_calendar(person, LIBRARY, TODAY, "999")


@pytest.mark.parametrize("is_key", [True, False])
def test_check_ins_lead_back_under_the_same_names(is_key: bool) -> None:
    door = Door("https://footwise.example/#footwise=secret", is_key=is_key)
    plain, leading = events(HEEL), events(HEEL, door)
    assert [event["UID"] for event in leading] == [event["UID"] for event in plain]
    for event in leading:
        check = "RRULE" not in event
        assert (event.get("URL") == door.address) is check
        assert (door.address in event["DESCRIPTION"]) is check
        assert ("Keep this link to yourself" in event["DESCRIPTION"]) is (check and is_key)
