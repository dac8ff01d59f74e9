"""Questions of the person's own that have an answer in knowledge/faq.yml."""

from __future__ import annotations

import re

from nlu.lexicon import Lexicon
from nlu.scope import PLAIN
from nlu.tokens import Text

_SENTENCE = re.compile(r"\S[^.!?;]*[.!?;]")
# What is meant even in a question of this kind: "can I see a doctor" asks for a person.
_BEFORE = frozenset({"human", "bot_challenge", "self_harm", "abuse", "medicine", "other_body_part"})


# What such a question may seem to be by its first words.
_EVEN_SURE = frozenset({"affirm", "deny", "unsure", "why"})


class FaqReader:
    """Matches lexicon/faq.yml."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, text: Text, *, tells: bool) -> tuple[str, bool] | None:
        """The id of the question that the message asks, and whether it does nothing else.

        `tells`: the message tells of a sore foot; then a question mark alone asks nothing.
        """
        if self._lexicon.faq_about_us.search(text.line):
            return None
        sentences = [f" {part} " for part in _SENTENCE.findall(text.line)]
        asking = [sentence for sentence in sentences if self._asks(sentence, tells)]
        for sentence in asking:
            for name, topic in self._lexicon.faq.items():
                if topic.search(sentence):
                    led = self._lexicon.faq_starts.match(sentence, 1) is not None
                    return name, led and len(asking) == len(sentences)
        return None

    def _asks(self, sentence: str, tells: bool) -> bool:
        """Whether a sentence of a message is a question."""
        if self._lexicon.faq_not.search(sentence):
            return False
        asks = self._lexicon.faq_starts.match(sentence, 1) or self._lexicon.faq_asks.search(
            sentence
        )
        return bool(asks) or (not tells and sentence.endswith("? "))

    @staticmethod
    def may_be(intent: str | None, confidence: float) -> bool:
        """Whether a message of this intent may be such a question."""
        return intent not in _BEFORE and (confidence <= PLAIN or intent in _EVEN_SURE)
