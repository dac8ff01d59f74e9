"""Telegram, Twilio, Slack and Messenger as small servers that keep the platforms' own limits."""

from __future__ import annotations

import abc
import hashlib
import hmac
import json
import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import BasicAuth, web
from slack_sdk.signature import SignatureVerifier
from twilio.request_validator import RequestValidator

from channels.messenger import MessengerChannel
from channels.phone import ROUTE, PhoneChannel
from channels.platform import Switched
from channels.slack import SlackChannel
from channels.telegram import SECRET_HEADER, TelegramChannel

PERSON = "447700900123"
OK, BAD, BUSY = 200, 400, 429


@dataclass(frozen=True)
class Call:
    """One request of the platform to the webhook."""

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class Platform(abc.ABC):
    """Keeps what is sent to people, and refuses what the real one would refuse."""

    path: str
    taken = 200
    channel: type[Switched]
    no_choices = False  # whether it takes nothing that has choices

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.last: dict[str, Any] = {}
        self.trouble: list[int] = []
        self.tries = 0
        self.files: list[Any] = []  # bytes, or the address to fetch them at

    async def take(self, request: web.Request) -> web.Response:
        self.tries += 1
        if self.trouble:
            status = self.trouble.pop(0)
            return web.json_response({}, status=status, headers={"Retry-After": "0"})
        is_json = request.content_type == "application/json"
        body = await request.json() if is_json else dict(await request.post())
        if self.no_choices and self.titles(body):
            return self.answer(False)
        file = self.file(body)
        if file:
            self.files.append(file)
            return self.answer(True)
        return self.answer(self.is_fine(request, body) and self.keep(request.path, body))

    def keep(self, path: str, body: dict[str, Any]) -> bool:
        self.last = body
        self.texts.append(self.text(body))
        return True

    def answer(self, fine: bool) -> web.Response:
        return web.json_response({}, status=OK if fine else BAD)

    def tap(self, number: int, title: str) -> Call:
        """Chooses `title` of the last message, in the way that the platform has for it."""
        return self.say(number, self.number_of(title))

    def choose(self, number: int, titles: list[str]) -> list[Call]:
        """Chooses several of a list: by their numbers, where a platform has nothing else."""
        return [self.say(number, " and ".join(map(self.number_of, titles)))]

    def number_of(self, title: str) -> str:
        lines = (line.split(" ", 1) for line in self.texts[-1].splitlines())
        return next(line[0] for line in lines if line[1:] == [title])

    @abc.abstractmethod
    def file(self, body: dict[str, Any]) -> Any:
        """The file that a message brings, or its address; None without one."""

    @abc.abstractmethod
    def settings(self, base: str) -> dict[str, str]:
        """The channel's environment, with this server at address `base`."""

    @abc.abstractmethod
    def is_fine(self, request: web.Request, body: dict[str, Any]) -> bool:
        """Whether the platform would take it."""

    @abc.abstractmethod
    def text(self, body: dict[str, Any]) -> str:
        """What the person reads."""

    @abc.abstractmethod
    def titles(self, body: dict[str, Any]) -> list[str]:
        """What the person can tap."""

    @abc.abstractmethod
    def say(self, number: int, text: str, person: str = PERSON, good: bool = True) -> Call:
        """Message `number` of `person`; with `good` false signed by somebody else."""

    @abc.abstractmethod
    def wordless(self, number: int) -> list[Call]:
        """Messages without words, each of which wants an answer."""

    @abc.abstractmethod
    def ignored(self, number: int) -> list[Call]:
        """What must be confirmed and left alone: edits, receipts, groups, a person who leaves."""


