"""How far one word is from another on a keyboard: edits, slips of the fingers cheaper."""

from __future__ import annotations

import random
from functools import lru_cache

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOUR = 0.6
_SWAP = 0.6
_DOUBLED = 0.4
_DROPPED = 0.75
_ADDED = 0.75
_VOWEL = 0.8  # one vowel for another: a misheard word
_OTHER = 1.0
_FIRST = 0.1  # people seldom miss the first letter


def _neighbours() -> frozenset[tuple[str, str]]:
    places = {
        letter: (row, column + row * 0.4)
        for row, letters in enumerate(_ROWS)
        for column, letter in enumerate(letters)
    }
    return frozenset(
        (one, two)
        for one, (row, column) in places.items()
        for two, (other_row, other_column) in places.items()
        if one != two and abs(row - other_row) <= 1 and abs(column - other_column) <= 1.1
    )


_NEXT_TO = _neighbours()


@lru_cache(maxsize=100_000)
def slip_cost(typed: str, meant: str) -> float:
    """The cost of typing `typed` for `meant`, 0 where they are the same."""
    before: list[float] = []
    row = [column * _DROPPED for column in range(len(meant) + 1)]
    for i, letter in enumerate(typed, 1):
        two_before, before, row = before, row, [i * _ADDED]
        for j, wanted in enumerate(meant, 1):
            best = before[j - 1] + _replacing(letter, wanted)
            doubled = i > 1 and typed[i - 2] == letter
            best = min(best, before[j] + (_DOUBLED if doubled else _ADDED))
            repeats = j > 1 and meant[j - 2] == wanted
            best = min(best, row[j - 1] + (_DOUBLED if repeats else _DROPPED))
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == wanted:
                best = min(best, two_before[j - 2] + _SWAP)
            row.append(best)
    return row[-1] + _FIRST * (typed[:1] != meant[:1])


def _replacing(letter: str, wanted: str) -> float:
    if letter == wanted:
        return 0.0
    if (letter, wanted) in _NEXT_TO:
        return _NEIGHBOUR
    return _VOWEL if letter in "aeiouy" and wanted in "aeiouy" else _OTHER


def mistyped(text: str, dice: random.Random, every: int = 10) -> str:
    """`text` with about one slip of the fingers in `every` letters, as people make them."""
    letters = list(text)
    for at in range(len(letters)):
        if letters[at].isalpha() and dice.random() < 1 / every:
            letters[at] = _slip(letters, at, dice)
    return "".join(letters)


def slipped(text: str, count: int, dice: random.Random) -> str:
    """`text` with `count` slips of the fingers, each in another letter."""
    letters = list(text)
    places = [at for at, letter in enumerate(letters) if letter.isalpha()]
    for at in sorted(dice.sample(places, min(count, len(places)))):
        letters[at] = _slip(letters, at, dice)
    return "".join(letters)


def _slip(letters: list[str], at: int, dice: random.Random) -> str:
    """What stands at `at` after a slip: another letter, two, none, or its neighbour's place."""
    letter = letters[at].lower()
    kind = dice.choice(("beside", "left out", "doubled", "swapped"))
    if kind == "beside":
        near = sorted(other for one, other in _NEXT_TO if one == letter)
        return dice.choice(near) if near else letter
    if kind == "left out":
        return ""
    if kind == "swapped" and at and letters[at - 1].isalpha() and len(letters[at - 1]) == 1:
        letters[at - 1], letter = letter, letters[at - 1]
        return letter
    return letter * 2
