"""What is meant by what is said: denied, over, someone else's or only imagined (ConText rules).

A figure of speech ("cost an arm and a leg") is imagined too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.lexicon import Lexicon
from nlu.tokens import Text

SENTENCE_END = frozenset(".!?;")

_REACH = 10  # words that a denial reaches at most
_FAR = 25  # words that an "if" or another person reaches


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


@dataclass(frozen=True)
class _Reach:
    """A trigger (its tokens) and the tokens whose meaning it changes."""

    first: int
    last: int
    start: int
    end: int
    backward: bool = False

    def covers(self, first: int, last: int) -> bool:
        """Whether it changes a finding of tokens `first` to `last`, and is no part of it."""
        inside = first <= self.first and self.last <= last
        begins = not self.backward and self.first <= first <= self.last
        return (begins or self.start <= first <= self.end) and not inside


class Context:
    """Reads one message once; `status` then answers for any stretch of its words."""

    def __init__(
        self, text: Text, lexicon: Lexicon, long_ago: list[int], other_patient: bool
    ) -> None:
        """`long_ago`: tokens of times over two weeks ago; `other_patient`: not about the typist."""
        self._text, self.lexicon = text, lexicon
        self._words = text.words()
        stops = lexicon.files["context"]["boundaries"]
        self._starts = set(stops["starts"])
        self._strong = self._breaks(set(stops["strong"]), set())
        self._clauses = self._breaks(set(stops["strong"]) | set(stops["weak"]), self._starts)
        self._denied = [*self._denials(), *self._backward("denies_backward", self._clauses)]
        self._over = [
            *self._forward("over_forward", self._strong),
            *self._backward("over_backward", self._strong),
        ]
        pressed = {first for first, _ in self._spans("pressed")}
        self._imagined = [
            reach
            for reach in self._forward("imagined_forward", self._strong, _FAR)
            if reach.first not in pressed
        ]
        idioms = self._spans("idioms", "idioms")
        self._idioms = {i for first, last in idioms for i in range(first, last + 1)}
        self._elsewhere = [] if other_patient else self._others()
        self._history = self._spans("history_forward")
        self._history_back = self._spans("history_backward")
        self._present = {first for first, _ in self._spans("present")}
        self._long_ago = set(long_ago)

    def status(self, first: int, last: int, *, past_counts: bool = False) -> Status:
        """The status of tokens `first` to `last`; `past_counts`: true even if long ago."""

        def changed(reaches: list[_Reach]) -> bool:
            return any(reach.covers(first, last) for reach in reaches)

        return Status(
            denied=changed(self._denied),
            over=changed(self._over) or (not past_counts and self._is_history(first)),
            elsewhere=changed(self._elsewhere),
            imagined=changed(self._imagined) or not self._idioms.isdisjoint(range(first, last + 1)),
        )

    def was_once(self, token: int) -> bool:
        """Whether the sentence around `token` tells of the past ("had", "ago")."""
        line = self.line(*self.sentence(token))
        return bool(self.lexicon.groups["context", "told_of_past"].search(line))

    def sentence(self, token: int) -> tuple[int, int]:
        """First and last token of the sentence around `token`."""
        first = last = token
        while first > 0 and self._words[first - 1] not in SENTENCE_END:
            first -= 1
        while last < len(self._words) - 1 and self._words[last] not in SENTENCE_END:
            last += 1
        return first, last

    def clause(self, token: int) -> int:
        """The number of the clause that `token` stands in; sentences end clauses."""
        return self._clauses[token]

    def line(self, first: int, last: int) -> str:
        """Tokens `first` to `last` as a line for patterns."""
        return " " + " ".join(self._words[first : last + 1]) + " "

    def _breaks(self, words: set[str], starts: set[str]) -> list[int]:
        """The clause number of each token."""
        numbers, number = [], 0
        for index, word in enumerate(self._words):
            following = self._words[index + 1] if index + 1 < len(self._words) else ""
            joins = word in (",", "and", "or", "-", ":", "(", ")", "/")
            ends = word in words or word in SENTENCE_END or (joins and following in starts)
            if ends or (starts and word == "," and not self._is_list(index)):
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

    def _spans(self, group: str, file: str = "context") -> list[tuple[int, int]]:
        found: re.Pattern[str] = self.lexicon.groups[file, group]
        return [
            (self._text.index(match.start()), self._text.index(match.end() - 1))
            for match in found.finditer(self._text.line)
        ]

    def _denials(self) -> list[_Reach]:
        harmless = {i for first, last in self._spans("not_denials") for i in range(first, last + 1)}
        found = []
        for reach in self._forward("denies_forward", self._clauses):
            following = self._words[reach.last + 1] if reach.last + 1 < len(self._words) else "."
            answer = self._words[reach.last] == "no" and following in self._starts
            if reach.first not in harmless and not answer:
                found.append(reach)
        return found

    def _others(self) -> list[_Reach]:
        selves = {first for first, _ in self._spans("self")}
        found = []
        for reach in self._forward("someone_else", self._strong, _FAR):
            ends = [index for index in selves if reach.last < index <= reach.end]
            end = min(ends) - 1 if ends else reach.end
            found.append(_Reach(reach.first, reach.last, reach.start, end))
        return found

    def _forward(self, group: str, clauses: list[int], reach: int = _REACH) -> list[_Reach]:
        found = []
        for first, last in self._spans(group):
            end = last
            while (
                end + 1 < min(last + 1 + reach, len(clauses)) and clauses[end + 1] == clauses[last]
            ):
                end += 1
            found.append(_Reach(first, last, first + 1, end))
        return found

    def _backward(self, group: str, clauses: list[int]) -> list[_Reach]:
        found = []
        for first, last in self._spans(group):
            # "fever? no": the question mark opens the next clause
            anchor = first - 1 if self._words[first] in SENTENCE_END and first else first
            start = first
            while start > 0 and clauses[start - 1] == clauses[anchor]:
                start -= 1
            found.append(_Reach(first, last, start, first - 1, backward=True))
        return found

    def _is_history(self, token: int) -> bool:
        first, last = self.sentence(token)
        if any(first <= index <= last for index in self._present):
            return False
        back = any(first <= start <= last for start, _ in self._history_back)
        forward = any(first <= start <= token for start, _ in self._history)
        named = any(first <= index <= last for index in self._long_ago)
        return back or forward or named
