"""Twilio as a small server that keeps its limits."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from aiohttp import BasicAuth, web
from twilio.request_validator import RequestValidator

from channels.phone import ROUTE, PhoneChannel
from tests.messaging.platforms.base import Call, Platform


class Twilio(Platform):
    """https://www.twilio.com/docs/messaging/api"""

    path = "/2010-04-01/Accounts/AC1/{method}"
    taken = 204
    channel = PhoneChannel
    public, own = "https://foot.example", "whatsapp:+447700900999"

    def settings(self, base: str) -> dict[str, str]:
        return {
            "FOOTWISE_TWILIO_ACCOUNT": "AC1",
            "FOOTWISE_TWILIO_TOKEN": "token",
            "FOOTWISE_TWILIO_API": base,
            "FOOTWISE_PUBLIC_URL": self.public,
        }

    def file(self, body: dict[str, Any]) -> Any:
        return body.get("MediaUrl")

    def is_fine(self, request: web.Request, body: dict[str, Any]) -> bool:
        login = request.headers.get("Authorization") == BasicAuth("AC1", "token").encode()
        known = body["To"].startswith("whatsapp:+44") and body["From"] == self.own
        return login and known and 0 < len(body["Body"]) <= 1600

    def text(self, body: dict[str, Any]) -> str:
        return str(body["Body"])

    def titles(self, body: dict[str, Any]) -> list[str]:
        return []

    def say(self, number: int, text: str, person: str | None = None, good: bool = True) -> Call:
        form = {"MessageSid": f"SM{number}", "Body": text, "To": self.own}
        form["From"] = f"whatsapp:+{person or self.person}"
        signer = RequestValidator("token" if good else "guess")
        signature = signer.compute_signature(self.public + ROUTE, form)
        kind = "application/x-www-form-urlencoded"
        return Call(
            urlencode(form).encode(), {"X-Twilio-Signature": signature, "Content-Type": kind}
        )

    def wordless(self, number: int) -> list[Call]:
        return [self.say(number, "")]

    def ignored(self, number: int) -> list[Call]:
        return []
