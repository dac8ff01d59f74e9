"""What is meant by what is said: denied, over, someone else's or only imagined (ConText rules)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.lexicon import Lexicon
from nlu.tokens import Text

SENTENCE_END = frozenset(".!?;")

_REACH = 10  # words that a denial reaches at most


@dataclass(frozen=True)
class Status:
    """How one stretch of words is meant; all False: true of the patient, now."""

    denied: bool = False
    over: bool = False
    elsewhere: bool = False
    imagined: bool = False

    @property
    def asserted(self) -> bool:
        """Whether it is said to be true."""
        return not (self.denied or self.over or self.elsewhere or self.imagined)


class Context:
    """Reads one message once; `status` then answers for any stretch of its words."""

    def __init__(self, text: Text, lexicon: Lexicon, long_ago: list[int], other_patient: bool) -> None:
        """`long_ago`: tokens of times over two weeks ago; `other_patient`: not about the typist."""
        self._text, self._lexicon = text, lexicon
        self._words = text.words()
        stops = lexicon.files["context"]["boundaries"]
        self._strong = self._breaks(set(stops["strong"]), set())
        self._clauses = self._breaks(set(stops["strong"]) | set(stops["weak"]), set(stops["starts"]))
        size = len(self._words)
        self._denied = [False] * size
        self._over = [False] * size
        self._elsewhere = [False] * size
        self._imagined = [False] * size
        self._deny()
        self._finish()
        self._imagine()
        if not other_patient:
            self._others()
        self._long_ago = set(long_ago)

    def status(self, first: int, last: int, *, past_counts: bool = False) -> Status:
        """The status of tokens `first` to `last`; `past_counts`: true even if long ago."""
        span = range(first, last + 1)
        over = any(self._over[i] for i in span)
        if not over and not past_counts:
            over = self._is_history(first)
        return Status(
            denied=self._denied[first] or self._denied[last],
            over=over,
            elsewhere=self._elsewhere[first],
            imagined=self._imagined[first],
        )

    def sentence(self, token: int) -> tuple[int, int]:
        """First and last token of the sentence around `token`."""
        first = last = token
        while first > 0 and self._words[first - 1] not in SENTENCE_END:
            first -= 1
        while last < len(self._words) - 1 and self._words[last] not in SENTENCE_END:
            last += 1
        return first, last

    def line(self, first: int, last: int) -> str:
        """Tokens `first` to `last` as a line for patterns."""
        return " " + " ".join(self._words[first : last + 1]) + " "

    def _breaks(self, words: set[str], starts: set[str]) -> list[int]:
        """The clause number of each token."""
        numbers, number = [], 0
        for index, word in enumerate(self._words):
            following = self._words[index + 1] if index + 1 < len(self._words) else ""
            joins = word in (",", "and", "or", "-", ":", "(", ")", "/")
            if word in words or word in SENTENCE_END or (joins and following in starts):
                number += 1
            elif starts and word == "," and not self._is_list(index):
                number += 1
            numbers.append(number)
        return numbers

    def _is_list(self, comma: int) -> bool:
        """Whether a comma joins things denied together: "no fever, chills or cough"."""
        for word in self._words[comma + 1 :]:
            if word in SENTENCE_END or word == "but":
                return False
            if word in ("or", "nor"):
                return True
        return False

    def _spans(self, group: str) -> list[tuple[int, int]]:
        found: re.Pattern[str] = self._lexicon.groups["context", group]
        return [
            (self._text.index(match.start()), self._text.index(match.end() - 1))
            for match in found.finditer(self._text.line)
        ]

    def _deny(self) -> None:
        harmless = {i for first, last in self._spans("not_denials") for i in range(first, last + 1)}
        starts = set(self._lexicon.files["context"]["boundaries"]["starts"])
        for first, last in self._spans("denies_forward"):
            following = self._words[last + 1] if last + 1 < len(self._words) else "."
            if first in harmless or (self._words[last] == "no" and following in starts):
                continue
            self._mark_forward(self._denied, first, last, self._clauses)
        for first, _ in self._spans("denies_backward"):
            self._mark_backward(self._denied, first, self._clauses)

    def _finish(self) -> None:
        for first, _ in self._spans("over_backward"):
            self._mark_backward(self._over, first, self._strong)
        for first, last in self._spans("over_forward"):
            self._mark_forward(self._over, first, last, self._strong)
        self._history = self._spans("history_forward")
        self._history_back = self._spans("history_backward")
        self._present = {first for first, _ in self._spans("present")}

    def _imagine(self) -> None:
        pressed = {first for first, _ in self._spans("pressed")}
        for first, last in self._spans("imagined_forward"):
            if first not in pressed:
                self._mark_forward(self._imagined, first, last, self._strong, reach=25)

    def _others(self) -> None:
        selves = {first for first, _ in self._spans("self")}
        for first, last in self._spans("someone_else"):
            for index in range(first, len(self._words)):
                if self._strong[index] != self._strong[first] or (index > last and index in selves):
                    break
                self._elsewhere[index] = True

    def _mark_forward(
        self, marks: list[bool], first: int, last: int, clauses: list[int], reach: int = _REACH
    ) -> None:
        for index in range(last + 1, min(last + 1 + reach, len(self._words))):
            if clauses[index] != clauses[last]:
                break
            marks[index] = True

    def _mark_backward(self, marks: list[bool], first: int, clauses: list[int]) -> None:
        for index in range(first - 1, -1, -1):
            if clauses[index] != clauses[first]:
                break
            marks[index] = True

    def _is_history(self, token: int) -> bool:
        first, last = self.sentence(token)
        if any(first <= index <= last for index in self._present):
            return False
        back = any(first <= start <= last for start, _ in self._history_back)
        forward = any(first <= start <= token for start, _ in self._history)
        named = any(first <= index <= last for index in self._long_ago)
        return back or forward or named


__all__ = ["Context", "Status"]
