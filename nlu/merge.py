"""Joins what the words say with what the trained classifier guesses."""

from __future__ import annotations

from dataclasses import replace

from nlu.corrections import AGE_TOLD, CORRECTS, DAYS_TOLD, FAQ, NUMBER_TOLD
from nlu.reader import Reading
from nlu.scope import (
    CHAT,
    EMERGENCY_ELSEWHERE,
    IN_SCOPE,
    LOOSE,
    OTHER_PART,
    OUT,
    OUT_OF_SCOPE,
    PLAIN,
    SMALL_TALK,
)

FALLBACK = "nlu_fallback"
INFORM = "inform"
OTHER_TOPIC = "other_topic"
_OF_NOTHING = frozenset({DAYS_TOLD, NUMBER_TOLD, AGE_TOLD})
_GUESSED = 0.5  # confidence in an intent that follows from something else
_OVER_WORDS = 0.6  # a guess as sure as this beats some words somewhere
_OVER_FAQ = 0.75  # and one as sure as this beats a question of the person's own
_OVER_COURTESY = 0.8  # and one as sure as this beats words of courtesy
_SURE_GUESS = 0.85  # a guess as sure as this stands, although a word is strange
# Intents that words of any topic may hold; two strange words make them another topic.
_ANY_TOPIC = frozenset({"help", "why", "medicine", "skip", "go_back"})
# Words that are rarely said of anything else.
_COURTESIES = frozenset({"thank", "greet", "unsure"})
# What a message may ask for although it tells of a foot as well.
_REQUESTS = frozenset(
    {
        "start_triage",
        "plantar_fasciitis",
        "diagnosis",
        "show_exercise",
        "change",
        "medicine",
        "tips",
    }
    | {"does_it_hurt", "how_often", "no_band", "human", "easier", "harder", "swap"}
    | {"next_exercise", "band_colours", "other_body_part", "show_result", "carry_on"}
    | {"delete_data", "check_in", "keep_plan"}
)


def merge(reading: Reading, guess: str | None, confidence: float, strangers: int) -> Reading:
    """`reading` with an intent for certain, and the scope that follows from it.

    `guess` and `confidence` are the classifier's; `strangers`: words of no known topic.
    """
    intent, sure = reading.intent, reading.confidence
    if guess and _outweighs(guess, confidence, strangers, reading):
        intent = None
    told = _tells(reading, guess, strangers)
    if intent is None:
        intent, sure = guess or FALLBACK, confidence
        if intent == "self_harm" and sure < _SURE_GUESS:
            intent = OTHER_TOPIC
        weak = CORRECTS in reading.asides and intent not in _REQUESTS and sure < _SURE_GUESS
        if told and (weak or intent in (FALLBACK, OTHER_TOPIC, "small_talk")):
            intent, sure = INFORM, _GUESSED
        elif not told and intent != OTHER_TOPIC and _strange(intent, sure, strangers):
            intent, sure = OTHER_TOPIC, _GUESSED
    elif not told and strangers > 1 and intent in _ANY_TOPIC:
        intent, sure = OTHER_TOPIC, _GUESSED
    asides = reading.asides
    if intent in (OTHER_TOPIC, "small_talk"):  # "the best laptop this week" is no time of a foot's
        asides = {name: value for name, value in asides.items() if name not in _OF_NOTHING}
    return replace(
        reading,
        intent=intent,
        confidence=sure,
        scope=scope_of(reading, intent),
        facts={**reading.facts, **asides},
    )


def _tells(reading: Reading, guess: str | None, strangers: int) -> bool:
    """Whether a message tells anything of the person: "today" alone does not, of other topics."""
    idle = {CORRECTS, FAQ}
    if CORRECTS not in reading.asides and (strangers or guess in (OTHER_TOPIC, "small_talk")):
        idle.add(DAYS_TOLD)
    return bool(reading.facts or reading.red_flags or reading.asides.keys() - idle)


def _strange(intent: str, sure: float, strangers: int) -> bool:
    """Whether a guess is not to be believed beside so many `strangers`."""
    return strangers > 1 or (strangers == 1 and (sure < _SURE_GUESS or intent == INFORM))


def _outweighs(guess: str, confidence: float, strangers: int, reading: Reading) -> bool:
    """Whether the classifier's guess counts for more than the words."""
    if reading.red_flags or confidence < _OVER_WORDS:
        return False
    if reading.intent == FAQ:
        return guess == OTHER_TOPIC and confidence >= _OVER_FAQ
    # "Hi, I want to check in": what is wanted stands after the greeting, however sure that is.
    if reading.intent == "greet" or (reading.confidence <= LOOSE and reading.intent in _COURTESIES):
        return guess in _REQUESTS and confidence >= _OVER_COURTESY
    if reading.confidence <= LOOSE:
        strange = strangers > 0 or confidence >= _SURE_GUESS
        wanted = guess in _REQUESTS or (guess == OTHER_TOPIC and strange)
        return wanted and reading.intent != "goodbye"
    if guess == "no_band" and "band" in reading.facts.get("equipment", ()):
        return False
    return reading.confidence <= PLAIN and guess in _REQUESTS


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
