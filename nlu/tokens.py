"""Words of a message in normal form, each knowing where it stood in the original."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field

_RAW = re.compile(
    r"\d+(?:\.\d+)?(?:st|nd|rd|th)\b|\d+(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*|\n|[^\w\s]|_"
)
_LONG = re.compile(r"([a-z])\1{2,}")
_BREAK = {"\n": ".", "…": ".", "–": "-", "—": ","}
END = "."


@dataclass(frozen=True)
class Token:
    """One word: normal form, and the place of its source in the original text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """A message as tokens, and as one line: each word with a blank before and after it."""

    original: str
    tokens: tuple[Token, ...]
    line: str = field(init=False)
    _starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        starts, place = [], 1
        for token in self.tokens:
            starts.append(place)
            place += len(token.word) + 1
        object.__setattr__(self, "_starts", tuple(starts))
        object.__setattr__(self, "line", " " + "".join(f"{t.word} " for t in self.tokens))

    def index(self, place: int) -> int:
        """The number of the token at `place` of the line."""
        return max(bisect.bisect_right(self._starts, place) - 1, 0)

    def words(self) -> list[str]:
        """The normal forms, in order."""
        return [token.word for token in self.tokens]

    def source(self, first: int, last: int) -> tuple[int, int]:
        """Start and end in the original of tokens `first` up to `last` (included)."""
        last = min(last, len(self.tokens) - 1)
        return self.tokens[first].start, self.tokens[last].end


class Tokenizer:
    """Splits and normalises: small letters, short forms spelt out, spelling mended."""

    def __init__(
        self,
        short_forms: Mapping[str, str],
        mend: Callable[[str, str, str], str],
        known: Container[str],
    ) -> None:
        """`short_forms`: what stands for what (dont: do not); `mend`: spelling, by neighbours."""
        self._short = {key: value.split() for key, value in short_forms.items()}
        self._mend = mend
        self._known = known

    def __call__(self, original: str) -> Text:
        """The tokens of `original`; the last one always ends a sentence."""
        raws = list(_RAW.finditer(_plain(original)))
        found: list[Token] = []
        for index, match in enumerate(raws):
            before = found[-1].word if found else ""
            after = raws[index + 1].group() if index + 1 < len(raws) else ""
            for word in self._words(match.group(), before, after):
                found.append(Token(word, match.start(), match.end()))
        if not found or found[-1].word not in ".!?":
            found.append(Token(END, len(original), len(original)))
        return Text(original, tuple(found))

    def _words(self, raw: str, before: str, after: str) -> list[str]:
        raw = _BREAK.get(raw, raw)
        if not raw[0].isalpha():
            return self._short.get(raw, [raw])
        once = _LONG.sub(r"\1", raw)
        raw = once if once in self._known else _LONG.sub(r"\1\1", raw)
        if raw in self._short:
            return self._short[raw]
        if raw.endswith("n't"):
            return [*self._whole(raw[:-3], before, "not"), "not"]
        stem, mark, ending = raw.partition("'")
        if mark and "'" + ending in self._short:
            return [*self._whole(stem, before, ""), *self._short["'" + ending]]
        return self._whole(stem + ending, before, after)

    def _whole(self, word: str, before: str, after: str) -> list[str]:
        if word in self._short:
            return self._short[word]
        mended = self._mend(word, before, after)
        return self._short.get(mended, mended.split())


def _plain(original: str) -> str:
    """Small letters and plain quotes, character for character."""
    return "".join(_plain_character(char) for char in original)


def _plain_character(char: str) -> str:
    if char in "’‘`´ʼ":
        return "'"
    if not char.isalpha():
        return char
    return unicodedata.normalize("NFKD", char)[:1].lower()
