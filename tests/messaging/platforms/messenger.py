"""Facebook Messenger as a small server that keeps its limits."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from aiohttp import web

from channels.messenger import MessengerChannel
from tests.messaging.platforms.base import Call, Platform


class Messenger(Platform):
    """https://developers.facebook.com/docs/messenger-platform"""

    path = "/me/{method}"
    channel = MessengerChannel

    def settings(self, base: str) -> dict[str, str]:
        names = ("TOKEN", "SECRET", "VERIFY", "API")
        values = ("page", "hush", "check", base)
        return {f"FOOTWISE_MESSENGER_{n}": v for n, v in zip(names, values, strict=True)}

    def file(self, body: dict[str, Any]) -> Any:
        attached = body["message"].get("attachment")
        return attached and attached["payload"]["url"]

    def is_fine(self, request: web.Request, body: dict[str, Any]) -> bool:
        replies = body["message"].get("quick_replies", [])
        login = request.query.get("access_token") == "page"
        kind = body["messaging_type"] == "RESPONSE" and body["recipient"].keys() == {"id"}
        fits = 0 < len(body["message"]["text"]) <= 2000 and len(replies) <= 13
        short = all(0 < len(r["title"]) <= 20 and 0 < len(r["payload"]) <= 1000 for r in replies)
        return login and kind and fits and short

    def text(self, body: dict[str, Any]) -> str:
        return str(body["message"]["text"])

    def titles(self, body: dict[str, Any]) -> list[str]:
        return [reply["title"] for reply in body["message"].get("quick_replies", [])]

    def tap(self, number: int, title: str) -> Call:
        replies = {r["title"]: r for r in self.last["message"]["quick_replies"]}
        reply = replies.get(title) or replies[self.number_of(title)]
        said = {"text": reply["title"], "quick_reply": {"payload": reply["payload"]}}
        return self._batch(self._event(number, message=said))

    def say(self, number: int, text: str, person: str | None = None, good: bool = True) -> Call:
        return self._batch(self._event(number, person, message={"text": text}), good=good)

    def wordless(self, number: int) -> list[Call]:
        kinds = ("audio", "image", "location")
        return [
            self._batch(self._event(number + i, message={"attachments": [{"type": kind}]}))
            for i, kind in enumerate(kinds)
        ]

    def ignored(self, number: int) -> list[Call]:
        echo = self._event(number, message={"text": "left", "is_echo": True})
        edit = {"sender": {"id": self.person}, "message_edit": {"mid": "m1", "text": "left"}}
        seen = {"sender": {"id": self.person}, "read": {"watermark": 1}}
        return [self._batch(echo), self._batch(edit), self._batch(seen)]

    def both(self, first: int, second: int) -> Call:
        """A batch of two messages."""
        said = [self._event(n, message={"text": f"word {n}"}) for n in (first, second)]
        return self._batch(*said)

    def _event(self, number: int, person: str | None = None, **event: Any) -> dict[str, Any]:
        marked = {key: {**value, "mid": f"m{number}"} for key, value in event.items()}
        return {"sender": {"id": person or self.person}, "recipient": {"id": "page"}, **marked}

    def _batch(self, *events: dict[str, Any], good: bool = True) -> Call:
        body = json.dumps({"object": "page", "entry": [{"messaging": events}]}).encode()
        key = b"hush" if good else b"guess"
        signature = hmac.new(key, body, hashlib.sha256).hexdigest()
        return Call(body, {"X-Hub-Signature-256": f"sha256={signature}"})
