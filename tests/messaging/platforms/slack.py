"""Slack as a small server that keeps its limits."""

from __future__ import annotations

import json
import re
import time
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from channels.slack import SlackChannel
from tests.messaging.platforms.base import Call, Platform


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

    def choose(self, number: int, titles: list[str], alone: bool = False) -> list[Call]:
        boxes = [box for e in self._elements(self.last) for box in e.get("options", [])]
        ticked = [box for box in boxes if any(_stands_for(box, title) for title in titles)]
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
            "user": {"id": f"U{self.person}"},
            "channel": {"id": "D1"},
            "actions": [action],
            "state": state,
        }
        body = urlencode({"payload": json.dumps(told)}).encode()
        return self._signed(body, "application/x-www-form-urlencoded")

    def say(self, number: int, text: str, person: str | None = None, good: bool = True) -> Call:
        return self._event(number, good=good, user=f"U{person or self.person}", text=text)

    def wordless(self, number: int) -> list[Call]:
        user = f"U{self.person}"
        return [self._event(number, user=user, text="", subtype="file_share", files=[{}])]

    def ignored(self, number: int) -> list[Call]:
        user = f"U{self.person}"
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


def _stands_for(box: dict[str, Any], title: str) -> bool:
    """Whether a box is that of `title`, of which it may show only the beginning."""
    label: str = box["text"]["text"].split(" ", 1)[1]
    return title.startswith(label[:-1]) if label.endswith("…") else title == label
