"""The web channel over HTTP: its contract, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from rasa.core.channels.channel import UserMessage

from channels.messages import Message
from channels.tokens import Tokens
from tests.channels.harness import CONSENT, SIDE, Bot
from tests.channels.served import SECRET, served

Served = tuple[httpx.AsyncClient, Bot]
START, SAY, HISTORY = (f"/webhooks/web/{name}" for name in ("session", "message", "history"))
TOKEN = Tokens(SECRET, "web")


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path, session_rate=0, address_rate=0) as both:
        yield both


async def begin(client: httpx.AsyncClient) -> dict[str, str]:
    """Begins a conversation and agrees; returns the headers that prove it."""
    opened = (await client.post(START)).raise_for_status().json()
    return {"Authorization": f"Bearer {opened['token']}"}


async def test_a_session_begins_with_hello_and_the_first_question(site: Served) -> None:
    client, bot = site
    answer = await client.post(START)
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"session", "token", "messages"}
    assert body["messages"] == [CONSENT]
    assert TOKEN.visit_of(body["token"]).session == body["session"] == bot.heard[0].sender_id


async def test_a_message_is_answered_with_this_turns_messages(site: Served) -> None:
    client, bot = site
    headers = await begin(client)
    bot.sets = {"consent": "yes"}
    answer = await client.post(
        SAY, headers=headers, json={"message": '/inform{"consent": "yes"}', "metadata": {"a": 1}}
    )
    assert answer.json() == [SIDE]
    assert bot.heard[-1].metadata == {"asked": "consent"}
    assert bot.heard[-1].input_channel == "web"
    history = (await client.get(HISTORY, headers=headers)).json()
    assert history == [
        {"from": "footwise", **CONSENT},
        {"from": "person", "text": "Yes"},
        {"from": "footwise", **SIDE},
    ]


async def test_one_response_is_one_message(site: Served) -> None:
    client, bot = site
    whole = {
        "text": "one\n\ntwo",
        "buttons": [{"title": "Why?", "payload": "/why"}],
        "image": "/pictures/x.svg",
        "custom": {"type": "picture"},
    }

    async def model(_: UserMessage) -> list[Message]:
        return [whole, {"text": "three"}]

    headers = await begin(client)
    bot.model = model
    answer = await client.post(SAY, headers=headers, json={"message": '/inform{"consent": "no"}'})
    assert answer.json() == [whole, {"text": "three"}]


async def test_a_message_sent_again_is_answered_once(site: Served) -> None:
    client, bot = site
    headers = await begin(client)
    body = {"message": '/inform{"consent": "no"}', "id": "abc-1"}
    first = await client.post(SAY, headers=headers, json=body)
    again = await client.post(SAY, headers=headers, json=body)
    assert first.json() == again.json()
    assert len(bot.heard) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[1]",
        b'"x"',
        b"null",
        b"{",
        b"\xff\xfe",
        b"[" * 15000,
        b'{"message": 5}',
        b'{"message": null}',
        b'{"text": "hello"}',
        b'{"message": "hello", "id": 5}',
        b'{"message": "hello", "id": "a b"}',
        b'{"message": "hello", "id": ""}',
    ],
    ids=lambda body: repr(body[:30]),
)
async def test_a_body_that_is_no_message_is_refused_in_plain_words(
    site: Served, body: bytes
) -> None:
    client, bot = site
    headers = await begin(client)
    answer = await client.post(SAY, headers=headers, content=body)
    assert answer.status_code == 400
    assert list(answer.json()) == ["error"]
    assert "Traceback" not in answer.text
    assert len(bot.heard) == 1


@pytest.mark.parametrize(
    "text", ["\ud800", "\u0000", "\ud800hello\u0000", "x" * 5000], ids=lambda text: ascii(text[:9])
)
async def test_odd_text_ends_nothing(site: Served, text: str) -> None:
    client, _ = site
    headers = await begin(client)
    body = json.dumps({"message": text}).encode()
    answer = await client.post(SAY, headers=headers, content=body)
    assert answer.status_code == 200
    assert answer.json()
    assert (await client.get("/health/live")).json() == {"status": "live"}


@pytest.mark.parametrize("size", [17_000, 60_000])
async def test_a_body_too_large_is_refused(site: Served, size: int) -> None:
    client, _ = site
    headers = await begin(client)
    answer = await client.post(SAY, headers=headers, json={"message": "x" * size})
    assert answer.status_code == 413
    assert list(answer.json()) == ["error"]


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer x.y.z", "Basic abc"])
async def test_without_a_good_token_nothing_is_said_or_shown(
    site: Served, header: str | None
) -> None:
    client, bot = site
    await begin(client)
    headers = {} if header is None else {"Authorization": header}
    for answer in (
        await client.post(SAY, headers=headers, json={"message": "hello"}),
        await client.get(HISTORY, headers=headers),
    ):
        assert answer.status_code == 401
        assert list(answer.json()) == ["error"]
    assert len(bot.heard) == 1


async def test_a_sender_in_the_body_is_nobody(site: Served) -> None:
    client, bot = site
    headers = await begin(client)
    await client.post(
        SAY, headers=headers, json={"message": '/inform{"consent": "no"}', "sender": "default"}
    )
    assert {message.sender_id for message in bot.heard} == {bot.heard[0].sender_id}


async def test_each_sees_only_their_own_talk(site: Served) -> None:
    client, _ = site
    mine, yours = await begin(client), await begin(client)
    await client.post(SAY, headers=mine, json={"message": "my secret story"})
    assert "secret" in (await client.get(HISTORY, headers=mine)).text
    assert "secret" not in (await client.get(HISTORY, headers=yours)).text


async def test_other_websites_are_refused_unless_listed(tmp_path: Path) -> None:
    async with served(tmp_path, origins=("https://clinic.example",)) as (client, _):
        evil = await client.post(START, headers={"Origin": "https://evil.example"})
        assert evil.status_code == 403
        assert "access-control-allow-origin" not in evil.headers
        for own in (f"http://{client.base_url.netloc.decode()}", "https://clinic.example"):
            assert (await client.post(START, headers={"Origin": own})).status_code == 200
        listed = {"Origin": "https://clinic.example", "Access-Control-Request-Method": "POST"}
        preflight = await client.options(SAY, headers=listed)
        assert preflight.status_code == 204
        assert preflight.headers["access-control-allow-origin"] == "https://clinic.example"
        assert "Authorization" in preflight.headers["access-control-allow-headers"]


async def test_too_many_messages_are_told_to_wait(tmp_path: Path) -> None:
    async with served(tmp_path, session_rate=3, address_rate=8) as (client, _):
        headers, others = await begin(client), await begin(client)
        said = [await client.post(SAY, headers=headers, json={"message": "hi"}) for _ in range(4)]
        assert [answer.status_code for answer in said] == [200, 200, 200, 429]
        assert int(said[3].headers["retry-after"]) >= 1
        assert list(said[3].json()) == ["error"]
        other = await client.post(SAY, headers=others, json={"message": "hi"})
        assert other.status_code == 200
        assert (await client.post(START)).status_code == 200
        assert (await client.post(START)).status_code == 429


async def test_a_failing_turn_is_calm_words_and_no_server_error(site: Served) -> None:
    client, bot = site

    async def model(_: UserMessage) -> list[Message]:
        raise RuntimeError("secret")

    headers = await begin(client)
    bot.model = model
    answer = await client.post(SAY, headers=headers, json={"message": '/inform{"consent": "no"}'})
    assert answer.status_code == 200
    assert "secret" not in answer.text
    assert answer.json()[-1] == CONSENT


async def test_a_conversation_that_cannot_begin_is_told(site: Served) -> None:
    client, bot = site

    async def model(_: UserMessage) -> list[Message]:
        return []

    bot.model = model
    answer = await client.post(START)
    assert answer.status_code == 503
    assert list(answer.json()) == ["error"]


async def test_a_store_that_is_down_is_told(site: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    client, bot = site
    headers = await begin(client)
    monkeypatch.setattr(bot.store, "_sessions", None)
    answer = await client.get(HISTORY, headers=headers)
    assert answer.status_code == 503
    assert list(answer.json()) == ["error"]
