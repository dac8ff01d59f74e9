"""Anything at all as a message, and anything at all as a request.

`FOOTWISE_FUZZ` says how many of each are tried; memory must not grow with them.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage

from channels.messages import Message
from channels.payloads import answer_payload
from tests.channels.harness import CONSENT, LOCATION, SIDE, Talk
from tests.channels.served import served
from tests.channels.test_web import HISTORY, SAY, START, begin
from tests.faults.figures import note
from triage import load_library

TRIES = int(os.environ.get("FOOTWISE_FUZZ", "150"))
MOST = 1000
SLOTS = [
    *load_library().questions,
    "red_flags",
    "emergency_now",
    "plan",
    "requested_slot",
    "misses",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
INTENTS = ["inform", "restart", "session_start", "start_over", "stop", "carry_on", "delete_data"]
COMMANDS = st.builds(
    lambda lead, intent, body: f"{lead}{intent}{body}",
    st.sampled_from(["/", " /", "//", "\u200b/", "\ufeff/", "EXTERNAL: "]),
    st.sampled_from(INTENTS),
    st.dictionaries(st.sampled_from(SLOTS), VALUES, max_size=2).map(json.dumps),
)
TAPS = st.sampled_from(["left", "right", "both", "middle", 3, None]).map(
    lambda value: "/inform" + json.dumps({"side": value})
)
ODD = st.sampled_from(
    [
        *("", " ", "\0", "\ud800", "👣" * 400, "\u202eevil", "a" * 1001, "{" * 5000, "\n" * 50),
        *("'; DROP TABLE events; --", "<script>alert(1)</script>", "{{7*7}}", "${jndi:x}", "%n%s"),
        '{"a":' * 500,
    ]
)
WORDS = st.one_of(st.text(max_size=60), st.text(max_size=1500), COMMANDS, TAPS, ODD)
BODIES = st.one_of(
    st.binary(max_size=200),
    VALUES.map(lambda value: json.dumps(value).encode()),
    st.fixed_dictionaries({"message": VALUES | WORDS}, optional={"id": VALUES}).map(
        lambda body: json.dumps(body).encode()
    ),
)
A_ROUND = 1000
A_TALK = 40
WARM_UP_ROUNDS = 5
MOST_GROWTH_MB = 30.0


def in_rounds(test: Callable[..., None], *strategies: st.SearchStrategy[Any]) -> None:
    """Tries `test` with TRIES inputs, in rounds: hypothesis remembers all of one.

    After the first rounds the process may not grow any more.
    """
    warm = 0.0
    for number, tries in enumerate(rounds(TRIES)):
        bounded = settings(
            max_examples=tries,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        )
        seed(number)(bounded(given(*strategies)(test)))()
        if number == WARM_UP_ROUNDS:
            warm = memory_mb()
    grown = f"{memory_mb() - warm:+.1f} MB after the first {WARM_UP_ROUNDS * A_ROUND}"
    assert not warm or memory_mb() - warm < MOST_GROWTH_MB
    note(
        f"fuzz-{test.__name__}",
        {"say": "odd messages to the guard", "ask": "odd requests to the server"}[test.__name__],
        f"{TRIES}",
        "each answered in plain words, no command taken; memory "
        + (grown if warm else "not measured (too few)"),
        f"FOOTWISE_FUZZ={TRIES} pytest tests/channels/test_fuzz.py",
    )


def rounds(tries: int) -> Iterator[int]:
    """How many inputs each round has."""
    while tries > 0:
        yield min(tries, A_ROUND)
        tries -= A_ROUND


def memory_mb() -> float:
    """What this process holds in memory now."""
    gc.collect()
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def test_any_words_get_an_answer_and_none_becomes_a_command(tmp_path: Path) -> None:
    """One long talk; the model notes what reaches it, and asks one of two questions."""
    loop, talk = asyncio.new_event_loop(), Talk(tmp_path)
    questions = [SIDE, LOCATION]
    heard: list[str] = []

    async def model(message: UserMessage) -> list[Message]:
        heard.append(str(message.text))
        return [questions[len(heard) % 2]]

    loop.run_until_complete(talk.open())
    talk.bot.model = model

    def say(text: str) -> None:
        question = next((m["custom"] for m in talk.tools.talks.of(talk.sender).open), None)
        before = len(heard)
        answer = loop.run_until_complete(talk.say(text))
        assert answer
        assert all(message.get("text") for message in answer)
        for taken in heard[before:]:
            assert len(taken) <= MOST
            assert "\0" not in taken
            taken.encode("utf-8")
            assert not taken.startswith("/") or answer_payload(text.strip(), question) == taken
        if len(heard) > A_TALK:
            # A talk of thousands of turns would measure the store, not the guard.
            heard.clear()
            talk.sender = f"web:{os.urandom(8).hex()}"
            loop.run_until_complete(talk.open())
            talk.bot.model = model

    try:
        in_rounds(say, WORDS)
        slots = loop.run_until_complete(talk.tools.record.view(talk.sender)).slots
        told = {name: value for name, value in slots.items() if value is not None}
        assert told.keys() <= {"consent", "red_flags", "red_flags_withdrawn", "emergency_now"}
    finally:
        loop.close()


def test_any_request_is_answered_in_plain_words(tmp_path: Path) -> None:
    """Bytes that are no JSON, JSON of the wrong kind, odd ids: never a 500 or a line of code."""
    loop = asyncio.new_event_loop()
    server = served(tmp_path, session_rate=0, address_rate=0)
    client, _ = loop.run_until_complete(server.__aenter__())
    headers = loop.run_until_complete(begin(client))
    seen: set[int] = set()
    asked = itertools.count(1)

    async def post(body: bytes, path: str) -> httpx.Response:
        return await client.post(path, content=body, headers=headers)

    def ask(body: bytes, path: str) -> None:
        if next(asked) % A_TALK == 0:
            headers.update(loop.run_until_complete(begin(client)))
        answer = loop.run_until_complete(post(body, path))
        seen.add(answer.status_code)
        assert answer.status_code in (200, 400, 405, 413)
        assert "Traceback" not in answer.text
        said: Any = answer.json()
        if answer.status_code == 200:
            assert said
        else:
            assert set(said) == {"error"}
            assert said["error"]

    try:
        in_rounds(ask, BODIES, st.sampled_from([SAY, SAY, SAY, START, HISTORY]))
        assert {200, 400, 405} <= seen
        history = loop.run_until_complete(client.get(HISTORY, headers=headers)).json()
        assert history[0] == {"from": "footwise", **CONSENT}
    finally:
        loop.run_until_complete(server.__aexit__(None, None, None))
        loop.close()
