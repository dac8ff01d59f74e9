"""Facebook Messenger: switched on by FOOTWISE_MESSENGER_TOKEN and what it needs."""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.messages import Message
from channels.mixin import Handler
from channels.numbers import Lines
from channels.outgoing import Offer, offer_of, split
from channels.platform import PlatformInput, PlatformOutput, Switched
from channels.sending import Api

NAME = "messenger"
API = "https://graph.facebook.com/v25.0"
MOST_TEXT, MOST_REPLIES, MOST_TITLE = 2000, 13, 20


class MessengerInput(PlatformInput):
    """The webhook: takes signed batches at once, works on those of one person in order."""

    methods = ("GET", "POST")

    @classmethod
    def name(cls) -> str:
        """The channel's name, in its address and in front of its conversation ids."""
        return NAME

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The webhook for the handshake and for messages."""
        base = os.environ.get("FOOTWISE_MESSENGER_API") or API
        self._api = Api("Messenger", f"{base}/")
        self._token = os.environ["FOOTWISE_MESSENGER_TOKEN"]
        self._secret = os.environ["FOOTWISE_MESSENGER_SECRET"].encode()
        self._verify = os.environ["FOOTWISE_MESSENGER_VERIFY"].encode()
        self._lines = Lines(self.tools().words)
        return super().blueprint(on_new_message)

    async def webhook(self, request: Request) -> HTTPResponse:
        """The handshake by GET, or one batch. Without Facebook's signature it is refused."""
        if request.method == "GET":
            return self._shake_hands(request)
        signature = hmac.new(self._secret, request.body, hashlib.sha256).hexdigest()
        given = request.headers.get("x-hub-signature-256", "").encode()
        if not hmac.compare_digest(given, f"sha256={signature}".encode()):
            return response.empty(403)
        batch = request.json if isinstance(request.json, dict) else {}
        for entry in batch.get("entry", []):
            for event in entry.get("messaging", []):
                self._take(event)
        return response.empty(200)

    def _shake_hands(self, request: Request) -> HTTPResponse:
        given = str(request.args.get("hub.verify_token", "")).encode()
        if not hmac.compare_digest(given, self._verify):
            return response.empty(403)
        return response.text(str(request.args.get("hub.challenge", "")))

    def _take(self, event: dict[str, Any]) -> None:
        """Takes words, taps and what has no words; edits, echoes and receipts are left alone."""
        said = event.get("message") or event.get("postback") or {}
        number = str(said.get("mid") or "")
        if number and not said.get("is_echo") and self.is_new(number):
            sender = str(event["sender"]["id"])
            person, text = self.person(sender), str(said.get("text") or "")
            tapped = (said.get("quick_reply") or said).get("payload")
            heard = str(tapped or self._lines.payload(person, text) or text)
            output = PlatformOutput(self, sender)
            self.after_the_last(person, self.hear(heard, output, person, number))

    async def send(self, person: str, person_at: str, message: Message) -> None:
        """One message to `person_at`; without its choices if Messenger does not take them."""
        text, offer = str(message.get("text") or ""), offer_of(message, person)
        lines = self._lines.offer(person, message)
        if lines and not _fits(lines):
            text = self._lines.below(text, lines)
        taps = quick_replies(offer) if offer else []
        parts = split(text, MOST_TEXT)
        for number, part in enumerate(parts, 1):
            body: dict[str, Any] = {"text": part}
            if taps and number == len(parts):
                body["quick_replies"] = taps
            if not await self._post(person_at, body):
                body.pop("quick_replies", None)
                await self._post(person_at, body)
        file = self.files.of(message)
        if file and (link := self.files.link(person, file.name)):
            kind = "image" if file.is_picture else "file"
            attached = {"type": kind, "payload": {"url": link, "is_reusable": False}}
            await self._post(person_at, {"attachment": attached})

    async def _post(self, person_at: str, body: dict[str, Any]) -> bool:
        sent = {"recipient": {"id": person_at}, "messaging_type": "RESPONSE", "message": body}
        token = {"access_token": self._token}
        return await self._api.call("me/messages", json=sent, params=token)


def quick_replies(offer: Offer) -> list[dict[str, str]]:
    """Buttons for `offer`: its titles, or their numbers where those are too long; none for a list
    or for more choices than Messenger takes."""
    if offer.slot is not None or len(offer.choices) > MOST_REPLIES:
        return []
    whole = _fits(offer)
    return [
        {"content_type": "text", "title": title if whole else str(number), "payload": payload}
        for number, (title, payload) in enumerate(offer.choices, 1)
    ]


def _fits(offer: Offer) -> bool:
    """Whether the titles of `offer` can stand on buttons as they are."""
    short = all(len(title) <= MOST_TITLE for title, _ in offer.choices)
    return offer.slot is None and short and len(offer.choices) <= MOST_REPLIES


class MessengerChannel(Switched, MessengerInput):
    """The channel that credentials.yml names; without its token it has no address."""

    needs = ("FOOTWISE_MESSENGER_TOKEN", "FOOTWISE_MESSENGER_SECRET", "FOOTWISE_MESSENGER_VERIFY")
