"""Before consent: nothing that a person tells reaches the model or the record."""

from __future__ import annotations

import time

from channels.messages import Message, slot_of
from channels.payloads import value_in
from channels.record import CONSENT, utterance
from channels.red_flag_route import LEAVING, NO, YES
from channels.turn import ReadText, Turn

KEPT = "utter_guard_kept"
ASK = "utter_ask_consent"
START_OVER = "/start_over"
# What a message must be about to be kept as part of the story; others only talk with Footwise:
# "why?", "stop", "thank you".
TELLING = (None, "inform", "nlu_fallback")


async def answer_before_consent(turn: Turn, reading: ReadText | None) -> list[Message]:
    """The answer to words of someone who has not agreed yet."""
    facts = dict(reading.facts) if reading else {}
    said = facts.pop(CONSENT, None) if turn.talk.asked == CONSENT else None
    if said == YES and not facts:
        return await agree(turn, turn.words)
    intent = None if facts else await turn.tools.record.intent(turn.words, turn.talk.asked)
    if intent in TELLING and (said != NO or facts):
        return await _keep(turn)
    messages = await turn.to_model(turn.words, turn.talk.asked)
    if said == NO or intent in LEAVING:
        turn.talk.kept.clear()
    return messages


async def tap(turn: Turn, payload: str) -> list[Message]:
    """A tap on a consent button, or on any other button before or after consent."""
    answer = value_in(payload, CONSENT)
    if answer == YES and turn.talk.kept:
        return await agree(turn, payload)
    messages = await turn.to_model(payload, turn.talk.asked)
    if answer == NO or payload == START_OVER:
        turn.talk.kept.clear()
    return messages


async def agree(turn: Turn, yes: str) -> list[Message]:
    """One turn of the model with all that was told so far, and the consent with it.

    `yes` is how it was given: words or a tap.
    """
    story = turn.talk.story
    typed = [{"text": words, "at": said} for said, words in turn.talk.kept]
    messages = await turn.to_model(
        "\n".join(story) or yes,
        CONSENT,
        tap={CONSENT: YES},
        typed=[*typed, {"text": yes, "at": time.time()}],
    )
    turn.talk.kept.clear()
    return messages


async def _keep(turn: Turn) -> list[Message]:
    turn.talk.keep(turn.words, turn.tools.settings.max_text)
    question = turn.talk.question
    if slot_of(question) != CONSENT or question is None:
        question = turn.tools.words.message(ASK)
    answers = [(turn.tools.words.message(KEPT), KEPT), (question, ASK)]
    await turn.tools.record.append(
        turn.sender, lambda _: [utterance(message, name) for message, name in answers]
    )
    return [message for message, _ in answers]
