"""Mends what people mistype: the nearest word of the lexicon, or of everyday English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import symspellpy

_WORD_LIST = Path(symspellpy.__file__).parent / "frequency_dictionary_en_82_765.txt"
EVERYDAY = 15_000  # this many of the commonest words are taken as they are
FURTHER = 40_000  # rarer ones are kept too, unless a word of the lexicon is very near
SHORTEST = 4  # shorter unknown words could be anything


class Speller:
    """Word by word; a word of the lexicon always beats an everyday one at the same distance."""

    def __init__(self, lexicon: Iterable[str], typos: Mapping[str, str]) -> None:
        """`lexicon`: words that the patterns know; `typos`: mended as they say."""
        self._typos = dict(typos)
        self._lexicon = {word for word in lexicon if word.isalpha()}
        ranked = _common_words()
        self._rank = {word: place for place, word in enumerate(ranked)}
        self.known = self._lexicon | set(ranked[:EVERYDAY])
        self._near = symspellpy.SymSpell(max_dictionary_edit_distance=2, prefix_length=6)
        for word in self.known:
            self._near.create_dictionary_entry(word, 1)
        self.mend = lru_cache(maxsize=20_000)(self._mend)

    def _mend(self, word: str) -> str:
        if word in self._typos:
            return self._typos[word]
        if word in self.known or len(word) < SHORTEST or not word.isascii():
            return word
        reach = 1 if len(word) < 6 else 2
        rare = word in self._rank
        if rare:
            return word
        near = self._near.lookup(word, symspellpy.Verbosity.ALL, reach)
        return min(near, key=lambda found: self._cost(word, found)).term if near else word

    def _cost(self, word: str, found: symspellpy.suggest_item.SuggestItem) -> float:
        """Edits, more for another first letter, less for words of the lexicon and common ones."""
        term = found.term
        cost = float(found.distance)
        cost += 0.7 * (term[0] != word[0])
        cost -= 0.6 * (term in self._lexicon)
        cost -= 0.3 * (sorted(term) == sorted(word))
        return cost + 0.4 * min(self._rank.get(term, FURTHER) / EVERYDAY, 1.0)


@lru_cache(maxsize=1)
def _common_words() -> list[str]:
    rows = [row.split() for row in _WORD_LIST.read_text(encoding="utf-8-sig").splitlines()]
    rows.sort(key=lambda row: -int(row[1]))
    return [row[0] for row in rows[:FURTHER]]
