"""Mends what people mistype: the likeliest word of the lexicon, or of everyday English."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import symspellpy

from nlu.keyboard import slip_cost

_LISTS = Path(symspellpy.__file__).parent
_WORD_LIST = _LISTS / "frequency_dictionary_en_82_765.txt"
_PAIR_LIST = _LISTS / "frequency_bigramdictionary_en_243_342.txt"
EVERYDAY = 15_000  # this many of the commonest words are taken as they are ...
SURE = 6_000  # ... the less common of them unless a word of the lexicon is one slip away
COMMONEST = 300  # this many words are of no topic
SHORTEST = 2  # letters
_ONE_EDIT = 6  # letters: shorter words are mended by one edit only
_SLIP = 0.65  # the cost of a slip of the fingers, at most
_RARITY = 0.22  # what ten times rarer costs, in edits
_HOME = 0.75  # what a word of the lexicon is cheaper by
_FITTING = 0.45  # and one that often stands beside its neighbour
_TOO_FAR = 1.6  # edits, all told: what costs more stays as it is


class Speller:
    """Word by word; a word of the lexicon, or one that fits its neighbours, comes first."""

    def __init__(self, lexicon: Iterable[str], typos: Mapping[str, str]) -> None:
        """`lexicon`: words that the patterns know; `typos`: mended as they say."""
        self._typos = dict(typos)
        ranked = _common_words()
        self._lexicon = {word for word in lexicon if word.isalpha()}
        self._home = self._lexicon - set(ranked[:COMMONEST])
        self._rank = {word: place for place, word in enumerate(ranked)}
        self.known = self._lexicon | set(ranked[:EVERYDAY])
        self._pairs = _common_pairs(self.known)
        self._near = symspellpy.SymSpell(max_dictionary_edit_distance=2, prefix_length=6)
        for word in self.known:
            self._near.create_dictionary_entry(word, 1)
        self.mend = lru_cache(maxsize=50_000)(self._mend)

    def _mend(self, word: str, before: str = "", after: str = "") -> str:
        if word in self._typos:
            return self._typos[word]
        rank = self._rank.get(word, len(self._rank))
        if word in self._lexicon or rank < SURE or len(word) < SHORTEST or not word.isascii():
            return word
        reach = 1 if len(word) < _ONE_EDIT else 2
        terms = [
            found.term
            for found in self._near.lookup(word, symspellpy.Verbosity.ALL, reach)
            if rank >= EVERYDAY
            or (found.term in self._home and slip_cost(word, found.term) <= _SLIP)
        ]
        if not terms:
            return word
        cost, best = min((self._cost(word, term, before, after), term) for term in terms)
        return best if cost <= _TOO_FAR else word

    def _cost(self, word: str, term: str, before: str, after: str) -> float:
        """Edits, slips of the fingers cheaper, its rarity, and how it fits its neighbours."""
        rarity = math.log10(1 + self._rank.get(term, len(self._rank)) / 100)
        fits = ((before, term) in self._pairs) + ((term, after) in self._pairs)
        return (
            slip_cost(word, term)
            + _RARITY * rarity
            - _HOME * (term in self._home)
            - _FITTING * fits
        )


@lru_cache(maxsize=1)
def _common_words() -> list[str]:
    rows = [row.split() for row in _WORD_LIST.read_text(encoding="utf-8-sig").splitlines()]
    rows.sort(key=lambda row: -int(row[1]))
    return [row[0] for row in rows]


def _common_pairs(known: set[str]) -> frozenset[tuple[str, str]]:
    """Pairs of known words that often stand side by side."""
    rows = (row.split() for row in _PAIR_LIST.read_text(encoding="utf-8-sig").splitlines())
    return frozenset((one, two) for one, two, _ in rows if one in known and two in known)
