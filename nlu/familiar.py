"""Which words belong to what Footwise talks about; the others are the sign of another topic."""

from __future__ import annotations

from collections.abc import Iterable

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
        """Whether no word of `message` is known: letters struck at random, not another topic."""
        words = _telling(self._lexicon.text(message).words())
        return bool(words) and not self._known.intersection(words)


def _telling(words: Iterable[str]) -> list[str]:
    """The words long enough to tell a topic."""
    return [word for word in words if word.isalpha() and len(word) >= _SHORTEST]
