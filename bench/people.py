"""People who talk to an assistant, each waiting for the answer before they say the next thing."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bench.contenders import Contender
from bench.engine import OLD_SPRAIN

WITHIN_S = 60
GOOD = 200
BEGIN = "/start_triage"
WHY = "why do you ask that?"
TYPED_EACH = 4  # every so many turns somebody types instead of tapping
RESULT = "triage_result"


class Wrong(Exception):
    """The assistant did not answer as it must."""


@dataclass
class Window:
    """What people met in one stretch of time: seconds of each good turn, bad turns, triages."""

    turns: list[float] = field(default_factory=list)
    errors: int = 0
    triages: int = 0


class Person:
    """Goes through one triage after the other; the floor is only ever told hello."""

    def __init__(self, http: aiohttp.ClientSession, contender: Contender) -> None:
        self._http, self._contender = http, contender
        self._base = f"http://127.0.0.1:{contender.port}/webhooks"
        self._asked: str | None = None
        self._sender, self._headers, self._turn = "", {"Content-Type": "application/json"}, 0

    async def turn(self, window: Window) -> None:
        """One turn, noted in `window`; beginning a conversation anew is not counted as a turn."""
        try:
            if self._asked is None:
                await self.begin()
            began = time.perf_counter()
            await self._answer(window)
            window.turns.append(time.perf_counter() - began)
        except (Wrong, aiohttp.ClientError, asyncio.TimeoutError):
            window.errors += 1
            self._asked = None

    async def begin(self) -> None:
        """A new conversation, up to its first question. Raises Wrong."""
        self._sender = uuid.uuid4().hex
        if self._contender.says == "hello":
            self._asked = "hello"
        elif self._contender.web:
            said = await self._post("web/session", {})
            self._headers["Authorization"] = f"Bearer {said['token']}"
            self._asked = _asked(said["messages"])
        else:
            self._asked = _asked(await self.say(BEGIN))

    async def say(self, text: str) -> Any:
        """The messages that come back. Raises Wrong if there are none."""
        if self._contender.web:
            said = await self._post("web/message", {"message": text})
        else:
            said = await self._post("rest/webhook", {"sender": self._sender, "message": text})
        if not any(message.get("text") for message in said):
            raise Wrong("silence")
        return said

    async def _answer(self, window: Window) -> None:
        if self._contender.says == "hello":
            await self.say("hello")
            return
        self._turn += 1
        before = self._asked
        if self._turn % TYPED_EACH == 0:
            await self.say(WHY)
            return
        said = await self.say("/inform" + json.dumps({before: OLD_SPRAIN.get(str(before), "yes")}))
        if any((message.get("custom") or {}).get("type") == RESULT for message in said):
            window.triages += 1
            self._asked = None
            return
        self._asked = _asked(said)
        if self._asked == before:
            raise Wrong(f"{before} is asked again")

    async def _post(self, path: str, body: dict[str, str]) -> Any:
        url = f"{self._base}/{path}"
        async with self._http.post(url, json=body, headers=self._headers) as answer:
            if answer.status != GOOD:
                raise Wrong(f"status {answer.status}")
            return await answer.json()


def _asked(said: list[dict[str, Any]]) -> str:
    slots = [(message.get("custom") or {}).get("slot") for message in said]
    found = next((str(slot) for slot in reversed(slots) if slot), None)
    if found is None:
        raise Wrong("nothing is asked")
    return found


def session() -> aiohttp.ClientSession:
    """A client for any number of people."""
    connector = aiohttp.TCPConnector(limit=0)
    return aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=WITHIN_S))


async def talk(people: list[Person], seconds: float) -> Window:
    """All of `people` talk for so long; the turns that are going on then are still counted."""
    window = Window()
    end = time.monotonic() + seconds

    async def go_on(person: Person) -> None:
        while time.monotonic() < end:
            await person.turn(window)

    await asyncio.gather(*map(go_on, people))
    return window
