"""Joins what the words say with what the trained classifier guesses."""

from __future__ import annotations

from dataclasses import replace

from nlu.reader import Reading
from nlu.scope import CHAT, EMERGENCY_ELSEWHERE, IN_SCOPE, OTHER_PART, OUT, OUT_OF_SCOPE, SMALL_TALK

FALLBACK = "nlu_fallback"
INFORM = "inform"
OTHER_TOPIC = "other_topic"
_GUESSED = 0.5  # confidence in an intent that follows from something else
_SURE_GUESS = 0.85  # a guess as sure as this stands, although a word is strange
# Intents that words of any topic may hold; two strange words make them another topic.
_LOOSE = frozenset({"help", "why", "medicine", "skip", "go_back"})


def merge(reading: Reading, guess: str | None, confidence: float, strangers: int) -> Reading:
    """`reading` with an intent for certain, and the scope that follows from it.

    `guess` and `confidence` are the classifier's; `strangers`: words of no known topic.
    """
    intent, sure = reading.intent, reading.confidence
    told = bool(reading.facts or reading.red_flags)
    if intent is None:
        intent, sure = guess or FALLBACK, confidence
        if intent == "self_harm" and sure < _SURE_GUESS:
            intent = OTHER_TOPIC
        if told and intent in (FALLBACK, OTHER_TOPIC, "small_talk"):
            intent, sure = INFORM, _GUESSED
        elif not told and strangers and intent != OTHER_TOPIC and sure < _SURE_GUESS:
            intent, sure = OTHER_TOPIC, _GUESSED
    elif not told and strangers > 1 and intent in _LOOSE:
        intent, sure = OTHER_TOPIC, _GUESSED
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
