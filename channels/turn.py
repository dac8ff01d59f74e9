"""One message of a person on its way through the guard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import UserUttered

from channels.messages import Message, plain
from channels.record import Record
from channels.settings import Settings
from channels.talk import Talk, Talks
from channels.words import Words

Run = Callable[[UserMessage], Awaitable[Any]]


class ReadText(Protocol):
    """What the reader of nlu/ says about one text."""

    @property
    def facts(self) -> Mapping[str, Any]: ...

    @property
    def red_flags(self) -> list[str]: ...


class TextReader(Protocol):
    """Reads free text; nlu.reader.Reader is one."""

    def read(self, text: str, asked: str | None) -> ReadText:
        """What `text` says, as an answer to slot `asked`."""


class EmptyTurn(RuntimeError):
    """The model took the message and said nothing."""


class Collector(OutputChannel):
    """Collects the messages of a turn, one for each response, instead of sending them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.messages: list[Message] = []

    def name(self) -> str:
        """The name of the channel that the messages are for: responses can differ by it."""
        return self._name

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Takes one response, whole."""
        kept = plain(message)
        if kept:
            self.messages.append(kept)


@dataclass
class Tools:
    """What the guard works with."""

    channel: str
    record: Record
    words: Words
    reader: TextReader
    settings: Settings
    talks: Talks


@dataclass
class Turn:
    """One message, its talk, and what the guard has found out so far.

    `safe` is what the person must get even if the rest of the turn fails; `said` are the words
    that the record keeps if it fails.
    """

    tools: Tools
    talk: Talk
    message: UserMessage
    run: Run
    words: str = ""
    said: str = ""
    safe: list[Message] = field(default_factory=list)
    replayed: bool = False
    failed: bool = False

    @property
    def sender(self) -> str:
        """The conversation's id."""
        return str(self.message.sender_id)

    def new_output(self) -> Collector:
        """A place for messages, under the name of the real output channel."""
        return Collector(self.message.output_channel.name())

    def uttered(self, text: str) -> UserUttered:
        """The person's message as an event that the model did not read."""
        return UserUttered(
            text,
            intent={"name": "inform", "confidence": 1.0},
            input_channel=self.tools.channel,
            message_id=self.message.message_id,
        )

    async def to_model(
        self, text: str, asked: str | None, **more: Mapping[str, str] | list[dict[str, Any]]
    ) -> list[Message]:
        """One turn with the model; returns what it says. Raises EmptyTurn for silence.

        `more` metadata: `tap`, an answer that was tapped along with the words, and `typed`, the
        messages that the text was put together from, each with its time.
        """
        self.said = "" if more else text
        output = self.new_output()
        metadata = {"asked": asked, **more} if asked or more else None
        await self.run(
            UserMessage(
                text,
                output,
                self.sender,
                input_channel=self.tools.channel,
                message_id=self.message.message_id,
                metadata=metadata,
            )
        )
        if not output.messages:
            raise EmptyTurn
        return output.messages
