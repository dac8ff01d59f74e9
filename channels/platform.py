"""What the messaging platforms share: taken at once, dropped if known, worked off in order."""

from __future__ import annotations

import abc
import asyncio
import hashlib
import hmac
import logging
import os
from collections import OrderedDict
from collections.abc import Coroutine
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.files import Files
from channels.guard import OPENING, Opening
from channels.messages import Message
from channels.mixin import Guarded, Handler
from channels.sending import TIMEOUT_S
from channels.settings import BadSetting
from channels.tokens import signing_key

logger = logging.getLogger(__name__)

DONE = "utter_guard_done"
MOST_SEEN = 10_000
Work = Coroutine[Any, Any, None]


class PlatformInput(InputChannel):
    """A webhook whose answers are sent later, through the platform's API."""

    methods: tuple[str, ...] = ("POST",)

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes below /webhooks/NAME: `webhook`, and `file` for what Files gives links to."""
        self._handle = on_new_message
        self.files = Files(self.tools, f"/webhooks/{self.name()}/file")
        self._seen = OrderedDict[str, None]()
        self._last: dict[str, asyncio.Task[None]] = {}
        blueprint = Blueprint(f"footwise_{self.name()}")

        async def webhook(request: Request) -> HTTPResponse:
            return await self.webhook(request)

        async def file(_request: Request, token: str, name: str) -> HTTPResponse:
            return await self.files.answer(token)

        async def finish(_app: Sanic, _loop: object) -> None:
            """What was confirmed is answered before the server ends."""
            if self._last:
                await asyncio.wait(list(self._last.values()), timeout=TIMEOUT_S)

        blueprint.add_route(webhook, "/webhook", methods=self.methods)
        blueprint.add_route(file, "/file/<token:str>/<name:str>", methods=["GET"])
        blueprint.listener("before_server_stop")(finish)
        return blueprint

    @abc.abstractmethod
    async def webhook(self, request: Request) -> HTTPResponse:
        """Refuses `request` if the platform did not send it; else takes what it holds."""

    def person(self, address: str) -> str:
        """The conversation id of `address`, from which nobody can tell the address."""
        return f"{self.name()}:{self._hash(address)}"

    def _hash(self, text: str) -> str:
        key = signing_key(self.tools().settings).encode()
        return hmac.new(key, f"{self.name()}:{text}".encode(), hashlib.sha256).hexdigest()

    def is_new(self, number: str) -> bool:
        """Whether the message `number` has not come before, as far as this process knows."""
        if number in self._seen:
            return False
        self._seen[number] = None
        while len(self._seen) > MOST_SEEN:
            self._seen.popitem(last=False)
        return True

    def after_the_last(self, person: str, work: Work) -> None:
        """Does `work` as soon as everything before it of the same person is done."""
        task = asyncio.ensure_future(_in_turn(self._last.get(person), work))
        self._last[person] = task
        task.add_done_callback(lambda done: self._forget(person, done))

    async def hear(self, text: str, output: OutputChannel, person: str, number: str) -> None:
        """Hands the words of message `number` to the guard, the first of a talk as its opening.

        A message that came before the last restart, or to another server, has its answer already.
        """
        if not await self.tools().record.first_time(self._hash(f"message {number}")):
            return
        kind = Opening if text == "/start" else UserMessage
        said = OPENING if kind is Opening else text
        await self._handle(
            kind(
                said,
                output,
                person,
                input_channel=self.name(),
                message_id=f"{self.name()}-{number}",
            )
        )

    def _forget(self, person: str, done: asyncio.Task[None]) -> None:
        if self._last.get(person) is done:
            del self._last[person]
        if not done.cancelled() and done.exception():
            logger.error("An update failed: %s", type(done.exception()).__name__)


class PlatformOutput(OutputChannel):
    """Sends to one person. Their address is known only as long as the turn lasts."""

    def __init__(self, channel: Any, *address: str) -> None:
        """`channel` sends by its method `send`: the conversation, the address, the message."""
        self._channel, self._address = channel, address

    def name(self) -> str:
        """The name that responses can differ by."""
        return str(self._channel.name())

    async def send_response(self, recipient_id: str, message: Message) -> None:
        """One message of the guard."""
        await self._channel.send(recipient_id, *self._address, message)


async def _in_turn(before: asyncio.Task[None] | None, work: Work) -> None:
    if before:
        await asyncio.wait([before])
    await work


class Switched(Guarded):
    """A mixin for channels that have no address until their settings are there.

    `needs` names the variables; the first one switches the channel on.
    """

    needs: tuple[str, ...]

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The guarded webhook. Raises BadSetting if only the first of the settings is there."""
        first, *others = self.needs
        if not os.environ.get(first):
            return Blueprint(f"footwise_{self.name()}")
        for other in others:
            if not os.environ.get(other):
                raise BadSetting(f"{other} must be set beside {first}")
        return super().blueprint(on_new_message)

    def tools(self) -> Any:
        """One set of tools for guard and webhook."""
        if not hasattr(self, "_tools"):
            self._tools = super().tools()
        return self._tools
