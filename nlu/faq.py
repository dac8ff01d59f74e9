"""Questions of the person's own that have an answer in knowledge/faq.yml."""

from __future__ import annotations

from nlu.lexicon import Lexicon
from nlu.scope import PLAIN
from nlu.tokens import Text

# What is meant even in a question of this kind: "can I see a doctor" asks for a person.
_BEFORE = frozenset(
    {"human", "bot_challenge", "self_harm", "abuse", "medicine", "other_body_part", "why"}
)


class FaqReader:
    """Matches lexicon/faq.yml."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, text: Text, *, tells: bool) -> str | None:
        """The id of the question that the message asks, None where it asks none.

        `tells`: the message tells of a sore foot; then a question mark alone asks nothing.
        """
        starts = self._lexicon.faq_starts.match(text.line, 1)
        asks = starts or self._lexicon.faq_asks.search(text.line)
        if not asks and (tells or "?" not in text.original):
            return None
        return next(
            (name for name, topic in self._lexicon.faq.items() if topic.search(text.line)), None
        )

    @staticmethod
    def may_be(intent: str | None, confidence: float) -> bool:
        """Whether a message of this intent may be such a question."""
        return intent not in _BEFORE and (confidence <= PLAIN or intent in ("affirm", "deny"))
