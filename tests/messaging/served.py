"""A platform's channel on a real server, between a person on that platform and a made-up model."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from aiohttp import web
from rasa.core.channels.channel import register
from sanic import Sanic

from channels import sending
from channels.platform import Switched
from channels.settings import Settings
from scripts.run import free_port
from tests.channels.bot import Bot, Reader
from tests.channels.served import SECRET
from tests.messaging.platforms import Call, Platform

NUMBERS = itertools.count(1)
WAIT_S = 0.05


@dataclass
class Place:
    """All that one test has: the platform, the model, and the way from one to the other."""

    platform: Platform
    bot: Bot
    channel: Switched
    client: httpx.AsyncClient
    runner: web.AppRunner
    port: int

    async def post(self, call: Call) -> int:
        """The webhook's status, at once."""
        answer = await self.client.post(self.route, content=call.body, headers=call.headers)
        return answer.status_code

    async def send(self, *calls: Call) -> None:
        """Sends `calls` one after the other, and waits until all is worked off."""
        for call in calls:
            assert await self.post(call) == self.platform.taken
        await self.settle()

    async def settle(self) -> None:
        while self.channel._last:
            await asyncio.wait(list(self.channel._last.values()))
            await asyncio.sleep(0)

    async def open(self) -> None:
        """The platform comes within reach."""
        await web.TCPSite(self.runner, "127.0.0.1", self.port).start()

    @property
    def route(self) -> str:
        return f"/webhooks/{self.channel.name()}/webhook"


Talk = Callable[[Place], Awaitable[None]]


@contextlib.asynccontextmanager
async def served(
    platform: Platform, folder: Path, patch: pytest.MonkeyPatch
) -> AsyncIterator[Place]:
    """The server, while the platform is still out of reach."""
    port, own = free_port(), free_port()
    api = web.Application()
    api.router.add_post(platform.path, platform.take)
    runner = web.AppRunner(api)
    await runner.setup()
    for name, value in platform.settings(f"http://127.0.0.1:{port}").items():
        patch.setenv(name, value)
    patch.setattr(sending, "FIRST_WAIT_S", WAIT_S)
    Sanic.test_mode = True
    app = Sanic(f"messaging_{next(NUMBERS)}", configure_logging=False)
    app.ctx.agent = bot = Bot(folder)
    channel = platform.channel()
    channel.tools().settings = Settings(secret=SECRET, data=folder)
    channel.tools().reader = Reader()
    register([channel], app, route="/webhooks/")
    server = await app.create_server("127.0.0.1", own, return_asyncio_server=True)
    await server.startup()
    await server.before_start()
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{own}") as client:
            bot.sets = {"consent": "yes"}
            yield Place(platform, bot, channel, client, runner, port)
    finally:
        await server.before_stop()
        await server.close()
        await server.after_stop()
        await runner.cleanup()


def run(platform: Platform, folder: Path, patch: pytest.MonkeyPatch, talk: Talk) -> None:
    """Plays `talk` with the platform within reach and message 1, the hello, behind it."""

    async def whole() -> None:
        async with served(platform, folder, patch) as place:
            await place.open()
            await place.send(platform.say(1, "/start"))
            await talk(place)

    asyncio.run(whole())
