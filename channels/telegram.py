"""Telegram: switched on by FOOTWISE_TELEGRAM_TOKEN and FOOTWISE_TELEGRAM_SECRET."""

from __future__ import annotations

import hmac
import os
from collections.abc import Mapping
from typing import Any

from rasa.core.channels.channel import OutputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.files import File, Files
from channels.limits import SECONDS_A_MINUTE, Rate
from channels.messages import Message
from channels.mixin import Handler
from channels.outgoing import Offer, Offers, offer_of, split
from channels.platform import DONE, PlatformInput, Switched
from channels.sending import Api

NAME = "telegram"
API = "https://api.telegram.org"
ROUTE = "/webhooks/telegram/webhook"
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105
MOST_TEXT, MOST_CAPTION = 4096, 1024
MOST_A_SECOND = 30.0


class TelegramOutput(OutputChannel):
    """Sends to one chat. Its address is known only as long as the turn lasts."""

    def __init__(self, api: Api, offers: Offers, files: Files, chat: int, done: str) -> None:
        self._api, self._offers, self._files = api, offers, files
        self._chat, self._done = chat, done

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
            if not await self._api.call("sendMessage", json=body):
                body.pop("reply_markup", None)
                await self._api.call("sendMessage", json=body)
        if file := self._files.of(message):
            await self._send_file(recipient_id, file)

    async def _send_file(self, person: str, file: File) -> None:
        content = await self._files.content(person, file.name)
        if content is None:
            return
        method, kind = ("sendPhoto", "photo") if file.is_picture else ("sendDocument", "document")
        form = [
            ("chat_id", {"value": str(self._chat)}),
            ("caption", {"value": file.words[:MOST_CAPTION]}),
            (kind, {"value": content, "filename": file.name}),
        ]
        await self._api.call(method, form=form)


def keyboard(name: str, offer: Offer, done: str) -> dict[str, Any]:
    """The keyboard of `offer`, with ticks and a line to finish where several may be chosen."""
    rows = [
        [{"text": ("✓ " if i in offer.ticks else "") + title, "callback_data": f"{name}:{i}"}]
        for i, (title, _) in enumerate(offer.choices)
    ]
    if offer.slot is not None:
        rows.append([{"text": done, "callback_data": f"{name}:done"}])
    return {"inline_keyboard": rows}


class TelegramInput(PlatformInput):
    """The webhook: takes updates at once, and works on those of one chat in order."""

    @classmethod
    def name(cls) -> str:
        """The channel's name, in its address and in front of its conversation ids."""
        return NAME

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The webhook at ROUTE."""
        self._offers = Offers()
        self._api = telegram_api(os.environ)
        return super().blueprint(on_new_message)

    async def webhook(self, request: Request) -> HTTPResponse:
        """One update. Without the secret it is refused; one that came before is only confirmed."""
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, os.environ["FOOTWISE_TELEGRAM_SECRET"].encode()):
            return response.empty(403)
        update = request.json if isinstance(request.json, dict) else {}
        number, tap = str(update.get("update_id") or 0), update.get("callback_query")
        said = tap.get("message") if tap else update.get("message")
        if not said or said["chat"]["type"] != "private" or not self.is_new(number):
            return response.empty(200)
        person = self.person(str(said["chat"]["id"]))
        self.after_the_last(person, self._work(person, number, said, tap))
        return response.empty(200)

    async def _work(
        self, person: str, number: str, said: dict[str, Any], tap: dict[str, Any] | None
    ) -> None:
        chat = said["chat"]["id"]
        done = self.tools().words.text(DONE)
        text = str(said.get("text") or said.get("caption") or "")
        if tap:
            await self._api.call("answerCallbackQuery", json={"callback_query_id": tap["id"]})
            taken = await self._tapped(person, chat, said["message_id"], tap, done)
            if taken is None:
                return
            text = taken
        output = TelegramOutput(self._api, self._offers, self.files, chat, done)
        await self.hear(text, output, person, number)

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
            edit = {"chat_id": chat, "message_id": shown, "reply_markup": markup}
            await self._api.call("editMessageReplyMarkup", json=edit)
        return payload


def telegram_api(env: Mapping[str, str]) -> Api:
    """The bot's API, by the settings in `env`."""
    base = env.get("FOOTWISE_TELEGRAM_API") or API
    pace = Rate(MOST_A_SECOND * SECONDS_A_MINUTE, burst=MOST_A_SECOND)
    return Api("Telegram", f"{base}/bot{env['FOOTWISE_TELEGRAM_TOKEN']}/", pace)


class TelegramChannel(Switched, TelegramInput):
    """The channel that credentials.yml names; without its token it has no address."""

    needs = ("FOOTWISE_TELEGRAM_TOKEN", "FOOTWISE_TELEGRAM_SECRET")