class Telegram(Platform):
    """https://core.telegram.org/bots/api"""

    path = "/bot1:token/{method}"
    channel = TelegramChannel
    edits = 0

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
        shown = {"message_id": 7, "chat": self._chat(PERSON)}
        return self._update(number, callback_query={"id": "1", "data": data, "message": shown})

    def choose(self, number: int, titles: list[str]) -> list[Call]:
        return [self.tap(number + i, title) for i, title in enumerate([*titles, "Done"])]

    def say(self, number: int, text: str, person: str = PERSON, good: bool = True) -> Call:
        said = {"message_id": number, "chat": self._chat(person), "text": text}
        return self._update(number, good=good, message=said)

    def wordless(self, number: int) -> list[Call]:
        return [
            self._update(number + i, message={"chat": self._chat(PERSON), kind: {}})
            for i, kind in enumerate(("sticker", "voice", "location", "photo"))
        ]

    def ignored(self, number: int) -> list[Call]:
        said = {"chat": self._chat(PERSON), "text": "left"}
        group = {"chat": {"id": -5, "type": "group"}, "text": "left"}
        left = {"chat": self._chat(PERSON), "new_chat_member": {"status": "kicked"}}
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

    def say(self, number: int, text: str, person: str = PERSON, good: bool = True) -> Call:
        form = {"MessageSid": f"SM{number}", "Body": text, "To": self.own}
        form["From"] = f"whatsapp:+{person}"
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


