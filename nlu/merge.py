"""Joins what the words say with what the trained classifier guesses."""

from __future__ import annotations

from dataclasses import replace

from nlu.reader import Reading
from nlu.scope import CHAT, EMERGENCY_ELSEWHERE, IN_SCOPE, OTHER_PART, OUT, OUT_OF_SCOPE, SMALL_TALK

FALLBACK = "nlu_fallback"
INFORM = "inform"


def merge(reading: Reading, guess: str | None, confidence: float, text: str) -> Reading:
    """`reading` with an intent for certain, and the scope that follows from it.

    `guess` and `confidence` are the classifier's.
    """
    intent, sure = reading.intent, reading.confidence
    if intent is None:
        intent, sure = guess or FALLBACK, confidence
        if intent in (FALLBACK, "other_topic", "small_talk") and reading.facts:
            intent, sure = INFORM, 0.5
    return replace(reading, intent=intent, confidence=sure, scope=scope_of(reading, intent))


def scope_of(reading: Reading, intent: str) -> str:
    """The scope, once the intent is known."""
    if reading.scope in (EMERGENCY_ELSEWHERE, OTHER_PART):
        return reading.scope
    if intent == "other_body_part":
        return OTHER_PART
    if intent in CHAT and not reading.facts:
        return SMALL_TALK
    if intent in OUT and not reading.facts and not reading.red_flags:
        return OUT_OF_SCOPE
    return IN_SCOPE
