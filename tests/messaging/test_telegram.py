"""Telegram over real HTTP both ways; the platform is a small server that keeps its limits."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import web
from rasa.core.channels.channel import register
from sanic import Sanic

from channels.outgoing import split
from channels.settings import Settings
from channels.telegram import SECRET_HEADER, TelegramChannel
from scripts.run import free_port
from tests.channels.bot import LOCATION, Bot, Reader
from tests.channels.served import SECRET

NUMBERS = itertools.count(1)
CHAT = 4815162342


class Platform:
    """Keeps what bots send, and refuses what Telegram would refuse."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.trouble: list[int] = []

    async def take(self, request: web.Request) -> web.Response:
        body, method = await request.json(), request.match_info["method"]
        if self.trouble:
            status = self.trouble.pop(0)
            more = {"parameters": {"retry_after": 0}}
            return web.json_response({"ok": False, **more}, status=status)
        rows = body.get("reply_markup", {}).get("inline_keyboard", [])
        keys = [key["callback_data"] for row in rows for key in row]
        fits = len(body.get("text", "x")) in range(1, 4097) and len(keys) <= 100
        if not fits or not all(1 <= len(key.encode()) <= 64 for key in keys):
            return web.json_response({"ok": False}, status=400)
        self.sent.append((method, body))
        return web.json_response({"ok": True})

    def texts(self) -> list[str]:
        return [body["text"] for method, body in self.sent if method == "sendMessage"]


class Phone:
    """The webhook's caller: signs with the secret, waits until all is worked off."""

    def __init__(self, client: httpx.AsyncClient, channel: TelegramChannel) -> None:
        self._client, self._channel = client, channel

    async def post(self, update: dict[str, Any], secret: str = "hush") -> int:  # noqa: S107
        answer = await self._client.post(
            "/webhooks/telegram/webhook", json=update, headers={SECRET_HEADER: secret}
        )
        return answer.status_code

    async def say(self, number: int, **said: Any) -> None:
        assert await self.post(update(number, **said)) == 200
        await self.settle()

    async def tap(self, number: int, data: str) -> None:
        shown = {"message_id": 7, "chat": {"id": CHAT, "type": "private"}}
        tap = {"id": "1", "data": data, "message": shown}
        assert await self.post({"update_id": number, "callback_query": tap}) == 200
        await self.settle()

    async def settle(self) -> None:
        while self._channel._last:
            await asyncio.wait(list(self._channel._last.values()))
            await asyncio.sleep(0)


def update(number: int, **said: Any) -> dict[str, Any]:
    chat = {"id": CHAT, "type": "private"}
    return {"update_id": number, "message": {"message_id": number, "chat": chat, **said}}


@contextlib.asynccontextmanager
async def served(
    folder: Path, patch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Phone, Platform, Bot]]:
    platform, port, own = Platform(), free_port(), free_port()
    api = web.Application()
    api.router.add_post("/bot1:token/{method}", platform.take)
    runner = web.AppRunner(api)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    patch.setenv("FOOTWISE_TELEGRAM_TOKEN", "1:token")
    patch.setenv("FOOTWISE_TELEGRAM_SECRET", "hush")
    patch.setenv("FOOTWISE_TELEGRAM_API", f"http://127.0.0.1:{port}")
    Sanic.test_mode = True
    app = Sanic(f"telegram_{next(NUMBERS)}", configure_logging=False)
    app.ctx.agent = bot = Bot(folder)
    channel = TelegramChannel()
    channel.tools().settings = Settings(secret=SECRET, data=folder)
    channel.tools().reader = Reader()
    register([channel], app, route="/webhooks/")
    server = await app.create_server("127.0.0.1", own, return_asyncio_server=True)
    await server.startup()
    await server.before_start()
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{own}") as client:
            phone = Phone(client, channel)
            bot.sets = {"consent": "yes"}
            await phone.say(1, text="/start")
            yield phone, platform, bot
    finally:
        await server.before_stop()
        await server.close()
        await server.after_stop()
        await runner.cleanup()


def run(folder: Path, patch: pytest.MonkeyPatch, talk: Any) -> None:
    async def whole() -> None:
        async with served(folder, patch) as (phone, platform, bot):
            await talk(phone, platform, bot)

    asyncio.run(whole())


def test_a_wrong_secret_and_a_replay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def talk(phone: Phone, platform: Platform, bot: Bot) -> None:
        assert await phone.post(update(2, text="left"), secret="no") == 403
        for _ in range(3):
            await phone.say(3, text="left")
        assert platform.texts() == ["Please tell me consent.", "Please tell me side."]
        assert [str(CHAT) in heard.sender_id for heard in bot.heard] == [False, False]

    run(tmp_path, monkeypatch, talk)


def test_ticks_are_sent_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def talk(phone: Phone, platform: Platform, bot: Bot) -> None:
        async def where(_message: object) -> list[dict[str, Any]]:
            return [LOCATION]

        bot.model = where
        await phone.say(2, text="hello")
        rows = platform.sent[-1][1]["reply_markup"]["inline_keyboard"]
        keys = [row[0]["callback_data"] for row in rows]
        for number, key in enumerate([keys[0], keys[1], keys[-1]], 3):
            await phone.tap(number, key)
        assert bot.heard[-1].text == '/inform{"location": ["arch", "calf"]}'
        edited = [body for method, body in platform.sent if method == "editMessageReplyMarkup"]
        assert edited[-1]["reply_markup"]["inline_keyboard"][1][0]["text"] == "✓ Calf"

    run(tmp_path, monkeypatch, talk)


def test_trouble_at_the_platform_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk(phone: Phone, platform: Platform, _bot: Bot) -> None:
        platform.trouble = [500, 429]
        await phone.say(2, text="left")
        assert platform.texts()[1:] == ["Please tell me side."]

    run(tmp_path, monkeypatch, talk)


@pytest.mark.parametrize("said", [{"sticker": {}}, {"voice": {}}, {"location": {}}])
def test_what_has_no_words_gets_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: dict[str, Any]
) -> None:
    async def talk(phone: Phone, platform: Platform, _bot: Bot) -> None:
        await phone.say(2, **said)
        assert "no words" in platform.texts()[1]
        assert await phone.post({"update_id": 3, "my_chat_member": {}}) == 200

    run(tmp_path, monkeypatch, talk)


def test_long_text_is_cut_between_sentences() -> None:
    text = "One two three. " * 400
    parts = split(text, 4096)
    assert " ".join(parts) == text.strip()
    assert all(part.endswith(".") and len(part) <= 4096 for part in parts)
