"""SMS and WhatsApp through Twilio: switched on by FOOTWISE_TWILIO_ACCOUNT and what it needs."""

from __future__ import annotations

import os
from urllib.parse import parse_qsl

import aiohttp
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from twilio.request_validator import RequestValidator

from channels.messages import Message
from channels.mixin import Handler
from channels.numbers import Lines
from channels.outgoing import split
from channels.platform import PlatformInput, PlatformOutput, Switched
from channels.sending import Api

NAME = "twilio"
API = "https://api.twilio.com"
ROUTE = "/webhooks/twilio/webhook"
MOST_TEXT = 1600
WHATSAPP = "whatsapp:"  # an SMS would bear no file outside North America


class PhoneInput(PlatformInput):
    """The webhook: takes signed messages at once, and answers the number that they came to."""

    @classmethod
    def name(cls) -> str:
        """The channel's name, in its address and in front of its conversation ids."""
        return NAME

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The webhook at ROUTE."""
        account, token = os.environ["FOOTWISE_TWILIO_ACCOUNT"], os.environ["FOOTWISE_TWILIO_TOKEN"]
        base = os.environ.get("FOOTWISE_TWILIO_API") or API
        login = aiohttp.BasicAuth(account, token)
        self._api = Api("Twilio", f"{base}/2010-04-01/Accounts/{account}/", auth=login)
        self._signed = RequestValidator(token)
        self._address = os.environ["FOOTWISE_PUBLIC_URL"].rstrip("/") + ROUTE
        self._lines = Lines(self.tools().words)
        return super().blueprint(on_new_message)

    async def webhook(self, request: Request) -> HTTPResponse:
        """One message. Without Twilio's signature it is refused; a known one is only confirmed."""
        # Sanic drops empty fields, which are signed too.
        fields = dict(parse_qsl(request.body.decode(errors="replace"), keep_blank_values=True))
        given = request.headers.get("x-twilio-signature", "")
        if not self._signed.validate(self._address, fields, given):
            return response.empty(403)
        number = fields.get("MessageSid", "")
        if number and "From" in fields and "To" in fields and self.is_new(number):
            person, text = self.person(fields["From"]), fields.get("Body", "")
            said = self._lines.payload(person, text) or text
            output = PlatformOutput(self, fields["From"], fields["To"])
            self.after_the_last(person, self.hear(said, output, person, number))
        return response.empty(204)

    async def send(self, person: str, person_at: str, own: str, message: Message) -> None:
        """One message to `person_at`: all its text first, then its choices by number."""
        text, offer = str(message.get("text") or ""), self._lines.offer(person, message)
        if offer:
            text = self._lines.below(text, offer)
        for part in split(text, MOST_TEXT):
            sent = {"To": person_at, "From": own, "Body": part}
            if not await self._api.call("Messages.json", data=sent):
                return
        file = self.files.of(message)
        link = self.files.link(person, file.name) if file and own.startswith(WHATSAPP) else None
        if file and link:
            sent = {"To": person_at, "From": own, "Body": file.words, "MediaUrl": link}
            await self._api.call("Messages.json", data=sent)


class PhoneChannel(Switched, PhoneInput):
    """The channel that credentials.yml names; without its account it has no address."""

    needs = ("FOOTWISE_TWILIO_ACCOUNT", "FOOTWISE_TWILIO_TOKEN", "FOOTWISE_PUBLIC_URL")
