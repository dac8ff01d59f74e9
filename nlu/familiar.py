"""Which words belong to what Footwise talks about; the others are the sign of another topic."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from nlu.lexicon import load_lexicon

_SHORTEST = 3  # letters; shorter words tell nothing


class Familiar:
    """Words of the lexicon and of the training phrasings of every intent but other_topic."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words`: those of the training phrasings, in normal form."""
        self._lexicon = load_lexicon()
        self.words = frozenset(words)
        self._known = self.words | self._lexicon.patterns.words
        self._domain = self._lexicon.groups["scope", "domain_word"]

    @classmethod
    def learn(cls, phrasings: Iterable[str]) -> Familiar:
        """Take the words of `phrasings`."""
        lexicon = load_lexicon()
        return cls({word for phrase in phrasings for word in lexicon.text(phrase).words()})

    def strangers(self, message: str) -> int:
        """How many words of `message` are of no known topic; 0 where it names feet or symptoms."""
        text = self._lexicon.text(message)
        if self._domain.search(text.line):
            return 0
        return sum(word not in self._known for word in _telling(text.words()))

    def nonsense(self, message: str) -> bool:
        """Whether no word of `message` is one: letters struck at random, not another topic."""
        told = [
            (message[token.start : token.end].casefold(), token.word)
            for token in self._lexicon.text(message).tokens
            if token.end - token.start >= _SHORTEST and message[token.start].isalpha()
        ]
        return bool(told) and not any(self._is_word(typed, meant) for typed, meant in told)

    def _is_word(self, typed: str, meant: str) -> bool:
        """Whether `typed` is a word, or `meant` with one slip; the speller mends any letters."""
        if typed in self._known or typed in self._lexicon.everyday:
            return True
        return typed != meant and OSA.distance(typed, meant) <= 1


def _telling(words: Iterable[str]) -> list[str]:
    """The words long enough to tell a topic."""
    return [word for word in words if word.isalpha() and len(word) >= _SHORTEST]
