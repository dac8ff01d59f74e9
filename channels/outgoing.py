"""Messages for platforms with small screens: text in parts, choices behind short ids."""

from __future__ import annotations

import json
import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from channels.messages import QUESTION, Message, kind_of
from channels.payloads import LISTS

MOST_OFFERS = 20_000
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
ALONE = ("none", "unsure")  # answers of a list that stand alone


def split(text: str, most: int) -> list[str]:
    """`text` in parts of at most `most` characters, cut between sentences if possible."""
    parts: list[str] = []
    while len(text) > most:
        ends = [found.end() for found in SENTENCE_END.finditer(text, 0, most)]
        cut = ends[-1] if ends else (text.rfind(" ", 1, most) + 1 or most)
        parts.append(text[:cut].strip())
        text = text[cut:]
    return [part for part in [*parts, text.strip()] if part]


@dataclass
class Offer:
    """What one message offers: titles and payloads; of a list also its slot, values and ticks."""

    person: str
    choices: list[tuple[str, str]]
    slot: str | None = None
    values: list[Any] = field(default_factory=list)
    ticks: set[int] = field(default_factory=set)

    def tap(self, index: int) -> str | None:
        """The payload to send for a tap on choice `index`, None if it only ticks a line."""
        if self.slot is None or self.values[index] in ALONE:
            return self.choices[index][1]
        self.ticks ^= {index}
        return None

    def done(self) -> str | None:
        """The payload of all ticks together, None without any."""
        values = [self.values[index] for index in sorted(self.ticks)]
        return payload_of(str(self.slot), values)


class Offers:
    """The newest offers, by short ids: each only for the person that it was shown to."""

    def __init__(self) -> None:
        self._offers: OrderedDict[str, Offer] = OrderedDict()

    def add(self, offer: Offer) -> str:
        """The id of `offer`."""
        name = secrets.token_urlsafe(6)
        self._offers[name] = offer
        while len(self._offers) > MOST_OFFERS:
            self._offers.popitem(last=False)
        return name

    def find(self, name: str, person: str) -> Offer | None:
        """The offer `name` of `person`, None if it is too old or another person's."""
        offer = self._offers.get(name)
        return offer if offer and offer.person == person else None


def payload_of(slot: str, values: list[Any]) -> str | None:
    """The payload that answers the list `slot` with `values`, None without any.

    What stands alone ("none of these") counts only if nothing else is chosen.
    """
    together = [value for value in values if value not in ALONE] or values
    return "/inform" + json.dumps({slot: together}) if together else None


def offer_of(message: Message, person: str) -> Offer | None:
    """What `message` offers to tap, None if nothing."""
    custom = message.get("custom") or {}
    options = custom.get("options") or []
    listed = custom.get("multiple") or custom.get("kind") in LISTS
    if kind_of(message) == QUESTION and listed and options:
        choices = [(str(option["label"]), str(option["payload"])) for option in options]
        return Offer(person, choices, custom["slot"], [option["value"] for option in options])
    choices = [
        (str(button["title"]), str(button["payload"])) for button in message.get("buttons") or []
    ]
    return Offer(person, choices) if choices else None
