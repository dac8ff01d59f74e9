"""Choices as numbered lines, for platforms without buttons, and the numbers that come back."""

from __future__ import annotations

import re
from collections import OrderedDict

from channels.messages import Message
from channels.outgoing import MOST_OFFERS, Offer, offer_of, payload_of
from channels.payloads import NUMBERS
from channels.words import Words

REPLY_ONE, REPLY_SOME = "utter_guard_reply_one", "utter_guard_reply_some"
ONLY_NUMBERS = re.compile(r"\s*\d{1,2}(?:\s*(?:,|&|\+|\band\b|\s)\s*\d{1,2})*\s*[.)]?\s*", re.I)
NUMBER = re.compile(r"\d+")


def numbered(offer: Offer) -> str:
    """A line for each choice of `offer`, from 1."""
    return "\n".join(f"{number} {title}" for number, (title, _) in enumerate(offer.choices, 1))


def chosen(text: str, offer: Offer) -> str | None:
    """The payload that the numbers in `text` choose, None if it is not just such numbers."""
    if not ONLY_NUMBERS.fullmatch(text):
        return None
    indexes = {int(number) - 1 for number in NUMBER.findall(text)}
    if not indexes <= set(range(len(offer.choices))):
        return None
    if offer.slot is None or len(indexes) == 1:
        return offer.choices[indexes.pop()][1] if len(indexes) == 1 else None
    return payload_of(offer.slot, [offer.values[index] for index in sorted(indexes)])


class Lines:
    """What each person was offered last, to be chosen from by number."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._offers = OrderedDict[str, Offer]()

    def offer(self, person: str, message: Message) -> Offer | None:
        """What `message` offers `person`, kept for their reply. A question without choices, or
        for a number, ends the offer before it: their reply is the number itself."""
        offer, kind = offer_of(message, person), (message.get("custom") or {}).get("kind")
        if not offer or kind in NUMBERS:
            if kind:
                self._offers.pop(person, None)
            return None
        self._offers[person] = offer
        self._offers.move_to_end(person)
        while len(self._offers) > MOST_OFFERS:
            self._offers.popitem(last=False)
        return offer

    def below(self, text: str, offer: Offer) -> str:
        """`text` with the choices of `offer` below it, and how to reply."""
        reply = REPLY_ONE if offer.slot is None else REPLY_SOME
        hint = self._words.text(reply, most=len(offer.choices))
        return f"{text}\n{numbered(offer)}\n{hint}"

    def payload(self, person: str, text: str) -> str | None:
        """What the numbers in `text` choose of the last offer, None if they choose nothing.

        To be asked when a message comes in, not when its turn comes: a number that is sent twice
        must not answer the next question, which nobody had seen.
        """
        offer = self._offers.get(person)
        return chosen(text, offer) if offer else None
