"""The small pattern language of nlu/lexicon/*.yml, compiled to regular expressions.

A pattern is a row of words in normal form (see nlu/tokens.py):
    swollen ankle          these words, next to each other
    swell*                 a word that begins so
    cold|pale|blue         one of these words
    (went white|gone cold) one of these rows
    [really] / [a|the]     may be there
    <limb>                 a word class of nlu/lexicon/words.yml
    ...                    up to three words of the same clause; ...6 up to six
    #                      a number
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_PIECE = re.compile(r"<[a-z0-9_]+>|\.\.\.\d*|[\[\]()|]|[^\s\[\]()|<>]+")
_ONE_OF = re.compile(r"[^\s\[\]()]*\|[^\s\[\]()]*")
_CLOSE = {"(": ")", "[": "]"}
# A gap never swallows a denial: "foot is not cold" is no "foot ... cold".
_GAP_WORD = r"(?:(?!(?:not|no|never|nor|without) )[^\s.,;:!?]\S* )"


class PatternError(ValueError):
    """A pattern that cannot be read; the text quotes it."""


class Patterns:
    """Compiles patterns. `words` collects every word they name, for the speller."""

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        """`classes`: word classes, which may refer to each other but not in a circle."""
        self._classes = {name: tuple(rows) for name, rows in classes.items()}
        self._compiled: dict[str, str] = {}
        self.words: set[str] = set()

    def compile(self, rows: Iterable[str]) -> re.Pattern[str]:
        """One expression that finds any of `rows` in a line of words set apart by blanks.

        Raises PatternError.
        """
        bodies = [self._row(row) for row in rows]
        if not bodies:
            raise PatternError("there is no pattern here")
        return re.compile(f"(?<= )(?:{'|'.join(bodies)})")

    def _class(self, name: str) -> str:
        if name not in self._classes:
            raise PatternError(f"unknown word class <{name}>")
        if name not in self._compiled:
            self._compiled[name] = ""
            self._compiled[name] = "|".join(self._row(row) for row in self._classes[name])
        if not self._compiled[name]:
            raise PatternError(f"word class <{name}> refers to itself")
        return f"(?:{self._compiled[name]})"

    def _row(self, row: str) -> str:
        pieces = _PIECE.findall(_bracket_words(row))
        body = self._rows(pieces, row)
        if pieces:
            raise PatternError(f"{row!r}: unexpected {pieces[0]!r}")
        return body

    def _rows(self, pieces: list[str], row: str) -> str:
        """Reads rows set apart by | up to a closing bracket, and takes them off `pieces`."""
        options = [""]
        while pieces and pieces[0] not in _CLOSE.values():
            piece = pieces.pop(0)
            if piece == "|":
                options.append("")
            elif piece in _CLOSE:
                inner = self._rows(pieces, row)
                if not pieces or pieces.pop(0) != _CLOSE[piece]:
                    raise PatternError(f"{row!r}: missing {_CLOSE[piece]!r}")
                options[-1] += f"(?:{inner})" + ("?" if piece == "[" else "")
            else:
                options[-1] += self._piece(piece)
        if not all(options):
            raise PatternError(f"{row!r}: an empty alternative")
        return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"

    def _piece(self, piece: str) -> str:
        if piece.startswith("<"):
            return self._class(piece[1:-1])
        if piece.startswith("..."):
            return f"{_GAP_WORD}{{0,{piece[3:] or 3}}}?"
        if piece == "#":
            return r"\d+(?:\.\d+)? "
        stem = piece.rstrip("*")
        self.words.add(stem)
        return re.escape(stem) + (r"\S* " if piece.endswith("*") else " ")


def _bracket_words(row: str) -> str:
    """Puts brackets round `cold|pale` where it stands outside brackets."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(row):
        if char in _CLOSE:
            if depth == 0:
                parts.append(_ONE_OF.sub(r"(\g<0>)", row[start:index]))
                start = index
            depth += 1
        elif char in _CLOSE.values():
            depth -= 1
            if depth == 0:
                parts.append(row[start : index + 1])
                start = index + 1
    parts.append(row[start:] if depth else _ONE_OF.sub(r"(\g<0>)", row[start:]))
    return "".join(parts)
