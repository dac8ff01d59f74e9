"""Times in words: "bout 3 wks", "since last tues", "for years", as whole days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from nlu.dates import Clock, Dates
from nlu.lexicon import Lexicon
from nlu.numbers import Numbers
from nlu.tokens import Text

LONG_AGO = 14  # days: what was then, and is not said to go on, is over


@dataclass(frozen=True)
class Time:
    """A stretch of time: days, whether it was told as "ago" or a date, and where it stands."""

    days: int
    ago: bool
    first: int
    last: int
    minutes: int | None = None


class Times:
    """Finds times, and numbers as `numbers`; `clock` gives today."""

    def __init__(self, lexicon: Lexicon, clock: Clock = datetime.date.today) -> None:
        self._table: dict[str, Any] = lexicon.files["times"]
        self.numbers = Numbers(self._table)
        self._dates = Dates(self._table, clock)
        self._not_a_time = lexicon.compile(self._table["not_a_time"])
        moments = sorted(self._table["moments"].items(), key=lambda pair: -len(pair[0]))
        self._moments = [(name.split(), days) for name, days in moments]

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
            or self._dated(words, index)
            or self._span(words, index)
            or self._bare_unit(words, index)
        )

    def _dated(self, words: list[str], index: int) -> Time | None:
        when = self._dates.at(words, index)
        return Time(when[0], True, index, when[1]) if when else None

    def _moment(self, words: list[str], index: int) -> Time | None:
        for name, days in self._moments:
            if words[index : index + len(name)] == name:
                return Time(days, True, index, index + len(name) - 1)
        return None

    def _span(self, words: list[str], index: int) -> Time | None:
        """ "3 weeks", "a year and a half", "one week three days", each with or without "ago"."""
        amount = self.numbers.at(words, index)
        if amount is None:
            return None
        last = amount.last + 1
        while last < len(words) and words[last] in self._table["before_unit"]:
            last += 1
        unit = words[last] if last < len(words) else ""
        if unit not in self._table["units"]:
            return None
        value = amount.value
        if words[last + 1 : last + 4] == ["and", "a", "half"]:
            value, last = value + 0.5, last + 3
        days = value * self._table["units"][unit]
        minutes = value * self._table["minutes"].get(unit, 0)
        more = self._rest(words, last, days)
        if more is not None:
            days, minutes, last = days + more.days, minutes + (more.minutes or 0), more.last
        ago = last + 1 < len(words) and words[last + 1] in self._table["ago"]
        told_in_minutes = unit in self._table["minutes"]
        return Time(
            round(days), ago, index, last + ago, round(minutes) if told_in_minutes else None
        )

    def _rest(self, words: list[str], last: int, days: float) -> Time | None:
        """The smaller part of "one week and three days"."""
        at = last + 2 if words[last + 1 : last + 2] in (["and"], [","]) else last + 1
        more = self._span(words, at) if at < len(words) else None
        small = more is not None and words[more.first] != "a" and more.days < max(days, 1)
        return more if small else None

    def _bare_unit(self, words: list[str], index: int) -> Time | None:
        days = self._table["bare_units"].get(words[index])
        before = words[index - 1] if index else ""
        if days is None or not (
            before in self._table["for_words"] or words[index] in ("ages", "decades")
        ):
            return None
        ago = words[index + 1 : index + 2] in ([word] for word in self._table["ago"])
        return Time(days, bool(ago), index, index + bool(ago))
