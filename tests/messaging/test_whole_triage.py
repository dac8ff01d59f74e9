"""A whole triage to each outcome on each platform: trained model, action server, real HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import html
import itertools
import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from aiohttp import web

from channels.outgoing import ALONE
from channels.payloads import LISTS, NUMBERS
from scripts.run import free_port
from tests.conversations.player import Player
from tests.conversations.turn import Message, Talk, Turn
from tests.messaging.platforms import PLATFORMS, Call, Platform
from tests.servers import footwise

WITHIN_S = 20.0
GRADUAL = {"onset": "gradual", "duration_days": 20}
OUTCOMES: dict[str, dict[str, Any]] = {
    "emergency": {"signs_now": ["cold_pale_blue"]},
    "urgent_same_day": {**GRADUAL, "location": ["calf"], "signs_health": ["long_journey"]},
    "see_clinician_soon": {
        "location": ["big_toe"],
        "onset": "overnight",
        "duration_days": 3,
        "signs_no_injury": ["hot_red_joint"],
        "signs_health": ["known_gout"],
        "previous_same": "yes",
    },
    "self_care": {**GRADUAL, "location": ["calf"], "stiffness": ["calf"]},
}
PEOPLE = itertools.count(447700900200)
CALLS = itertools.count(1000, 10)


class PlatformTalk:
    """A conversation by a platform's own buttons, boxes and numbers; read from the record too."""

    def __init__(self, platform: Platform, http: httpx.Client, database: Path) -> None:
        self._platform, self._http, self._database = platform, http, database
        self._read_to = self._newest()
        self._question: Message = {}
        self._slots: dict[str, Any] = {}
        platform.person = str(next(PEOPLE))

    def open(self) -> Turn:
        """The hello."""
        return self._send([self._platform.say(next(CALLS), "/start")])

    def say(self, text: str) -> Turn:
        """An answer's payload as what the person would do for it on this platform."""
        [(slot, value)] = json.loads(text.removeprefix("/inform")).items()
        assert slot == self._question["slot"]
        number, titles = next(CALLS), {o["value"]: o["label"] for o in self._question["options"]}
        if self._question["kind"] in NUMBERS:
            return self._send([self._platform.say(number, str(value))])
        if self._question.get("multiple") or self._question["kind"] in LISTS:
            alone = all(one in ALONE for one in value)
            chosen = [titles[one] for one in value]
            return self._send(self._platform.choose(number, chosen, alone))
        return self._send([self._platform.tap(number, titles[value])])

    def _send(self, calls: list[Call]) -> Turn:
        shown = len(self._platform.texts)
        for call in calls:
            name = self._platform.channel.name()
            route = f"webhooks/{name}/webhook"
            answer = self._http.post(route, content=call.body, headers=call.headers)
            assert answer.status_code == self._platform.taken
        end = time.monotonic() + WITHIN_S
        while time.monotonic() < end:
            events = self._events()
            said = [event for event in events if event["event"] == "bot"]
            seen = _flat(" ".join(self._platform.texts[shown:]))
            done = events and events[-1].get("name") == "action_listen"
            if done and said and all(_flat(event["text"] or "") in seen for event in said):
                return self._turn(events, said)
            time.sleep(0.02)
        raise AssertionError(f"not said: {[e['text'] for e in said]}, but {seen}")

    def _turn(self, events: list[Message], said: list[Message]) -> Turn:
        self._read_to = self._newest()
        self._slots |= {e["name"]: e["value"] for e in events if e["event"] == "slot"}
        names = [event["metadata"].get("utter_action", "unnamed") for event in said]
        shown = [_shown(event) for event in said]
        turn = Turn(shown, names, dict(self._slots))
        self._question = turn.question or {}
        return turn

    def _events(self) -> list[Message]:
        query = "SELECT data FROM events WHERE id > ? ORDER BY id"
        with contextlib.closing(sqlite3.connect(self._database)) as store:
            rows = store.execute(query, (self._read_to,)).fetchall()
        return [json.loads(row) for (row,) in rows]

    def _newest(self) -> int:
        if not self._database.exists():
            return 0
        with contextlib.closing(sqlite3.connect(self._database)) as store:
            [found] = store.execute("SELECT max(id) FROM events").fetchone()
        return found or 0


def _shown(event: Message) -> Message:
    parts = {key: value for key, value in (event["data"] or {}).items() if value}
    return {"text": event["text"], **parts}


def _flat(text: str) -> str:
    """Words alone: where a platform's text is cut, or how it writes "&", is its own affair."""
    return " ".join(html.unescape(text).split())


@contextlib.contextmanager
def listening(platforms: Sequence[Platform]) -> Iterator[dict[str, str]]:
    """All the platforms' servers, in a thread of their own; gives the channels' environment."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    settings: dict[str, str] = {}
    runners = []

    async def begin(platform: Platform) -> None:
        api = web.Application()
        api.router.add_post(platform.path, platform.take)
        runners.append(web.AppRunner(api))
        await runners[-1].setup()
        port = free_port()
        await web.TCPSite(runners[-1], "127.0.0.1", port).start()
        settings.update(platform.settings(f"http://127.0.0.1:{port}"))

    async def end() -> None:
        for runner in runners:
            await runner.cleanup()

    try:
        for platform in platforms:
            asyncio.run_coroutine_threadsafe(begin(platform), loop).result()
        yield settings
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, httpx.Client, Path]]:
    """One pair of servers, with every platform switched on at once."""
    folder = tmp_path_factory.mktemp("platforms")
    platforms = [kind() for kind in PLATFORMS]
    with (
        listening(platforms) as settings,
        footwise(folder, FOOTWISE_SECRET=secrets.token_hex(32), **settings) as url,
        httpx.Client(base_url=url) as http,
    ):
        yield platforms, http, folder / "footwise.db"


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("index", range(len(PLATFORMS)), ids=[p.__name__ for p in PLATFORMS])
def test_each_outcome(
    index: int, outcome: str, world: tuple[list[Platform], httpx.Client, Path]
) -> None:
    platforms, http, database = world
    platform = platforms[index]
    files = len(platform.files)
    # Nothing is played that needs time to pass, or the history.
    player = Player(cast(Talk, PlatformTalk(platform, http, database)))
    player.play([{"answer_all": OUTCOMES[outcome]}, {"expect": {"result": {"urgency": outcome}}}])
    end = time.monotonic() + WITHIN_S
    while outcome == "self_care" and len(platform.files) == files and time.monotonic() < end:
        time.sleep(0.02)
    assert len(platform.files) - files == (outcome == "self_care")
