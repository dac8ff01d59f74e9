"""Slack: switched on by FOOTWISE_SLACK_TOKEN and FOOTWISE_SLACK_SECRET."""

from __future__ import annotations

import html
import json
import os
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_sdk.signature import SignatureVerifier

from channels.messages import Message
from channels.mixin import Handler
from channels.numbers import Lines
from channels.outgoing import Offer, offer_of, payload_of, split
from channels.platform import DONE, PlatformInput, PlatformOutput, Switched
from channels.sending import Api

NAME = "slack"
API = "https://slack.com/api"
MOST_TEXT = 2800  # of 3,000 in a block, since "&" goes out as "&amp;"
MOST_LABEL, MOST_BUTTONS, MOST_BOXES = 75, 25, 10
# Of all that comes in, these are people's words; edits, deletions and bots have other subtypes.
WORDS = (None, "file_share")


class SlackInput(PlatformInput):
    """The webhook of events and taps; those of one person are worked off in order."""

    @classmethod
    def name(cls) -> str:
        """The channel's name, in its address and in front of its conversation ids."""
        return NAME

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The webhook for events and taps."""
        base = os.environ.get("FOOTWISE_SLACK_API") or API
        token = os.environ["FOOTWISE_SLACK_TOKEN"]
        self._api = Api("Slack", f"{base}/", headers={"Authorization": f"Bearer {token}"})
        self._verifier = SignatureVerifier(os.environ["FOOTWISE_SLACK_SECRET"])
        self._lines = Lines(self.tools().words)
        return super().blueprint(on_new_message)

    async def webhook(self, request: Request) -> HTTPResponse:
        """One event or tap. Unsigned, or older than five minutes, it is refused."""
        if not self._is_signed(request):
            return response.empty(403)
        tapped = request.form.get("payload") if request.form else None
        told = json.loads(tapped) if tapped else request.json
        if not isinstance(told, dict):
            return response.empty(200)
        if told.get("type") == "url_verification":
            return response.text(str(told.get("challenge")))
        if told.get("type") == "block_actions":
            self._take(told["trigger_id"], told["user"]["id"], told["channel"]["id"], tap(told))
        elif told.get("type") == "event_callback":
            self._take_event(told["event_id"], told["event"])
        return response.empty(200)

    def _is_signed(self, request: Request) -> bool:
        try:
            return self._verifier.is_valid_request(request.body, dict(request.headers))
        except ValueError:  # a time that is no number, bytes that are no text
            return False

    def _take_event(self, number: str, event: dict[str, Any]) -> None:
        own = event.get("bot_id") or event.get("subtype") not in WORDS
        if event.get("type") == "message" and event.get("channel_type") == "im" and not own:
            text = html.unescape(str(event.get("text") or ""))
            self._take(number, event["user"], event["channel"], text)

    def _take(self, number: str, user: str, room: str, text: str | None) -> None:
        if text is not None and self.is_new(number):
            person = self.person(user)
            said = self._lines.payload(person, text) or text
            work = self.hear(said, PlatformOutput(self, room), person, number)
            self.after_the_last(person, work)

    async def send(self, person: str, room: str, message: Message) -> None:
        """One message to `room`; without its choices if Slack does not take them."""
        text, offer = str(message.get("text") or ""), offer_of(message, person)
        lines = self._lines.offer(person, message)
        if lines and (any(len(title) > MOST_LABEL for title, _ in lines.choices)):
            text = self._lines.below(text, lines)
        parts = [html.escape(part, quote=False) for part in split(text, MOST_TEXT)]
        for number, part in enumerate(parts, 1):
            body: dict[str, Any] = {"channel": room, "text": part, "mrkdwn": False}
            if offer and number == len(parts):
                done = self.tools().words.text(DONE)
                section = {
                    "type": "section",
                    "text": {"type": "mrkdwn", "text": part, "verbatim": True},
                }
                body["blocks"] = [section, *choices(offer, done)]
            if not await self._api.call("chat.postMessage", json=body):
                body.pop("blocks", None)
                await self._api.call("chat.postMessage", json=body)
        file = self.files.of(message)
        if file and (link := self.files.link(person, file.name)):
            words = html.escape(file.words, quote=False)
            body = {"channel": room, "text": words if file.is_picture else f"<{link}|{words}>"}
            if file.is_picture:
                body["blocks"] = [{"type": "image", "image_url": link, "alt_text": file.words}]
            await self._api.call("chat.postMessage", json=body)


def choices(offer: Offer, done: str) -> list[dict[str, Any]]:
    """The blocks of `offer`: buttons, or boxes to tick and a button with the word `done`."""
    if offer.slot is None:
        buttons = [_button(title, payload, i) for i, (title, payload) in enumerate(offer.choices)]
        return [
            {"type": "actions", "elements": buttons[i : i + MOST_BUTTONS]}
            for i in range(0, len(buttons), MOST_BUTTONS)
        ]
    options = [
        {"text": _label(f"{i} {title}"), "value": json.dumps(value)}
        for i, ((title, _), value) in enumerate(zip(offer.choices, offer.values, strict=True), 1)
    ]
    boxes = [
        {"type": "checkboxes", "action_id": f"boxes{i}", "options": options[i : i + MOST_BOXES]}
        for i in range(0, len(options), MOST_BOXES)
    ]
    return [
        *({"type": "actions", "elements": [group]} for group in boxes),
        {"type": "actions", "elements": [_button(done, offer.slot, 0)]},
    ]


def tap(told: dict[str, Any]) -> str | None:
    """What a tap says: a payload, empty for "done" with nothing ticked, None for a mere tick."""
    [action] = told["actions"]
    if action["type"] != "button":
        return None
    value = str(action["value"])
    if value.startswith("/"):
        return value
    groups = [group for block in told["state"]["values"].values() for group in block.values()]
    ticked = [box["value"] for group in groups for box in group.get("selected_options") or []]
    return payload_of(value, [json.loads(one) for one in ticked]) or ""


def _button(title: str, value: str, number: int) -> dict[str, Any]:
    return {
        "type": "button",
        "text": _label(title),
        "value": value,
        "action_id": f"choice{number}",
    }


def _label(title: str) -> dict[str, str]:
    short = title if len(title) <= MOST_LABEL else title[: MOST_LABEL - 1] + "…"
    return {"type": "plain_text", "text": short}


class SlackChannel(Switched, SlackInput):
    """The channel that credentials.yml names; without its token it has no address."""

    needs = ("FOOTWISE_SLACK_TOKEN", "FOOTWISE_SLACK_SECRET")
