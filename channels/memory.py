"""What the guard remembers of each conversation, within bounds; the tracker stands behind it."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from channels.payloads import Offer

STORY_SECONDS = 30 * 60
REPLIES = 8


@dataclass
class Conversation:
    """One conversation: what it was offered last, its story before consent, its last replies."""

    offer: Offer = field(default_factory=Offer)
    story: str = ""
    story_at: float = 0.0
    replies: OrderedDict[str, list[dict[str, Any]]] = field(default_factory=OrderedDict)

    def tell(self, text: str, limit: int) -> None:
        """Keep words said before consent, in memory only."""
        self.story = f"{self.kept_story()} {text}".strip()[-limit:]
        self.story_at = time.monotonic()

    def kept_story(self) -> str:
        """The words said before consent, empty once they are old."""
        return self.story if time.monotonic() - self.story_at < STORY_SECONDS else ""

    def keep_reply(self, message_id: str, messages: list[dict[str, Any]]) -> None:
        """Remember the answer to a message, for when the client sends it again."""
        self.replies[message_id] = messages
        while len(self.replies) > REPLIES:
            self.replies.popitem(last=False)


class Memory:
    """The conversations used last; the longest unused one is dropped first."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._kept: OrderedDict[str, Conversation] = OrderedDict()

    def get(self, sender: str) -> Conversation | None:
        """The conversation of `sender`, None when it is not remembered."""
        if sender in self._kept:
            self._kept.move_to_end(sender)
        return self._kept.get(sender)

    def put(self, sender: str, conversation: Conversation) -> None:
        """Remember `conversation`."""
        self._kept[sender] = conversation
        self._kept.move_to_end(sender)
        while len(self._kept) > self.size:
            self._kept.popitem(last=False)


def offer_from_events(events: Iterable[Any]) -> Offer:
    """What a conversation was offered last, read from its tracker's events."""
    from rasa.shared.core.events import BotUttered, UserUttered

    offer = Offer()
    turn: list[dict[str, Any]] = []
    for event in events:
        if isinstance(event, UserUttered):
            offer, turn = (offer.after(turn) if turn else offer), []
        elif isinstance(event, BotUttered):
            turn.append(message_of(event))
    return offer.after(turn) if turn else offer


def message_of(event: Any) -> dict[str, Any]:
    """A bot event as the message that the client saw."""
    data = {key: value for key, value in (event.data or {}).items() if value}
    return ({"text": event.text} if event.text else {}) | {
        key: data[key] for key in ("buttons", "image", "attachment", "custom") if key in data
    }
