"""What puts the guard before a channel of Rasa."""

from __future__ import annotations

import asyncio
import copy
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic

from channels.action_answers import check_answers
from channels.guard import Guard
from channels.privacy import keep_clean
from channels.quiet_logs import keep_errors_quiet
from channels.record import Record
from channels.settings import Settings
from channels.talk import Talks
from channels.text import RejectedSender, checked_sender
from channels.turn import TextReader, Tools
from channels.words import Words

logger = logging.getLogger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]


class LazyReader:
    """The reader of nlu/, loaded when the server starts."""

    def __init__(self) -> None:
        self._reader: TextReader | None = None

    def read(self, text: str, asked: str | None) -> Any:
        """What `text` says, as an answer to slot `asked`."""
        if self._reader is None:
            from nlu.reader import shared_reader

            self._reader = shared_reader()
        return self._reader.read(text, asked)


class Guarded(InputChannel):
    """A mixin, to stand before a channel's class: `class Ours(Guarded, RestInput)`.

    Every message that the channel takes in goes through the guard, whatever its blueprint does.
    """

    app: Sanic | None = None

    @property
    def guard(self) -> Guard:
        """The guard of this channel."""
        if not hasattr(self, "_guard"):
            self._guard = Guard(self.tools())
        return self._guard

    def tools(self) -> Tools:
        """What the guard works with; tests put their own in."""
        record = Record(lambda: getattr(self.app.ctx, "agent", None) if self.app else None)
        settings = Settings.from_environment()
        words = Words(lambda: record.responses)
        talks = Talks(settings.most_talks, settings.idle_s)
        return Tools(self.name(), record, words, LazyReader(), settings, talks)

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The channel's own blueprint, with the guard before its messages."""

        async def guarded(message: UserMessage) -> None:
            await self.take(message, on_new_message)

        check_answers()
        keep_errors_quiet()
        blueprint: Blueprint = super().blueprint(guarded)
        blueprint.listener("before_server_start")(self._start)
        blueprint.listener("before_server_stop")(self._stop)
        return blueprint

    async def take(self, message: UserMessage, on_new_message: Handler) -> None:
        """Answers one message through its own output channel; a bad sender gets nothing.

        The turn is finished even if the person goes away before its end.
        """
        try:
            message.sender_id = checked_sender(message.sender_id, self.name())
        except RejectedSender as error:
            logger.error("A message was refused: %s", error)
            return
        turn = asyncio.ensure_future(self.guard.answer(message, on_new_message))
        for answer in await asyncio.shield(turn):
            await message.output_channel.send_response(message.sender_id, copy.deepcopy(answer))

    async def _start(self, app: Sanic, _loop: object) -> None:
        self.app = app
        self.guard.warm_up()
        self._cleaning = asyncio.ensure_future(keep_clean(self.tools()))

    async def _stop(self, _app: Sanic, _loop: object) -> None:
        self._cleaning.cancel()