class Slack(Platform):
    """https://docs.slack.dev/reference/block-kit"""

    path = "/{method}"
    channel = SlackChannel
    age_s = 0

    def settings(self, base: str) -> dict[str, str]:
        names = ("TOKEN", "SECRET", "API")
        values = ("xoxb-1", "hush", base)
        return {f"FOOTWISE_SLACK_{n}": v for n, v in zip(names, values, strict=True)}

    def answer(self, fine: bool) -> web.Response:
        return web.json_response({"ok": fine})

    def file(self, body: dict[str, Any]) -> Any:
        images = [block["image_url"] for block in body.get("blocks", []) if "image_url" in block]
        linked = re.fullmatch(r"<(\S+)\|[^<>]+>", body["text"])
        return images[0] if images else linked and linked.group(1)

    def is_fine(self, request: web.Request, body: dict[str, Any]) -> bool:
        blocks = body.get("blocks", [])
        login = request.headers.get("Authorization") == "Bearer xoxb-1"
        address = request.path == "/chat.postMessage" and body["channel"] == "D1"
        fits = 0 < len(body["text"]) <= 4000 and len(blocks) <= 50
        return login and address and fits and all(map(self._fits, blocks))

    def _fits(self, block: dict[str, Any]) -> bool:
        if block["type"] == "section":
            return 0 < len(block["text"]["text"]) <= 3000
        elements = block["elements"]
        ids = {element["action_id"] for element in elements}
        boxes = [box for e in elements for box in e.get("options", [])]
        buttons = [e for e in elements if e["type"] == "button"]
        labels = [one["text"]["text"] for one in [*boxes, *buttons]]
        return (
            1 <= len(elements) == len(ids) <= 25
            and all(1 <= len(e.get("options", [0])) <= 10 for e in elements)
            and all(0 < len(label) <= 75 for label in labels)
            and all(len(box["value"]) <= 75 for box in boxes)
            and all(len(button["value"]) <= 2000 for button in buttons)
        )

    def text(self, body: dict[str, Any]) -> str:
        shown = [block["text"]["text"] for block in body.get("blocks", []) if "text" in block]
        assert shown in ([], [body["text"]])
        return str(body["text"])

    def titles(self, body: dict[str, Any]) -> list[str]:
        return [e["text"]["text"] for e in self._elements(body) if e["type"] == "button"]

    def _elements(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        return [e for block in body.get("blocks", []) for e in block.get("elements", [])]

    def tap(self, number: int, title: str) -> Call:
        return self._press(number, title, [])

    def choose(self, number: int, titles: list[str]) -> list[Call]:
        boxes = [box for e in self._elements(self.last) for box in e.get("options", [])]
        ticked = [box for box in boxes if box["text"]["text"].split(" ", 1)[1] in titles]
        tick = {"type": "checkboxes", "action_id": "boxes1", "selected_options": ticked[:1]}
        return [self._acted(number, tick, ticked[:1]), self._press(number + 1, "Done", ticked)]

    def _press(self, number: int, title: str, ticked: list[dict[str, Any]]) -> Call:
        [button] = [e for e in self._elements(self.last) if e.get("text", {}).get("text") == title]
        return self._acted(number, button, ticked)

    def _acted(self, number: int, action: dict[str, Any], ticked: list[dict[str, Any]]) -> Call:
        state = {"values": {"b1": {"boxes1": {"type": "checkboxes", "selected_options": ticked}}}}
        told = {
            "type": "block_actions",
            "trigger_id": f"T{number}",
            "user": {"id": f"U{PERSON}"},
            "channel": {"id": "D1"},
            "actions": [action],
            "state": state,
        }
        body = urlencode({"payload": json.dumps(told)}).encode()
        return self._signed(body, "application/x-www-form-urlencoded")

    def say(self, number: int, text: str, person: str = PERSON, good: bool = True) -> Call:
        return self._event(number, good=good, user=f"U{person}", text=text)

    def wordless(self, number: int) -> list[Call]:
        user = f"U{PERSON}"
        return [self._event(number, user=user, text="", subtype="file_share", files=[{}])]

    def ignored(self, number: int) -> list[Call]:
        user = f"U{PERSON}"
        return [
            self._event(number, user=user, subtype="message_changed", text="left"),
            self._event(number + 1, user=user, bot_id="B1", text="left"),
            self._event(number + 2, user=user, channel_type="channel", text="left"),
            self._event(number + 3, user=user, type="app_home_opened"),
        ]

    def shake_hands(self) -> Call:
        told = {"type": "url_verification", "challenge": "c4"}
        return self._signed(json.dumps(told).encode(), "application/json; charset=utf-8")

    def _event(self, number: int, good: bool = True, **event: Any) -> Call:
        said = {"type": "message", "channel_type": "im", "channel": "D1", "ts": "1.1", **event}
        told = {"type": "event_callback", "event_id": f"Ev{number}", "event": said}
        return self._signed(json.dumps(told).encode(), "application/json", good)

    def _signed(self, body: bytes, kind: str, good: bool = True) -> Call:
        stamp = str(int(time.time()) - self.age_s)
        signer = SignatureVerifier("hush" if good else "guess")
        signature = signer.generate_signature(timestamp=stamp, body=body)
        headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": str(signature)}
        return Call(body, {**headers, "Content-Type": kind, "X-Slack-Retry-Num": "1"})


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
        [reply] = [r for r in self.last["message"]["quick_replies"] if r["title"] == title]
        said = {"text": title, "quick_reply": {"payload": reply["payload"]}}
        return self._batch(self._event(number, message=said))

    def say(self, number: int, text: str, person: str = PERSON, good: bool = True) -> Call:
        return self._batch(self._event(number, person, message={"text": text}), good=good)

    def wordless(self, number: int) -> list[Call]:
        kinds = ("audio", "image", "location")
        return [
            self._batch(self._event(number + i, message={"attachments": [{"type": kind}]}))
            for i, kind in enumerate(kinds)
        ]

    def ignored(self, number: int) -> list[Call]:
        echo = self._event(number, message={"text": "left", "is_echo": True})
        edit = {"sender": {"id": PERSON}, "message_edit": {"mid": "m1", "text": "left"}}
        seen = {"sender": {"id": PERSON}, "read": {"watermark": 1}}
        return [self._batch(echo), self._batch(edit), self._batch(seen)]

    def both(self, first: int, second: int) -> Call:
        """A batch of two messages."""
        said = [self._event(n, message={"text": f"word {n}"}) for n in (first, second)]
        return self._batch(*said)

    def _event(self, number: int, person: str = PERSON, **event: Any) -> dict[str, Any]:
        marked = {key: {**value, "mid": f"m{number}"} for key, value in event.items()}
        return {"sender": {"id": person}, "recipient": {"id": "page"}, **marked}

    def _batch(self, *events: dict[str, Any], good: bool = True) -> Call:
        body = json.dumps({"object": "page", "entry": [{"messaging": events}]}).encode()
        key = b"hush" if good else b"guess"
        signature = hmac.new(key, body, hashlib.sha256).hexdigest()
        return Call(body, {"X-Hub-Signature-256": f"sha256={signature}"})


PLATFORMS = (Telegram, Twilio, Slack, Messenger)
