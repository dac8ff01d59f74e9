"""Deleting what people told: at their word, whichever way they talk, and when its time is over."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from channels import privacy
from channels.messages import Message
from channels.settings import BadSetting, Settings
from channels.store import StorageDown
from tests.channels.conftest import NewTalk
from tests.channels.harness import CONSENT, SIDE, Bot, Talk, asked, texts, words_of
from tests.channels.served import served
from tests.channels.test_socket import line
from tests.channels.test_web import HISTORY, SAY, START, begin

SESSION = START
TITLE = "Delete all my answers"
SECRET = "purple elephants"
DAY_H = 24.0
ASKS: list[Message] = [
    {"text": "I can.", "buttons": [{"title": TITLE, "payload": privacy.DELETE}]},
    SIDE,
]


def traces(folder: Path) -> list[str]:
    """The files of the database in which the secret still stands."""
    return [file.name for file in folder.glob("talks.db*") if SECRET.encode() in file.read_bytes()]


async def asks(_: UserMessage) -> list[Message]:
    """A model that offers to delete."""
    return ASKS


@pytest.mark.parametrize("how", [privacy.DELETE, TITLE, "delete all my answers!"])
async def test_a_person_deletes_everything(talk: Talk, tmp_path: Path, how: str) -> None:
    await talk.open()
    await talk.say(SECRET)
    talk.bot.model = asks
    await talk.say("delete my data")
    assert traces(tmp_path)
    heard = len(talk.bot.heard)
    answer = await talk.say(how)
    assert texts(answer).startswith(words_of(privacy.FORGOTTEN))
    assert len(talk.bot.heard) == heard
    assert await talk.history() == []
    assert traces(tmp_path) == []


async def test_after_that_the_talk_begins_afresh(talk: Talk) -> None:
    await talk.open()
    await talk.say(TITLE)
    assert asked(await talk.say("story")) == "consent"
    assert await talk.slot("consent") is None
    talk.bot.sets = {"consent": "yes"}
    assert await talk.say('/inform{"consent": "yes"}') == [SIDE]
    assert talk.last_heard.text == "story"


async def test_the_button_works_only_where_it_was_shown(talk: Talk) -> None:
    await talk.open()
    assert await talk.say(privacy.DELETE) == [SIDE]
    assert talk.last_heard.text == privacy.DELETE[1:]
    assert await talk.history()


async def test_nobody_elses_talk_is_touched(talk: Talk, new_talk: NewTalk) -> None:
    other = new_talk()
    other.bot.store = talk.bot.store
    other.bot.tracker_store = talk.bot.tracker_store
    await talk.open()
    await other.open()
    await talk.say(TITLE)
    assert await talk.history() == []
    assert await other.history()


async def test_a_database_that_is_away_is_said_and_deletes_nothing(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talk.open()

    async def broken(_: str) -> None:
        raise StorageDown("gone")

    monkeypatch.setattr(talk.bot.store, "forget", broken)
    answer = await talk.say(TITLE)
    assert texts(answer).startswith(words_of("utter_guard_trouble"))
    assert await talk.history()


async def test_over_http(tmp_path: Path) -> None:
    async with served(tmp_path, session_rate=0, address_rate=0) as (client, bot):
        mine, theirs = await begin(client), await begin(client)
        bot.sets = {"consent": "yes"}
        await client.post(SAY, headers=mine, json={"message": '/inform{"consent": "yes"}'})
        assert (await client.delete(SESSION)).status_code == 401
        assert (await client.delete(SESSION, headers=mine)).status_code == 204
        assert (await client.get(HISTORY, headers=mine)).json() == []
        assert (await client.get(HISTORY, headers=theirs)).json()


async def test_over_a_socket_and_the_other_window_is_told(tmp_path: Path) -> None:
    async with served(tmp_path, session_rate=0, address_rate=0) as (client, _):
        proof = {"token": (await client.post(START)).json()["token"]}
        async with line(client, proof) as one, line(client, proof) as two:
            assert (await one.call("history"))["messages"] == [{"from": "footwise", **CONSENT}]
            assert "error" not in await one.call("forget")
            assert await two.call("history") == {"messages": []}
            assert two.told == ["changed"]


async def test_deleting_waits_for_the_turn_that_is_going_on(tmp_path: Path) -> None:
    async with served(tmp_path, session_rate=0, address_rate=0) as (client, bot):
        mine = await begin(client)
        bot.sets = {"consent": "yes"}
        await client.post(SAY, headers=mine, json={"message": '/inform{"consent": "yes"}'})
        taken, go = asyncio.Event(), asyncio.Event()

        async def slow(_: UserMessage) -> list[Message]:
            taken.set()
            await go.wait()
            return [SIDE]

        bot.model = slow
        said = asyncio.ensure_future(client.post(SAY, headers=mine, json={"message": SECRET}))
        await asyncio.wait_for(taken.wait(), 3)
        gone = asyncio.ensure_future(client.delete(SESSION, headers=mine))
        await asyncio.sleep(0.1)
        go.set()
        assert (await said).json() == [SIDE]
        assert (await gone).status_code == 204
        assert (await client.get(HISTORY, headers=mine)).json() == []
        assert traces(tmp_path) == []


async def test_what_is_too_old_goes_and_the_rest_stays(talk: Talk, tmp_path: Path) -> None:
    await talk.open()
    await talk.say(SECRET)
    await talk.grow_old(29 * DAY_H)
    assert await privacy.clean(talk.tools) == 0
    assert traces(tmp_path)
    await talk.grow_old(2 * DAY_H)
    assert await privacy.clean(talk.tools) > 0
    assert await talk.history() == []
    assert traces(tmp_path) == []


async def test_of_a_talk_that_goes_on_the_old_sessions_go(talk: Talk, tmp_path: Path) -> None:
    await talk.open()
    await talk.say(SECRET)
    await talk.grow_old(31 * DAY_H)
    await talk.say("left")
    before = await talk.slot("consent")
    assert await privacy.clean(talk.tools) > 0
    assert [words for who, words in await talk.history() if who == "person"] == ["left"]
    assert await talk.slot("consent") == before == "yes"
    assert traces(tmp_path) == []
    await talk.say("still here")
    assert (await talk.history())[-2] == ("person", "still here")


async def test_it_goes_on_cleaning_also_after_trouble(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[float] = []

    async def shaky(when: float) -> int:
        calls.append(when)
        raise StorageDown("gone")

    monkeypatch.setattr(talk.bot.store, "forget_before", shaky)
    cleaning = asyncio.ensure_future(privacy.keep_clean(talk.tools, 0, 0.01))
    await asyncio.sleep(0.1)
    cleaning.cancel()
    assert len(calls) > 1


async def test_a_server_cleans_while_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleaned: list[Any] = []

    async def note(tools: Any) -> None:
        cleaned.append(tools)

    monkeypatch.setattr("channels.mixin.keep_clean", note)
    async with served(tmp_path) as (client, bot):
        assert isinstance(bot, Bot)
        assert (await client.get("/health/live")).status_code == 200
    assert len(cleaned) == 1


@pytest.mark.parametrize("days", ["0", "31", "-1", "many"])
def test_nothing_is_kept_for_longer_than_people_are_told(days: str) -> None:
    with pytest.raises(BadSetting, match="FOOTWISE_KEEP_DAYS"):
        Settings.from_environment({"FOOTWISE_KEEP_DAYS": days})


def test_it_may_be_kept_for_less() -> None:
    assert Settings.from_environment({"FOOTWISE_KEEP_DAYS": "7"}).keep_days == 7
