"""Choices as numbered lines, for platforms without buttons, and the numbers that come back."""

from __future__ import annotations

import re

from channels.outgoing import ALONE, Offer

ONLY_NUMBERS = re.compile(r"\s*\d{1,2}(?:\s*(?:,|&|\+|\band\b|\s)\s*\d{1,2})*\s*[.)]?\s*", re.I)
NUMBER = re.compile(r"\d+")


def numbered(offer: Offer) -> str:
    """A line for each choice of `offer`, from 1."""
    return "\n".join(f"{number} {title}" for number, (title, _) in enumerate(offer.choices, 1))


def chosen(text: str, offer: Offer) -> str | None:
    """The payload that the numbers in `text` choose, None if it is not just such numbers.

    Of a list, what stands alone ("none of these") counts only if nothing else is chosen.
    """
    if not ONLY_NUMBERS.fullmatch(text):
        return None
    indexes = {int(number) - 1 for number in NUMBER.findall(text)}
    if not indexes <= set(range(len(offer.choices))):
        return None
    if offer.slot is None or len(indexes) == 1:
        return offer.choices[indexes.pop()][1] if len(indexes) == 1 else None
    together = {index for index in indexes if offer.values[index] not in ALONE}
    return Offer(offer.person, offer.choices, offer.slot, offer.values, together).done()
