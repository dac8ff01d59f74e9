"""No turn ends in silence, and what was said in one that failed is not lost."""

from __future__ import annotations

import asyncio
import logging

import pytest
from rasa.core.channels.channel import UserMessage

from channels.messages import Message
from channels.store import StorageDown
from tests.channels.conftest import NewTalk
from tests.channels.harness import SIDE, Talk, asked, texts, words_of

TROUBLE = words_of("utter_guard_trouble")


async def test_a_silent_turn_gets_calm_words_and_the_open_question(talk: Talk) -> None:
    async def model(_: UserMessage) -> list[Message]:
        return []

    await talk.open()
    talk.bot.model = model
    messages = await talk.say("left")
    assert texts(messages).startswith(TROUBLE)
    assert messages[-1] == SIDE
    assert [who for who, words in await talk.history() if words == "left"] == ["person"]


class Odd(RuntimeError):
    """An error whose text holds what the person said."""


async def test_an_error_gets_calm_words_and_is_logged_without_the_persons_words(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    async def model(message: UserMessage) -> list[Message]:
        raise Odd(message.text)

    await talk.open()
    talk.bot.model = model
    with caplog.at_level(logging.ERROR):
        messages = await talk.say("my secret foot")
    assert texts(messages).startswith(TROUBLE)
    assert messages[-1] == SIDE
    assert "Odd" in caplog.text
    assert "secret" not in caplog.text
    assert ("person", "my secret foot") in await talk.history()


async def test_a_late_turn_is_ended_in_time_and_the_words_are_kept(new_talk: NewTalk) -> None:
    talk = new_talk(turn_s=0.6)

    async def model(_: UserMessage) -> list[Message]:
        await asyncio.sleep(30)
        return [SIDE]

    await talk.open()
    talk.bot.model = model
    loop = asyncio.get_running_loop()
    began = loop.time()
    messages = await talk.say("the left one")
    assert loop.time() - began < 0.7
    assert texts(messages).startswith(TROUBLE)
    assert messages[-1] == SIDE
    assert ("person", "the left one") in await talk.history()
    again = messages[0]["buttons"][0]["payload"]
    talk.bot.model = talk.bot.ask_side
    assert await talk.say(again) == [SIDE]
    assert talk.last_heard.text == "the left one"


async def test_the_open_question_can_be_answered_after_a_failed_turn(talk: Talk) -> None:
    async def model(_: UserMessage) -> list[Message]:
        raise Odd

    await talk.open()
    talk.bot.model = model
    await talk.say("left")
    talk.bot.model = talk.bot.ask_side
    await talk.say('/inform{"side": "left"}')
    assert talk.last_heard.text == '/inform{"side": "left"}'


async def test_a_store_that_is_down_gets_calm_words(talk: Talk) -> None:
    async def model(_: UserMessage) -> list[Message]:
        raise StorageDown("away")

    await talk.open()
    talk.bot.model = model
    assert texts(await talk.say("left")).startswith(TROUBLE)


async def test_without_a_model_there_are_calm_words_and_an_emergency_is_still_seen(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talk.bot, "is_ready", lambda: False)
    assert texts(await talk.say("my foot hurts")).startswith(TROUBLE)
    assert asked(await talk.say("I can't breathe")) == "emergency_now"


async def test_a_reader_that_fails_does_not_end_the_talk(talk: Talk) -> None:
    await talk.open()
    talk.reader.broken = True
    assert await talk.say("left") == [SIDE]


async def test_a_message_that_failed_can_be_sent_again(talk: Talk) -> None:
    async def model(_: UserMessage) -> list[Message]:
        raise Odd

    await talk.open()
    talk.bot.model = model
    await talk.say("left", message_id="m1")
    talk.bot.model = talk.bot.ask_side
    assert await talk.say("left", message_id="m1") == [SIDE]


async def test_a_message_that_waits_too_long_for_the_one_before_is_answered(
    new_talk: NewTalk,
) -> None:
    talk = new_talk(turn_s=0.5)

    async def model(_: UserMessage) -> list[Message]:
        await asyncio.sleep(30)
        return []

    await talk.open()
    talk.bot.model = model
    first = asyncio.ensure_future(talk.say("left"))
    await asyncio.sleep(0)
    talk.guard._tools.talks.of(talk.sender)
    answers = [await talk.say("I can't breathe"), await first]
    assert asked(answers[0]) == "emergency_now"
    assert texts(answers[1]).startswith(TROUBLE)


async def test_answers_of_an_old_session_do_not_come_back_when_a_new_one_cannot_begin(
    talk: Talk,
) -> None:
    async def model(_: UserMessage) -> list[Message]:
        return []

    await talk.open()
    talk.bot.sets = {"side": "left"}
    await talk.say("left")
    await talk.grow_old(hours=2)
    talk.bot.processor.begins_fail = True
    talk.bot.model = model
    assert texts(await talk.say("hello")).startswith(TROUBLE)
    assert await talk.slot("side") is None
    assert await talk.slot("consent") == "yes"
    assert await talk.slot("emergency_number")
