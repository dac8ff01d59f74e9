"""What a test sees of a talk: turn by turn, by the names of responses and slots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

Message = dict[str, Any]


@dataclass(frozen=True)
class Turn:
    """Footwise's side of one turn.

    `messages` is what the person got, `said` the names of the responses behind it, `slots` every
    slot as the tracker holds it after the turn.
    """

    messages: list[Message] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)

    def payloads(self, kind: str) -> list[Message]:
        """The custom payloads of this type, in order."""
        customs = [message.get("custom") or {} for message in self.messages]
        return [custom for custom in customs if custom.get("type") == kind]

    @property
    def question(self) -> Message | None:
        """The question that the person sees last, None when nothing is asked."""
        return next(iter(reversed(self.payloads("question"))), None)

    @property
    def asked(self) -> str | None:
        """The slot of that question."""
        return self.question["slot"] if self.question else None

    @property
    def result(self) -> Message | None:
        """The triage result that was given in this turn."""
        return next(iter(self.payloads("triage_result")), None)

    @property
    def buttons(self) -> list[str]:
        """What the buttons of this turn send."""
        return [b["payload"] for message in self.messages for b in message.get("buttons") or []]

    @property
    def texts(self) -> list[str]:
        """The words of this turn."""
        return [message["text"] for message in self.messages if message.get("text")]


class Talk(Protocol):
    """One conversation: with the real servers, or with a stand-in when the player is tested."""

    def open(self) -> Turn:
        """The hello."""

    def say(self, text: str) -> Turn:
        """Sends words or a payload; returns the answer."""

    def wait(self, hours: float) -> None:
        """Lets time pass."""

    def history(self) -> list[Message]:
        """All messages of both sides, as a page that is reloaded gets them."""
