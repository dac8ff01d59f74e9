"""Other people who talk meanwhile: a light load beside a test."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

PAUSE_S = 0.1
WITHIN_S = 20.0
TURNS_A_TALK = 5
GOOD = 200


@dataclass
class Load:
    """What the others met: `turns` answered, `silent` ones without words, `refused` by status.

    `away` counts calls that met no server at all: none while one is started anew.
    """

    turns: int = 0
    silent: int = 0
    away: int = 0
    refused: list[int] = field(default_factory=list)

    def take(self, answer: httpx.Response) -> Any:
        """Counts one answer; returns what it says."""
        self.turns += 1
        if answer.status_code != GOOD:
            self.refused.append(answer.status_code)
            return {}
        said = answer.json()
        self.silent += not said
        return said


@contextlib.contextmanager
def talking(base: httpx.URL, answers: Mapping[str, Any]) -> Iterator[Load]:
    """Somebody begins one talk after the other as long as the block lasts, a few answers each."""
    load, over = Load(), threading.Event()

    def go_on() -> None:
        while not over.is_set():
            try:
                with httpx.Client(base_url=base, timeout=WITHIN_S) as http:
                    _a_talk(http, answers, load, over)
            except httpx.TransportError:
                load.away += 1
                time.sleep(PAUSE_S)

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield load
    finally:
        over.set()
        thread.join()


def _a_talk(
    http: httpx.Client, answers: Mapping[str, Any], load: Load, over: threading.Event
) -> None:
    begun = load.take(http.post("webhooks/web/session", json={}))
    headers = {"Authorization": f"Bearer {begun.get('token')}"}
    said = begun.get("messages", [])
    for _ in range(TURNS_A_TALK):
        customs = [message.get("custom") or {} for message in said]
        slot = next((custom["slot"] for custom in customs if custom.get("slot")), None)
        if over.is_set() or slot is None:
            return
        tap = "/inform" + json.dumps({slot: answers.get(slot, "yes")})
        said = load.take(http.post("webhooks/web/message", json={"message": tap}, headers=headers))
        time.sleep(PAUSE_S)
