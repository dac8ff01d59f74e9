"""The real `web` channel on a real server, in front of a model that is made up."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
from rasa.core.channels.channel import register
from sanic import Sanic

from channels.settings import Settings
from channels.turn import Tools
from channels.web import WebChannel
from scripts.run import free_port
from tests.channels.harness import Bot, Reader

SECRET = "a secret that is long enough to be safe"
NUMBERS = itertools.count(1)


class Channel(WebChannel):
    """The channel with a reader and settings of the test's own."""

    def __init__(self, settings: Settings, reader: Reader) -> None:
        self._own = settings, reader

    def tools(self) -> Tools:
        """The real tools, but for what the test brings."""
        tools = super().tools()
        tools.settings, tools.reader = self._own
        return tools


@contextlib.asynccontextmanager
async def served(folder: Path, **settings: Any) -> AsyncIterator[tuple[httpx.AsyncClient, Bot]]:
    """A client of the server, and the bot behind it, as long as the block lasts."""
    # Sanic rewrites its own methods at start; in this mode it can do so for a second app.
    Sanic.test_mode = True
    app = Sanic(f"served_{next(NUMBERS)}", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 50_000
    # Rasa registers this one itself.
    app.add_route(lambda request: None, "/", methods=["GET"], name="hello")
    app.ctx.agent = bot = Bot(folder)
    channel = Channel(Settings(**{"secret": SECRET, "data": folder, **settings}), Reader())
    register([channel], app, route="/webhooks/")
    port = free_port()
    server = await app.create_server(
        "127.0.0.1", port, return_asyncio_server=True, access_log=False
    )
    await server.startup()
    await server.before_start()
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            yield client, bot
    finally:
        await server.before_stop()
        await server.close()
        await server.after_stop()
