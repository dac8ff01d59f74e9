"""Numbers and times in words."""

import datetime

import pytest

from nlu.lexicon import load_lexicon
from nlu.times import Times
from tests.nlu.conftest import TODAY

TIMES = Times(load_lexicon(), lambda: TODAY)
DAYS = {
    "3 weeks ago": 21, "bout 3 wks": 21, "a fortnight": 14, "two days ago": 2, "2-3 days": 2,
    "a couple of weeks": 14, "a few days": 3, "several months": 120, "six months": 180,
    "a year and a half": 548, "half a year": 182, "yesterday": 1, "last night": 1, "today": 0,
    "this morning": 0, "the day before yesterday": 2, "last week": 7, "last month": 30,
    "on saturday": 4, "last tues": 1, "since monday": 2, "on wednesday": 0, "last wednesday": 7,
    "sat nite": 4, "over the weekend": 3, "for years": 730, "for months": 90, "for ages": 180,
    "in march": 95, "since january": 154, "on 5 june": 13, "june 5th": 13, "12/06/2025": 6,
    "5 november 2024": 225, "in 2019": 2180, "since christmas": 175, "all my life": 3650,
    "10 yrs": 3650, "3mths": 90, "twenty five days": 25, "about ten days": 10, "1 week 3 days": 10,
    "two hours ago": 0, "an hour ago": 0, "last summer": 338, "6 or 7 weeks": 42,
}  # fmt: skip
NO_TIME = ["3 times a week", "twice a day", "every 2 weeks", "in 2 weeks", "5 foot 10", "7/10"]
NUMBERS = {
    "8/10": 8, "seven": 7, "twenty one": 21, "3.5": 3.5, "a hundred": 100, "a dozen": 12,
    "two or three": 2, "4-5": 4, "half": 0.5, "zero": 0,
}  # fmt: skip


@pytest.mark.parametrize(("said", "days"), DAYS.items())
def test_a_time_in_days(said: str, days: int) -> None:
    assert TIMES.spans(load_lexicon().text(said))[0].days == days


@pytest.mark.parametrize("said", NO_TIME)
def test_what_is_no_length_of_time(said: str) -> None:
    assert TIMES.find(load_lexicon().text(said)) == []


@pytest.mark.parametrize(("said", "value"), NUMBERS.items())
def test_a_number(said: str, value: float) -> None:
    assert TIMES.numbers.all(load_lexicon().text(said).words())[0].value == value


def test_minutes() -> None:
    assert TIMES.spans(load_lexicon().text("an hour and a half"))[0].minutes == 90
    assert TIMES.spans(load_lexicon().text("half an hour"))[0].minutes == 30
    assert TIMES.spans(load_lexicon().text("20 mins"))[0].minutes == 20


@pytest.mark.parametrize("offset", range(7))
def test_a_weekday_is_the_last_one(offset: int) -> None:
    day = TODAY - datetime.timedelta(days=offset)
    assert TIMES.spans(load_lexicon().text(f"on {day:%A}"))[0].days == offset


def test_a_day_that_does_not_exist_is_no_time() -> None:
    assert TIMES.spans(load_lexicon().text("31/02/2025")) == []
