"""Numbers in words or digits: "3.5", "twenty one", "a couple", "two or three"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_NUMBER = re.compile(r"\d+(?:\.\d+)?$")


@dataclass(frozen=True)
class Amount:
    """A number in the text: value, first and last token."""

    value: float
    first: int
    last: int


class Numbers:
    """Finds numbers by the words of lexicon/times.yml."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """`table`: that file."""
        self._table = table
        self._numbers: dict[str, float] = table["numbers"]

    def all(self, words: list[str]) -> list[Amount]:
        """Numbers in order; of a range ("2-3", "two or three") the low end."""
        found: list[Amount] = []
        index = 0
        while index < len(words):
            amount = self.at(words, index)
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

    def at(self, words: list[str], index: int) -> Amount | None:
        """The number that starts at token `index`, None where there is none."""
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
        """A value and the last token that tells it."""
        word = words[index]
        following = words[index + 1] if index + 1 < len(words) else ""
        if _NUMBER.match(word):
            return (None if _is_negative(words, index) else float(word)), index
        if word in self._table["whole"]:
            dash = following == "-"
            unit = words[index + 2 : index + 3] if dash else [following]
            return (
                (1.0, index + dash) if unit and unit[0] in self._table["units"] else (None, index)
            )
        value = self._numbers.get(word)
        if value is None:
            return None, index
        if word in ("a", "an"):
            if following in self._numbers and following not in ("a", "an"):
                return self._number(words, index + 1)
            return (1.0, index) if following in self._table["units"] else (None, index)
        if word == "half":
            return 0.5, index + (following in ("a", "an"))
        return self._joined(value, following, index)

    def _joined(self, value: float, following: str, index: int) -> tuple[float, int]:
        """ "twenty one", "two hundred"."""
        unit = self._numbers.get(following, 0)
        if 20 <= value <= 90 and 1 <= unit < 10 and following not in ("a", "an", "few"):
            return value + unit, index + 1
        if following == "hundred":
            return value * unit, index + 1
        return float(value), index


def _is_negative(words: list[str], index: int) -> bool:
    """Whether a minus stands before the number; no question has an answer below zero."""
    before = words[max(index - 2, 0) : index]
    minus = before[-1:] == ["-"] and (len(before) == 1 or not before[0].isalnum())
    return minus or before[-1:] == ["minus"]
