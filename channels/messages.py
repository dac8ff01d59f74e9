"""Messages of one turn as plain mappings: text, buttons, image, custom, attachment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Message = dict[str, Any]

KEYS = ("text", "buttons", "image", "custom", "attachment")
QUESTION = "question"
RESULT = "triage_result"


def plain(message: Mapping[str, Any]) -> Message:
    """Only what a client gets of a bot message, without empty parts."""
    buttons = message.get("buttons") or message.get("quick_replies")
    whole = {**message, "buttons": buttons}
    return {key: whole[key] for key in KEYS if whole.get(key)}


def kind_of(message: Mapping[str, Any]) -> str | None:
    """The type of the message's custom payload: question, triage_result, ... or None."""
    custom = message.get("custom")
    return str(custom.get("type")) if isinstance(custom, Mapping) else None


def last_question(messages: Iterable[Message]) -> Message | None:
    """The message with the question that the person sees last, None when nothing is asked."""
    asked = [message for message in messages if kind_of(message) == QUESTION]
    return asked[-1] if asked else None


def slot_of(question: Message | None) -> str | None:
    """The slot that `question` asks for."""
    return str(question["custom"]["slot"]) if question else None


def payloads_of(messages: Iterable[Message]) -> set[str]:
    """What the buttons of these messages send."""
    return {
        str(button.get("payload"))
        for message in messages
        for button in message.get("buttons") or []
        if button.get("payload")
    }
