"""SMS over real HTTP both ways, signed by Twilio's own signer; the platform keeps its limits."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import BasicAuth, web
from rasa.core.channels.channel import register
from sanic import Sanic
from twilio.request_validator import RequestValidator

from channels.numbers import chosen
from channels.outgoing import Offer
from channels.phone import ROUTE, PhoneChannel
from channels.settings import Settings
from scripts.run import free_port
from tests.channels.bot import LOCATION, Bot, Reader
from tests.channels.served import SECRET

NUMBERS = itertools.count(1)
PUBLIC = "https://foot.example"
PERSON, OWN = "whatsapp:+447700900123", "whatsapp:+447700900999"


class Platform:
    """Keeps what is sent, and refuses what Twilio would refuse."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.trouble: list[int] = []

    async def take(self, request: web.Request) -> web.Response:
        body = await request.post()
        if self.trouble:
            return web.json_response({"code": 20429}, status=self.trouble.pop(0))
        login = request.headers.get("Authorization") == BasicAuth("AC1", "token").encode()
        text = str(body["Body"])
        if not login or (body["To"], body["From"]) != (PERSON, OWN) or not 0 < len(text) <= 1600:
            return web.json_response({"code": 21617}, status=400)
        self.texts.append(text)
        return web.json_response({"sid": "SM"}, status=201)


class Phone:
    """The webhook's caller: signs, and waits until all is worked off."""

    def __init__(self, client: httpx.AsyncClient, channel: PhoneChannel) -> None:
        self._client, self._channel = client, channel

    async def say(self, number: int, text: str, token: str = "token") -> int:  # noqa: S107
        form = {"MessageSid": f"SM{number}", "From": PERSON, "To": OWN, "Body": text}
        signature = RequestValidator(token).compute_signature(PUBLIC + ROUTE, form)
        answer = await self._client.post(
            ROUTE, data=form, headers={"X-Twilio-Signature": signature}
        )
        while self._channel._last:
            await asyncio.wait(list(self._channel._last.values()))
            await asyncio.sleep(0)
        return answer.status_code


@contextlib.asynccontextmanager
async def served(
    folder: Path, patch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Phone, Platform, Bot]]:
    platform, port, own = Platform(), free_port(), free_port()
    api = web.Application()
    api.router.add_post("/2010-04-01/Accounts/AC1/Messages.json", platform.take)
    runner = web.AppRunner(api)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    patch.setenv("FOOTWISE_TWILIO_ACCOUNT", "AC1")
    patch.setenv("FOOTWISE_TWILIO_TOKEN", "token")
    patch.setenv("FOOTWISE_PUBLIC_URL", PUBLIC)
    patch.setenv("FOOTWISE_TWILIO_API", f"http://127.0.0.1:{port}")
    Sanic.test_mode = True
    app = Sanic(f"phone_{next(NUMBERS)}", configure_logging=False)
    app.ctx.agent = bot = Bot(folder)
    channel = PhoneChannel()
    channel.tools().settings = Settings(secret=SECRET, data=folder)
    channel.tools().reader = Reader()
    register([channel], app, route="/webhooks/")
    server = await app.create_server("127.0.0.1", own, return_asyncio_server=True)
    await server.startup()
    await server.before_start()
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{own}") as client:
            bot.sets = {"consent": "yes"}
            yield Phone(client, channel), platform, bot
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


def test_signed_once_and_answered_by_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk(phone: Phone, platform: Platform, bot: Bot) -> None:
        assert await phone.say(1, "/start", token="wrong") == 403
        for _ in range(3):
            assert await phone.say(2, "/start") == 204
        assert len(platform.texts) == 1
        assert "1 Yes\n2 No" in platform.texts[0]

        async def where(_message: object) -> list[dict[str, Any]]:
            return [LOCATION]

        bot.model = where
        platform.trouble = [500, 429]
        await phone.say(3, "hello")
        assert platform.texts[-1].count("\n1 Arch\n2 Calf\n3 Ball\n") == 1
        await phone.say(4, "1 and 2")
        assert bot.heard[-1].text == '/inform{"location": ["arch", "calf"]}'
        assert not any("4477" in heard.sender_id for heard in bot.heard)
        await phone.say(5, "")
        assert "no words" in platform.texts[-2]

    run(tmp_path, monkeypatch, talk)


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("1", "/inform-a"),
        ("1, 2", '/inform{"signs": ["a", "b"]}'),
        ("2 and 3", '/inform{"signs": ["b"]}'),
        ("3.", "/inform-none"),
        ("4", None),
        ("0", None),
        ("1 and my chest hurts", None),
    ],
)
def test_numbers_choose_only_what_was_offered(text: str, payload: str | None) -> None:
    choices = [("A", "/inform-a"), ("B", "/inform-b"), ("None", "/inform-none")]
    assert chosen(text, Offer("p", choices, "signs", ["a", "b", "none"])) == payload
