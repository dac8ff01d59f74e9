"""Telegram as a small server that keeps its limits."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from channels.telegram import SECRET_HEADER, TelegramChannel
from tests.messaging.platforms.base import Call, Platform


class Telegram(Platform):
    """https://core.telegram.org/bots/api"""

    path = "/bot1:token/{method}"
    channel = TelegramChannel
    webhook: dict[str, Any] = {}

    def settings(self, base: str) -> dict[str, str]:
        names = ("TOKEN", "SECRET", "API")
        values = ("1:token", "hush", base)
        return {f"FOOTWISE_TELEGRAM_{n}": v for n, v in zip(names, values, strict=True)}

    def file(self, body: dict[str, Any]) -> Any:
        part = body.get("photo") or body.get("document")
        return (part.filename, part.file.read(), body["caption"]) if part else None

    def is_fine(self, request: web.Request, body: dict[str, Any]) -> bool:
        keys = [key["callback_data"] for key in self._keys(body)]
        fits = len(body.get("text", "x")) in range(1, 4097) and len(keys) <= 100
        return fits and all(1 <= len(key.encode()) <= 64 for key in keys)

    def keep(self, path: str, body: dict[str, Any]) -> bool:
        if path.endswith("/sendMessage"):
            return super().keep(path, body)
        if path.endswith("/setWebhook"):
            self.webhook = body
        if path.endswith("/editMessageReplyMarkup"):
            self.last = {**self.last, "reply_markup": body["reply_markup"]}
        return True

    def text(self, body: dict[str, Any]) -> str:
        return str(body["text"])

    def titles(self, body: dict[str, Any]) -> list[str]:
        return [key["text"] for key in self._keys(body)]

    def _keys(self, body: dict[str, Any]) -> list[dict[str, str]]:
        rows = body.get("reply_markup", {}).get("inline_keyboard", [])
        return [key for row in rows for key in row]

    def tap(self, number: int, title: str) -> Call:
        data = {key["text"]: key["callback_data"] for key in self._keys(self.last)}[title]
        shown = {"message_id": 7, "chat": self._chat(self.person)}
        return self._update(number, callback_query={"id": "1", "data": data, "message": shown})

    def choose(self, number: int, titles: list[str], alone: bool = False) -> list[Call]:
        taps = titles if alone else [*titles, "Done"]
        return [self.tap(number + i, title) for i, title in enumerate(taps)]

    def say(self, number: int, text: str, person: str | None = None, good: bool = True) -> Call:
        said = {"message_id": number, "chat": self._chat(person or self.person), "text": text}
        return self._update(number, good=good, message=said)

    def wordless(self, number: int) -> list[Call]:
        return [
            self._update(number + i, message={"chat": self._chat(self.person), kind: {}})
            for i, kind in enumerate(("sticker", "voice", "location", "photo"))
        ]

    def ignored(self, number: int) -> list[Call]:
        said = {"chat": self._chat(self.person), "text": "left"}
        group = {"chat": {"id": -5, "type": "group"}, "text": "left"}
        left = {"chat": self._chat(self.person), "new_chat_member": {"status": "kicked"}}
        return [
            self._update(number, edited_message=said),
            self._update(number + 1, message=group),
            self._update(number + 2, my_chat_member=left),
        ]

    def _chat(self, person: str) -> dict[str, Any]:
        return {"id": int(person), "type": "private"}

    def _update(self, number: int, good: bool = True, **update: Any) -> Call:
        headers = {SECRET_HEADER: "hush" if good else "guess", "Content-Type": "application/json"}
        return Call(json.dumps({"update_id": number, **update}).encode(), headers)
