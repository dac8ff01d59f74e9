"""Numbers and times in words: "bout 3 wks", "since last tues", "for years", as whole days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nlu.lexicon import Lexicon
from nlu.tokens import Text

_NUMBER = re.compile(r"\d+(?:\.\d+)?$")
LONG_AGO = 14  # days: what was then, and is not said to go on, is over
_YEAR = range(1950, 2100)
Clock = Callable[[], datetime.date]


@dataclass(frozen=True)
class Amount:
    """A number in the text: value, first and last token."""

    value: float
    first: int
    last: int


@dataclass(frozen=True)
class Time:
    """A stretch of time: days, whether it was told as "ago" or a date, and where it stands."""

    days: int
    ago: bool
    first: int
    last: int
    minutes: int | None = None


class Times:
    """Finds numbers and times; `clock` gives today."""

    def __init__(self, lexicon: Lexicon, clock: Clock = datetime.date.today) -> None:
        self._lexicon, self._clock = lexicon, clock
        self._table: dict[str, Any] = lexicon.files["times"]
        self._numbers: dict[str, float] = self._table["numbers"]
        self._not_a_time = lexicon.compile(self._table["not_a_time"])
        moments = sorted(self._table["moments"].items(), key=lambda pair: -len(pair[0]))
        self._moments = [(name.split(), days) for name, days in moments]

    def amounts(self, words: list[str]) -> list[Amount]:
        """Numbers, in digits or words; of a range ("2-3", "two or three") the low end."""
        found: list[Amount] = []
        index = 0
        while index < len(words):
            amount = self._amount(words, index)
            if amount is None:
                index += 1
                continue
            found.append(amount)
            index = amount.last + 1
        return found

    def every(self, words: list[str]) -> list[Amount]:
        """Every number by itself, also both ends of a range."""
        found = []
        for index in range(len(words)):
            value, last = self._number(words, index)
            if value is not None and words[index] not in ("a", "an"):
                found.append(Amount(value, index, last))
        return found

    def spans(self, text: Text) -> list[Time]:
        """Like `find`, for the answer to a question about a time: nothing is ruled out."""
        words = text.words()
        return [time for index in range(len(words)) if (time := self._time(words, index))]

    def find(self, text: Text) -> list[Time]:
        """All times of the message, in order."""
        words = text.words()
        blocked = {
            index
            for match in self._not_a_time.finditer(text.line)
            for index in range(text.index(match.start()), text.index(match.end() - 1) + 1)
        }
        found: list[Time] = []
        index = 0
        while index < len(words):
            time = None if index in blocked else self._time(words, index)
            if time is None or time.last in blocked:
                index += 1
                continue
            found.append(time)
            index = time.last + 1
        return found

    def _time(self, words: list[str], index: int) -> Time | None:
        return (
            self._moment(words, index)
            or self._date(words, index)
            or self._weekday(words, index)
            or self._span(words, index)
            or self._bare_unit(words, index)
            or self._season(words, index)
        )

    def _moment(self, words: list[str], index: int) -> Time | None:
        for name, days in self._moments:
            if words[index : index + len(name)] == name:
                return Time(days, True, index, index + len(name) - 1)
        return None

    def _span(self, words: list[str], index: int) -> Time | None:
        """ "3 weeks", "a year and a half", "one week three days", each with or without "ago"."""
        amount = self._amount(words, index)
        if amount is None:
            return None
        unit_at = amount.last + 1
        while unit_at < len(words) and words[unit_at] in (
            "of",
            "more",
            "full",
            "whole",
            "good",
            "long",
            "solid",
            "-",
            "or",
            "so",
        ):
            unit_at += 1
        unit = words[unit_at] if unit_at < len(words) else ""
        if unit not in self._table["units"]:
            return None
        days = amount.value * self._table["units"][unit]
        minutes = (
            amount.value * self._table["minutes"][unit] if unit in self._table["minutes"] else 0.0
        )
        last = unit_at
        if words[last + 1 : last + 4] == ["and", "a", "half"]:
            days, minutes, last = (
                days * (1 + 0.5 / amount.value),
                minutes * (1 + 0.5 / amount.value),
                last + 3,
            )
        else:
            more_at = last + 2 if words[last + 1 : last + 2] in (["and"], [","]) else last + 1
            more = self._span(words, more_at) if more_at < len(words) else None
            if more is not None and words[more.first] != "a" and more.days < max(days, 1):
                days, last = days + more.days, more.last
                minutes += more.minutes or 0
        ago = words[last + 1 : last + 2] != [] and words[last + 1] in self._table["ago"]
        return Time(
            round(days),
            ago,
            index,
            last + ago,
            round(minutes) if unit in self._table["minutes"] else None,
        )

    def _bare_unit(self, words: list[str], index: int) -> Time | None:
        days = self._table["bare_units"].get(words[index])
        before = words[index - 1] if index else ""
        if days is None or not (
            before in self._table["for_words"] or words[index] in ("ages", "decades")
        ):
            return None
        ago = words[index + 1 : index + 2] in ([word] for word in self._table["ago"])
        return Time(days, bool(ago), index, index + bool(ago))

    def _weekday(self, words: list[str], index: int) -> Time | None:
        day = self._table["weekdays"].get(words[index])
        before = words[index - 1] if index else ""
        if (
            day is None
            and words[index] == "weekend"
            and before in ("the", "this", "last", "at", "over")
        ):
            day = 6
        elif words[index] in self._table["doubtful_weekdays"]:
            after = words[index + 1 : index + 2]
            if before not in ("on", "last", "since", "this", "from") and after not in (
                ["night"],
                ["morning"],
                ["afternoon"],
            ):
                return None
        if day is None or before in ("every", "each", "next", "by", "until", "till"):
            return None
        days = (self._clock().weekday() - day) % 7
        last = index
        if before == "last" and days == 0:
            days = 7
        if words[max(index - 2, 0) : index] == ["week", "last"] or words[index + 1 : index + 3] == [
            "last",
            "week",
        ]:
            days += 7 if days < 7 else 0
        return Time(days, True, index, last)

    def _date(self, words: list[str], index: int) -> Time | None:
        """ "5 november", "march 2023", "in march", "12 / 03 / 2024", "in 2019", "at christmas"."""
        today = self._clock()
        found = self._calendar(words, index, today)
        if found is None:
            return None
        (year, month, day), last = found
        try:
            then = datetime.date(year or today.year, month, day)
        except ValueError:
            return None
        if year is None and then > today:
            then = then.replace(year=then.year - 1) if (month, day) != (2, 29) else then
        days = (today - then).days
        return Time(days, True, index, last) if days >= 0 else None

    def _calendar(
        self, words: list[str], index: int, today: datetime.date
    ) -> tuple[tuple[int | None, int, int], int] | None:
        months = self._table["months"]
        word = words[index]
        rest = words[index + 1 : index + 5]
        numeric = re.fullmatch(r"\d{1,2}", word) and rest[:1] in (["/"], ["-"], ["."])
        if (
            numeric
            and len(rest) >= 4
            and rest[2] == rest[0]
            and re.fullmatch(r"\d{2}|\d{4}", rest[3])
        ):
            year = int(rest[3]) + (2000 if len(rest[3]) == 2 else 0)
            return ((year, int(rest[1]), int(word)), index + 4) if rest[1].isdigit() else None
        day = re.match(r"(\d{1,2})(?:st|nd|rd|th)?$", word)
        at = index + 1 + (rest[:1] == ["of"])
        if day and at < len(words) and words[at] in months:
            told, last = self._year(words, at + 1)
            return (told, months[words[at]], int(day.group(1))), last
        before = words[index - 1] if index else ""
        if word in months and (
            word not in self._table["doubtful_months"]
            or before in ("in", "since", "last", "early", "late", "of", "mid", "from")
        ):
            after = re.match(r"(\d{1,2})(?:st|nd|rd|th)?$", rest[0]) if rest else None
            told, last = self._year(words, index + 1)
            if after and told is None:
                return (None, months[word], int(after.group(1))), index + 1
            return (told, months[word], 15 if months[word] != today.month else 1), last
        if (
            re.fullmatch(r"\d{4}", word)
            and int(word) in _YEAR
            and before in ("in", "since", "of", "around", "about", "from")
        ):
            return (int(word), 6, 30) if int(word) < today.year else (int(word), 1, 1), index
        for name, (month, day_of) in self._table["holidays"].items():
            parts = name.split()
            if words[index : index + len(parts)] == parts:
                return (None, month, day_of), index + len(parts) - 1
        return None

    def _year(self, words: list[str], index: int) -> tuple[int | None, int]:
        word = words[index] if index < len(words) else ""
        if re.fullmatch(r"\d{4}", word) and int(word) in _YEAR:
            return int(word), index
        if words[index : index + 2] == ["last", "year"]:
            return self._clock().year - 1, index + 1
        return None, index - 1

    def _season(self, words: list[str], index: int) -> Time | None:
        when = self._table["seasons"].get(words[index])
        before = words[index - 1] if index else ""
        if when is None or before not in ("last", "this", "since", "the", "in"):
            return None
        today = self._clock()
        then = datetime.date(today.year, *when)
        if then > today:
            then = then.replace(year=today.year - 1)
        return Time((today - then).days, True, index, index)

    def _amount(self, words: list[str], index: int) -> Amount | None:
        value, last = self._number(words, index)
        if value is None:
            return None
        if words[last + 1 : last + 3] == ["and", "a"] and words[last + 3 : last + 4] == ["half"]:
            value, last = value + 0.5, last + 3
        elif words[last + 1 : last + 2] in (["-"], ["to"], ["or"], ["maybe"]):
            high, end = self._number(words, last + 2) if last + 2 < len(words) else (None, 0)
            if high is not None and words[last + 2] not in ("a", "an") and high >= value:
                last = end
        elif words[last + 1 : last + 2] == ["few"] or words[last + 1 : last + 2] == ["couple"]:
            value, last = self._numbers[words[last + 1]], last + 1
        return Amount(value, index, last)

    def _number(self, words: list[str], index: int) -> tuple[float | None, int]:
        word = words[index]
        if _NUMBER.match(word):
            return float(word), index
        value = self._numbers.get(word)
        if value is None:
            return None, index
        following = words[index + 1] if index + 1 < len(words) else ""
        if word in ("a", "an"):
            if following in self._numbers and following not in ("a", "an"):
                inner, last = self._number(words, index + 1)
                return inner, last
            if following not in self._table["units"]:
                return None, index
        if word == "half":
            return 0.5, index + (following in ("a", "an"))
        if (
            20 <= value <= 90
            and 0 < self._numbers.get(following, 0) < 10
            and following not in ("a", "an", "half", "few")
        ):
            return value + self._numbers[following], index + 1
        if following == "hundred":
            return value * 100, index + 1
        return float(value), index
