"""Telegram: switched on by FOOTWISE_TELEGRAM_TOKEN and FOOTWISE_TELEGRAM_SECRET."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import os
from collections import OrderedDict
from typing import Any

import aiohttp
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.guard import OPENING, Opening
from channels.messages import Message
from channels.mixin import Guarded, Handler
from channels.outgoing import Offer, Offers, offer_of, split
from channels.settings import BadSetting
from channels.tokens import signing_key

logger = logging.getLogger(__name__)

NAME = "telegram"
API = "https://api.telegram.org"
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105
DONE = "utter_guard_done"
MOST_TEXT = 4096
TRIES = 5
FIRST_WAIT_S = 0.5
FINE, REFUSED, TOO_FAST = range(200, 300), range(400, 500), 429
TIMEOUT_S = 10.0
MOST_SEEN = 10_000


class Api:
    """Calls to the bot API, each tried again while the platform is busy or away."""

    def __init__(self, token: str, base: str) -> None:
        self._base = f"{base}/bot{token}/"

    async def call(self, method: str, **body: Any) -> bool:
        """Whether the platform took it. A refusal, such as of a person who left, is final."""
        wait = FIRST_WAIT_S
        for _ in range(TRIES):
            try:
                status, wait = await self._post(method, body, wait)
            except (aiohttp.ClientError, asyncio.TimeoutError) as error:
                logger.warning("Telegram is out of reach: %s", type(error).__name__)
            else:
                if status in FINE:
                    return True
                if status in REFUSED and status != TOO_FAST:
                    logger.error("Telegram refused %s: %d", method, status)
                    return False
            await asyncio.sleep(wait)
            wait *= 2
        logger.error("Telegram did not take %s", method)
        return False

    async def _post(self, method: str, body: dict[str, Any], wait: float) -> tuple[int, float]:
        """The status, and the seconds to wait before another try."""
        limit = aiohttp.ClientTimeout(TIMEOUT_S)
        async with (
            aiohttp.ClientSession(timeout=limit) as client,
            client.post(self._base + method, json=body) as answer,
        ):
            if answer.status == TOO_FAST:
                told = (await answer.json()).get("parameters", {}).get("retry_after", 0)
                wait = max(wait, float(told))
            return answer.status, wait


class TelegramOutput(OutputChannel):
    """Sends to one chat. Its address is known only as long as the turn lasts."""

    def __init__(self, api: Api, offers: Offers, chat: int, done: str) -> None:
        self._api, self._offers, self._chat, self._done = api, offers, chat, done

    @classmethod
    def name(cls) -> str:
        """The name that responses can differ by."""
        return NAME

    async def send_response(self, recipient_id: str, message: Message) -> None:
        """One message: all its text first, the choices under its last part."""
        parts = split(str(message.get("text") or ""), MOST_TEXT)
        offer = offer_of(message, recipient_id)
        for number, part in enumerate(parts, 1):
            body: dict[str, Any] = {"chat_id": self._chat, "text": part}
            if offer and number == len(parts):
                body["reply_markup"] = keyboard(self._offers.add(offer), offer, self._done)
            if not await self._api.call("sendMessage", **body):
                body.pop("reply_markup", None)
                await self._api.call("sendMessage", **body)


def keyboard(name: str, offer: Offer, done: str) -> dict[str, Any]:
    """The keyboard of `offer`, with ticks and a line to finish where several may be chosen."""
    rows = [
        [{"text": ("✓ " if i in offer.ticks else "") + title, "callback_data": f"{name}:{i}"}]
        for i, (title, _) in enumerate(offer.choices)
    ]
    if offer.slot is not None:
        rows.append([{"text": done, "callback_data": f"{name}:done"}])
    return {"inline_keyboard": rows}


class TelegramInput(InputChannel):
    """The webhook: takes updates at once, and works on those of one chat in order."""

    @classmethod
    def name(cls) -> str:
        """The channel's name, in its address and in front of its conversation ids."""
        return NAME

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The one route, /webhooks/telegram/webhook."""
        self._handle = on_new_message
        self._offers, self._seen = Offers(), OrderedDict[int, None]()
        self._last: dict[str, asyncio.Task[None]] = {}
        self._api = Api(
            os.environ["FOOTWISE_TELEGRAM_TOKEN"], os.environ.get("FOOTWISE_TELEGRAM_API") or API
        )
        blueprint = Blueprint("footwise_telegram")

        async def webhook(request: Request) -> HTTPResponse:
            return await self.webhook(request)

        async def finish(_app: Sanic, _loop: object) -> None:
            await self._finish()

        blueprint.add_route(webhook, "/webhook", methods=["POST"])
        blueprint.listener("before_server_stop")(finish)
        return blueprint

    async def webhook(self, request: Request) -> HTTPResponse:
        """One update. Without the secret it is refused; one that came before is only confirmed."""
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, os.environ["FOOTWISE_TELEGRAM_SECRET"].encode()):
            return response.empty(403)
        update = request.json if isinstance(request.json, dict) else {}
        number, tap = int(update.get("update_id") or 0), update.get("callback_query")
        said = tap.get("message") if tap else update.get("message")
        if not said or said["chat"]["type"] != "private" or number in self._seen:
            return response.empty(200)
        self._seen[number] = None
        while len(self._seen) > MOST_SEEN:
            self._seen.popitem(last=False)
        chat = said["chat"]["id"]
        person = self._person(chat)
        before = self._last.get(person)
        task = asyncio.ensure_future(self._work(before, person, chat, number, said, tap))
        self._last[person] = task
        task.add_done_callback(lambda done: self._forget(person, done))
        return response.empty(200)

    def _person(self, chat: int) -> str:
        key = signing_key(self.tools().settings).encode()
        return f"{NAME}:{hmac.new(key, f'{NAME}:{chat}'.encode(), hashlib.sha256).hexdigest()}"

    def _forget(self, person: str, done: asyncio.Task[None]) -> None:
        if self._last.get(person) is done:
            del self._last[person]
        if not done.cancelled() and done.exception():
            logger.error("An update failed: %s", type(done.exception()).__name__)

    async def _work(
        self, before: asyncio.Task[None] | None, person: str, chat: int, number: int,
        said: dict[str, Any], tap: dict[str, Any] | None,
    ) -> None:  # fmt: skip
        if before:
            await asyncio.wait([before])
        done = self.tools().words.text(DONE)
        text = str(said.get("text") or said.get("caption") or "")
        if tap:
            await self._api.call("answerCallbackQuery", callback_query_id=tap["id"])
            taken = await self._tapped(person, chat, said["message_id"], tap, done)
            if taken is None:
                return
            text = taken
        kind = Opening if text == "/start" else UserMessage
        output = TelegramOutput(self._api, self._offers, chat, done)
        await self._handle(
            kind(
                OPENING if kind is Opening else text,
                output,
                person,
                input_channel=NAME,
                message_id=f"{NAME}-{number}",
            )
        )

    async def _tapped(
        self, person: str, chat: int, shown: int, tap: dict[str, Any], done: str
    ) -> str | None:
        """The payload of a tap; empty, which asks again, for one too old; None for a tick."""
        name, _, choice = str(tap.get("data")).partition(":")
        offer = self._offers.find(name, person)
        if offer is None:
            return ""
        if choice == "done":
            return offer.done() or ""
        payload = offer.tap(int(choice))
        if payload is None:
            markup = keyboard(name, offer, done)
            await self._api.call(
                "editMessageReplyMarkup", chat_id=chat, message_id=shown, reply_markup=markup
            )
        return payload

    async def _finish(self) -> None:
        """What was confirmed is answered before the server ends."""
        if self._last:
            await asyncio.wait(list(self._last.values()), timeout=TIMEOUT_S)


class TelegramChannel(Guarded, TelegramInput):
    """The channel that credentials.yml names; without its token it has no address."""

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The guarded webhook. Raises BadSetting for a token without a secret."""
        if not os.environ.get("FOOTWISE_TELEGRAM_TOKEN"):
            return Blueprint("footwise_telegram")
        if not os.environ.get("FOOTWISE_TELEGRAM_SECRET"):
            raise BadSetting("FOOTWISE_TELEGRAM_SECRET must be set beside FOOTWISE_TELEGRAM_TOKEN")
        return super().blueprint(on_new_message)

    def tools(self) -> Any:
        """One set of tools for guard and webhook."""
        if not hasattr(self, "_tools"):
            self._tools = super().tools()
        return self._tools
