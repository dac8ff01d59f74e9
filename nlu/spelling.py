"""Mends what people mistype: the likeliest word of the lexicon, or of everyday English."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
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
_OWN_FITTING = 0.2  # more so where our own phrasings say both
_COMMON_SLIP = 0.95  # a common word is mended for less than this, into one that fits both sides
_TOO_FAR = 1.6  # edits, all told: what costs more stays as it is


class Speller:
    """Word by word; a word of the lexicon, or one that fits its neighbours, comes first."""

    def __init__(
        self,
        lexicon: Iterable[str],
        typos: Mapping[str, str],
        phrasings: Iterable[Sequence[str]] = (),
    ) -> None:
        """`lexicon`: words that the patterns know; `typos`: mended as they say.

        `phrasings`: words of what people say to us, which tell what stands beside what.
        """
        self._typos = dict(typos)
        ranked = _common_words()
        self._lexicon = {word for word in lexicon if word.isalpha()}
        self._home = self._lexicon - set(ranked[:COMMONEST])
        self._rank = {word: place for place, word in enumerate(ranked)}
        self.known = self._lexicon | set(ranked[:EVERYDAY])
        self._pairs = _common_pairs(self.known)
        self._own_pairs = _own_pairs(phrasings)
        self._near = symspellpy.SymSpell(max_dictionary_edit_distance=2, prefix_length=6)
        for word in self.known:
            self._near.create_dictionary_entry(word, 1)
        self.mend = lru_cache(maxsize=50_000)(self._mend)

    def _mend(self, word: str, before: str = "", after: str = "") -> str:
        if word in self._typos:
            return self._typos[word]
        if word in self._lexicon or not word.isascii():
            return word
        before, after = (side if side.isalpha() else "" for side in (before, after))
        rank = self._rank.get(word, len(self._rank))
        common = rank < SURE or len(word) < SHORTEST
        if common and (rank < COMMONEST or self._fits(word, before, after)):
            return word
        terms = [
            found.term
            for found in self._near.lookup(
                word, symspellpy.Verbosity.ALL, 1 if len(word) < _ONE_EDIT else 2
            )
            if self._may_be(word, found.term, (before, after), None if common else rank)
        ]
        if not terms:
            return word
        cost, best = min((self._cost(word, term, before, after), term) for term in terms)
        return best if cost <= _TOO_FAR else word

    def _may_be(self, word: str, term: str, beside: tuple[str, str], rank: int | None) -> bool:
        """Whether `word` may be meant for `term`; `rank`: None for a very common word."""
        if rank is not None and rank >= EVERYDAY:
            return True
        if rank is not None and term in self._home and slip_cost(word, term) <= _SLIP:
            return True
        before, after = beside
        own = {(before, term), (term, after)} <= self._own_pairs
        return own and slip_cost(word, term) <= _COMMON_SLIP

    def _fits(self, word: str, before: str, after: str) -> bool:
        """Whether `word` is often said beside one of its neighbours."""
        pairs = {(before, word), (word, after)}
        return bool(pairs & self._pairs or pairs & self._own_pairs)

    def _cost(self, word: str, term: str, before: str, after: str) -> float:
        """Edits, slips of the fingers cheaper, its rarity, and how it fits its neighbours."""
        rarity = math.log10(1 + self._rank.get(term, len(self._rank)) / 100)
        pairs = ((before, term), (term, after))
        fits = sum(pair in self._pairs or pair in self._own_pairs for pair in pairs)
        own = sum(pair in self._own_pairs for pair in pairs)
        return (
            slip_cost(word, term)
            + _RARITY * rarity
            - _HOME * (term in self._home)
            - _FITTING * fits
            - _OWN_FITTING * own
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


def _own_pairs(phrasings: Iterable[Sequence[str]]) -> frozenset[tuple[str, str]]:
    """Words that stand side by side in `phrasings`; "" is the start or end of a clause."""
    return frozenset(
        pair
        for words in phrasings
        for pair in pairwise(["", *(word if word.isalpha() else "" for word in words), ""])
    )
