"""Collects a turn's messages: one for each response, with text, buttons and payload together."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel

KEPT = ("text", "buttons", "image", "attachment", "custom")


class TurnOutput(CollectingOutputChannel):
    """Rasa splits a response into several messages; here it stays whole."""

    def __init__(self, channel: str) -> None:
        super().__init__()
        self.channel = channel

    def name(self) -> str:
        """The name that `channel:` in a response is compared with."""
        return self.channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep what the client shows of `message`."""
        kept = {key: message[key] for key in KEPT if message.get(key)}
        if kept:
            self.messages.append(kept)
