"""A talk with the real guard, record and store, in front of a model and a reader that are made up.

No TensorFlow, no server: a turn takes milliseconds.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage

from channels.guard import OPENING, Guard, Opening
from channels.history import transcript
from channels.messages import Message, last_question, slot_of
from channels.record import Record
from channels.settings import Settings
from channels.talk import Talks
from channels.turn import Collector, Tools
from channels.words import Words, own_responses
from tests.channels.bot import (
    CONSENT,
    LOCATION,
    SECONDS_AN_HOUR,
    SIDE,
    Bot,
    Reader,
    Reading,
    question,
)

__all__ = [
    "CONSENT",
    "LOCATION",
    "SIDE",
    "Bot",
    "Reader",
    "Reading",
    "Talk",
    "asked",
    "question",
    "texts",
    "words_of",
]


class Talk:
    """One person's talk with the guard."""

    numbers = itertools.count(1)

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.bot = Bot(folder)
        self.reader = Reader()
        self.sender = f"web:{next(self.numbers)}"
        self.settings = Settings(**{"data": folder, **settings})
        self.restart()

    def restart(self) -> None:
        """A fresh server process: the guard remembers nothing, the store stays."""
        record = Record(lambda: self.bot)
        self.tools = Tools(
            "web",
            record,
            Words(lambda: record.responses),
            self.reader,
            self.settings,
            Talks(self.settings.most_talks, self.settings.idle_s),
        )
        self.guard = Guard(self.tools)

    async def open(self, consent: bool = True) -> list[Message]:
        """Begins; with `consent`, also gives it."""
        messages = await self.guard.answer(
            Opening(OPENING, Collector("web"), self.sender), self.bot.handle_message
        )
        if consent:
            self.bot.sets = {"consent": "yes"}
            messages = await self.say('/inform{"consent": "yes"}')
        return messages

    async def say(self, text: str, message_id: str | None = None) -> list[Message]:
        """Sends one message; returns what the person gets."""
        message = UserMessage(
            text, Collector("web"), self.sender, message_id=message_id, metadata={"by": "client"}
        )
        return await self.guard.answer(message, self.bot.handle_message)

    @property
    def last_heard(self) -> UserMessage:
        """The last message that reached the model."""
        return self.bot.heard[-1]

    async def slot(self, name: str) -> Any:
        """A slot as the store has it."""
        return (await self.tools.record.view(self.sender)).slots.get(name)

    async def history(self) -> list[tuple[str, str]]:
        """Who said what, as a page that is reloaded gets it."""
        kept = self.tools.talks.of(self.sender).kept
        events = await self.tools.record.events(self.sender)
        return [(m["from"], m.get("text", "")) for m in transcript(events, OPENING, kept)]

    async def grow_old(self, hours: float) -> None:
        """Lets time pass, in the store and in the guard's memory of it."""
        tracker = await self.bot.store.retrieve_full_tracker(self.sender)
        assert tracker is not None
        with self.bot.store.engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE events SET timestamp = timestamp - ?1, data = json_set(data, "
                "'$.timestamp', json_extract(data, '$.timestamp') - ?1) WHERE sender_id = ?2",
                (hours * SECONDS_AN_HOUR, self.sender),
            )


def asked(messages: list[Message]) -> str | None:
    """The slot that these messages ask for last."""
    return slot_of(last_question(messages))


def texts(messages: list[Message]) -> str:
    """All words of these messages."""
    return "\n".join(message.get("text", "") for message in messages)


def words_of(name: str) -> str:
    """The beginning of a response of the guard, up to its first placeholder."""
    return str(own_responses()[name][0]["text"]).split("{")[0].strip()
