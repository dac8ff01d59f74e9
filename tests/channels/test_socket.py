"""The web channel over socket.io: the same talk as over HTTP, and what is refused."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import socketio
from rasa.core.channels.channel import UserMessage
from socketio.exceptions import ConnectionError as NotConnected

from channels.messages import Message
from channels.store import StorageDown
from tests.channels.harness import CONSENT, SIDE, Bot, words_of
from tests.channels.served import served
from tests.channels.test_web import HISTORY, SAY, START

PATH = "webhooks/web/socket"
Site = tuple[httpx.AsyncClient, Bot]
YES = '/inform{"consent": "yes"}'


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with served(tmp_path, session_rate=0, address_rate=0) as both:
        yield both


async def token(client: httpx.AsyncClient) -> str:
    """The token of a new conversation."""
    return str((await client.post(START)).raise_for_status().json()["token"])


@contextlib.asynccontextmanager
async def line(client: httpx.AsyncClient, auth: Any, **headers: str) -> AsyncIterator[Any]:
    """An open socket; `told` on it are the names of the events that came unasked.

    Raises NotConnected with the server's own words.
    """
    socket = socketio.AsyncClient(reconnection=False)
    socket.told = []
    why: list[Any] = []
    socket.on("connect_error", why.append)
    for name in ("typing", "changed"):
        socket.on(name, lambda *_, name=name: socket.told.append(name))
    try:
        await socket.connect(
            str(client.base_url), headers, auth, ["websocket"], socketio_path=PATH, wait_timeout=3
        )
        yield socket
    except NotConnected as error:
        raise NotConnected(str(why)) from error
    finally:
        await socket.disconnect()


async def say(socket: Any, text: str, message_id: str | None = None) -> dict[str, Any]:
    """Sends one message; what it is acknowledged with."""
    body = {"message": text} | ({"id": message_id} if message_id else {})
    answer: dict[str, Any] = await socket.call("message", body, timeout=5)
    return answer


async def test_a_talk_goes_on_over_a_socket(site: Site) -> None:
    client, bot = site
    proof = await token(client)
    async with line(client, {"token": proof}) as socket:
        bot.sets = {"consent": "yes"}
        assert await say(socket, YES) == {"messages": [SIDE]}
        assert socket.told == ["typing"]
        history = await socket.call("history")
    headers = {"Authorization": f"Bearer {proof}"}
    assert history == {"messages": (await client.get(HISTORY, headers=headers)).json()}
    assert [line["from"] for line in history["messages"]] == ["footwise", "person", "footwise"]
    assert bot.heard[-1].input_channel == "web"
    assert bot.heard[-1].metadata == {"asked": "consent"}


@pytest.mark.parametrize("auth", [None, {}, {"token": "x"}, {"token": None}, "x", ["x"]])
async def test_who_has_no_token_is_not_let_in(site: Site, auth: Any) -> None:
    client, bot = site
    with pytest.raises(NotConnected, match=words_of("utter_guard_new_session")):
        async with line(client, auth):
            pass
    assert not bot.heard


async def test_an_open_line_hears_of_what_is_said_over_http(site: Site) -> None:
    client, _ = site
    proof = await token(client)
    headers = {"Authorization": f"Bearer {proof}"}
    async with line(client, {"token": proof}) as socket:
        await client.post(SAY, headers=headers, json={"message": YES})
        await socket.call("history")
        assert socket.told == ["changed"]


async def test_two_people_hear_only_their_own(site: Site) -> None:
    client, bot = site
    one, other = await token(client), await token(client)
    async with line(client, {"token": one}) as mine, line(client, {"token": other}) as theirs:
        bot.sets = {"consent": "yes"}
        await say(mine, YES)
        seen = await theirs.call("history")
        assert theirs.told == []
    assert seen == {"messages": [{"from": "footwise", **CONSENT}]}


async def test_another_window_is_told_that_the_talk_went_on(site: Site) -> None:
    client, bot = site
    proof = {"token": await token(client)}
    async with line(client, proof) as one, line(client, proof) as two:
        bot.sets = {"consent": "yes"}
        await say(one, YES)
        assert (await two.call("history")) == (await one.call("history"))
        assert two.told == ["typing", "changed"]
        assert one.told == ["typing"]


async def test_a_drop_in_mid_turn_loses_nothing_and_doubles_nothing(site: Site) -> None:
    client, bot = site
    proof = {"token": await token(client)}
    taken, go = asyncio.Event(), asyncio.Event()

    async def slow(_: UserMessage) -> list[Message]:
        taken.set()
        await go.wait()
        return [SIDE]

    async with line(client, proof) as socket:
        bot.sets = {"consent": "yes"}
        await say(socket, YES)
        bot.model = slow
        waiting = asyncio.ensure_future(say(socket, "it was sore", "m-1"))
        await asyncio.wait_for(taken.wait(), 3)
        waiting.cancel()
    heard = len(bot.heard)
    async with line(client, proof) as socket:
        again = asyncio.ensure_future(say(socket, "it was sore", "m-1"))
        await asyncio.sleep(0.1)
        go.set()
        assert await again == {"messages": [SIDE]}
        history = (await socket.call("history"))["messages"]
    assert len(bot.heard) == heard
    assert [line["text"] for line in history if line["from"] == "person"] == ["Yes", "it was sore"]


async def test_messages_sent_at_once_are_answered_in_order(site: Site) -> None:
    client, bot = site

    async def echo(message: UserMessage) -> list[Message]:
        return [{"text": f"heard {message.text}"}]

    async with line(client, {"token": await token(client)}) as socket:
        bot.sets = {"consent": "yes"}
        await say(socket, YES)
        bot.model = echo
        words = ["one", "two", "three", "four", "five"]
        answers = await asyncio.gather(*(say(socket, word) for word in words))
    assert [answer["messages"][0]["text"] for answer in answers] == [f"heard {w}" for w in words]
    assert [m.text for m in bot.heard[-5:]] == words


@pytest.mark.parametrize(
    "body", [None, "words", {}, {"message": 3}, {"message": "a", "id": "a b"}, {"message": None}]
)
async def test_a_body_of_the_wrong_kind_is_refused(site: Site, body: Any) -> None:
    client, bot = site
    async with line(client, {"token": await token(client)}) as socket:
        heard = len(bot.heard)
        answer = await socket.call("message", body, timeout=5)
        assert (await socket.call("history"))["messages"]
    assert answer["status"] == 400
    assert answer["error"].startswith(words_of("utter_guard_bad_request"))
    assert len(bot.heard) == heard


async def test_too_much_at_once_closes_the_line_and_nothing_else(site: Site) -> None:
    client, bot = site
    proof = {"token": await token(client)}
    async with line(client, proof) as socket:
        await socket.emit("message", {"message": "x" * 60_000})
        await asyncio.wait_for(socket.wait(), 5)
        assert not socket.connected
    async with line(client, proof) as socket:
        bot.sets = {"consent": "yes"}
        assert await say(socket, YES) == {"messages": [SIDE]}


async def test_haste_is_told_when_to_try_again(tmp_path: Path) -> None:
    async with served(tmp_path, session_rate=1, address_rate=0) as (client, bot):
        proof = await token(client)
        async with line(client, {"token": proof}) as socket:
            bot.sets = {"consent": "yes"}
            assert "messages" in await say(socket, YES)
            refused = await say(socket, "left")
        headers = {"Authorization": f"Bearer {proof}"}
        over_http = await client.post(SAY, headers=headers, json={"message": "left"})
    assert refused["status"] == over_http.status_code == 429
    assert 1 <= refused["retry_after"] <= 60
    assert refused["error"] == over_http.json()["error"]


async def test_an_address_may_not_connect_without_end(tmp_path: Path) -> None:
    async with served(tmp_path, session_rate=0, address_rate=2) as (client, _):
        proof = {"token": await token(client)}
        async with line(client, proof):
            pass
        with pytest.raises(NotConnected, match=words_of("utter_guard_too_fast")):
            async with line(client, proof):
                pass


async def test_a_conversation_has_few_lines_and_gives_them_back(tmp_path: Path) -> None:
    async with served(tmp_path, session_rate=0, address_rate=0, most_lines=1) as (client, _):
        proof = {"token": await token(client)}
        async with line(client, proof):
            with pytest.raises(NotConnected, match=words_of("utter_guard_too_fast")):
                async with line(client, proof):
                    pass
        await asyncio.sleep(0.1)
        async with line(client, proof) as socket:
            assert "messages" in await socket.call("history")


@pytest.mark.parametrize(
    ("origin", "welcome"),
    [("https://clinic.example", True), ("https://elsewhere.example", False), ("null", False)],
)
async def test_only_listed_websites_may_connect(tmp_path: Path, origin: str, welcome: bool) -> None:
    listed = ("https://clinic.example",)
    async with served(tmp_path, session_rate=0, address_rate=0, origins=listed) as (client, _):
        proof = {"token": await token(client)}
        if welcome:
            async with line(client, proof, Origin=origin) as socket:
                assert "messages" in await socket.call("history")
        else:
            with pytest.raises(NotConnected):
                async with line(client, proof, Origin=origin):
                    pass


@pytest.mark.parametrize(("error", "status"), [(StorageDown("gone"), 503), (ValueError(), 500)])
async def test_an_apology_where_the_history_cannot_be_read(
    site: Site, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int
) -> None:
    client, bot = site
    async with line(client, {"token": await token(client)}) as socket:

        async def broken(_: str) -> None:
            raise error

        monkeypatch.setattr(bot.tracker_store, "retrieve_full_tracker", broken)
        answer = await socket.call("history")
    assert answer["status"] == status
    assert answer["error"].startswith(words_of("utter_guard_trouble"))
