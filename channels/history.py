"""A conversation as both sides saw it, from its tracker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered

from channels.guard import START
from channels.memory import message_of
from channels.payloads import Offer, label_of


def history(events: Iterable[Any]) -> list[dict[str, Any]]:
    """Messages in order: `from` is "person" or "footwise"; a tap is shown by its label."""
    shown: list[dict[str, Any]] = []
    offer = Offer()
    turn: list[dict[str, Any]] = []
    titles: dict[str, str] = {}
    for event in events:
        if isinstance(event, BotUttered):
            message = message_of(event)
            turn.append(message)
            for button in reversed(message.get("buttons") or ()):
                titles[button["payload"]] = button["title"]
            shown.append({"from": "footwise", **message})
        elif isinstance(event, UserUttered) and event.text and event.text != START:
            offer, turn = offer.after(turn), []
            words = _words(event.text, offer, titles)
            if words:
                shown.append({"from": "person", "text": words})
    return shown


def _words(text: str, offer: Offer, titles: dict[str, str]) -> str:
    if not text.startswith("/"):
        return text
    return titles.get(text) or label_of(offer.question, text)
