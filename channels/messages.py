"""Messages of one turn as plain mappings: text, buttons, image, custom, attachment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Message = dict[str, Any]

KEYS = ("text", "buttons", "image", "custom", "attachment")
QUESTION = "question"
RESULT = "triage_result"
SWAPPED = "exercise_swapped"


def plain(message: Mapping[str, Any]) -> Message:
    """Only what a client gets of a bot message, without empty parts."""
    buttons = message.get("buttons") or message.get("quick_replies")
    whole = {**message, "buttons": buttons}
    if kind_of(message) == QUESTION:
        whole["custom"] = _counted(message["custom"])
    return {key: whole[key] for key in KEYS if whole.get(key)}


def _counted(question: Mapping[str, Any]) -> Message:
    """`question` with the number of questions left as one, or without it: Rasa fills in words."""
    rest = {key: value for key, value in question.items() if key != "left"}
    left = str(question.get("left"))
    return {**rest, "left": int(left)} if left.isdecimal() else rest


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


def exercises_of(message: Message) -> list[Mapping[str, Any]]:
    """The exercises of a result's plan, or the one that has taken the place of another."""
    custom = message.get("custom") or {}
    if kind_of(message) == RESULT:
        return list(custom.get("exercises") or [])
    return [custom["exercise"]] if kind_of(message) == SWAPPED else []


def swaps_of(message: Message) -> list[Mapping[str, Any]]:
    """What `message` offers to take instead of its exercises."""
    return [swap for item in exercises_of(message) for swap in item.get("swaps") or []]


def payloads_of(messages: Iterable[Message]) -> set[str]:
    """What the buttons of these messages send, and their offers to swap."""
    taps = (
        tap for message in messages for tap in [*(message.get("buttons") or []), *swaps_of(message)]
    )
    return {str(tap["payload"]) for tap in taps if tap.get("payload")}
