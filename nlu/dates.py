"""Dates in words: "5 november", "in march", "last tues", "12/03/2024", "at christmas"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

_YEAR = range(1950, 2100)
Clock = Callable[[], datetime.date]
When = tuple[int, int]  # days ago, and the last token that says so


class Dates:
    """Finds dates by the words of lexicon/times.yml; `clock` gives today."""

    def __init__(self, table: Mapping[str, Any], clock: Clock) -> None:
        """`table`: that file."""
        self._table, self._clock = table, clock

    def at(self, words: list[str], index: int) -> When | None:
        """The past date that starts at token `index`."""
        return self._date(words, index) or self._weekday(words, index) or self._season(words, index)

    def _weekday(self, words: list[str], index: int) -> When | None:
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
        return days, last

    def _date(self, words: list[str], index: int) -> When | None:
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
        return (days, last) if days >= 0 else None

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

    def _season(self, words: list[str], index: int) -> When | None:
        when = self._table["seasons"].get(words[index])
        before = words[index - 1] if index else ""
        if when is None or before not in ("last", "this", "since", "the", "in"):
            return None
        today = self._clock()
        then = datetime.date(today.year, *when)
        if then > today:
            then = then.replace(year=today.year - 1)
        return (today - then).days, index
