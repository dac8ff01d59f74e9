"""Every message passes the guard: what reaches the model, and what does not."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from channels.messages import Message
from tests.channels.harness import LOCATION, SIDE, Talk, question, texts, words_of

TROUBLE = words_of("utter_guard_trouble")
RESULT: Message = {
    "text": "You can look after this yourself.",
    "buttons": [{"title": "Why?", "payload": "/why"}],
    "custom": {"type": "triage_result"},
}
SUMMARY = question("summary_ok", "yes")


async def test_words_reach_the_model_with_what_was_asked_and_nothing_of_the_client(
    talk: Talk,
) -> None:
    await talk.open()
    messages = await talk.say("the left\u0000 one")
    assert talk.last_heard.text == "the left one"
    assert talk.last_heard.metadata == {"asked": "side"}
    assert messages == [SIDE]
    assert talk.reader.asked[-1] == "side"


async def test_an_answer_within_the_options_reaches_the_model(talk: Talk) -> None:
    await talk.open()
    await talk.say('/inform{"side":  "left"}')
    assert talk.last_heard.text == '/inform{"side": "left"}'


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ('/inform{"location": ["arch"]}', "inform"),
        ('/inform{"side": "upstairs"}', "inform"),
        ('/inform{"red_flags": ["deformity"]}', "inform"),
        ("/restart", "restart"),
        ("/session_start", "session_start"),
        ('/greet{"name": "x"}', "greet"),
        ("  /back", "back"),
        ("EXTERNAL: greet", "EXTERNAL: greet"),
    ],
)
async def test_no_other_command_reaches_the_model(talk: Talk, typed: str, heard: str) -> None:
    await talk.open()
    await talk.say(typed)
    assert talk.last_heard.text == heard


async def test_buttons_of_the_last_result_and_summary_stay_good(talk: Talk) -> None:
    change = {"title": "Side", "payload": '/change{"change_slot": "side"}'}
    summary = {**SUMMARY, "buttons": [*SUMMARY["buttons"], change]}
    turns = iter([[summary], [RESULT], [SIDE], [SIDE]])

    async def model(_: UserMessage) -> list[Message]:
        return next(turns)

    await talk.open()
    talk.bot.model = model
    for typed in ("left", '/inform{"summary_ok": "yes"}', "/why", change["payload"]):
        await talk.say(typed)
        assert talk.last_heard.text == typed


async def test_an_old_summary_cannot_be_agreed_to_while_another_question_is_open(
    talk: Talk,
) -> None:
    turns = iter([[SUMMARY], [SIDE], [SIDE]])

    async def model(_: UserMessage) -> list[Message]:
        return next(turns)

    await talk.open()
    talk.bot.model = model
    await talk.say("left")
    await talk.say("the other side")
    await talk.say('/inform{"summary_ok": "yes"}')
    assert talk.last_heard.text == "inform"


async def test_what_may_be_tapped_survives_a_restart(talk: Talk) -> None:
    await talk.open()
    talk.restart()
    await talk.say('/inform{"side": "left"}')
    assert talk.last_heard.text == '/inform{"side": "left"}'


@pytest.mark.parametrize("typed", ["", "   ", "/", "\u0000\u200b", " / / "])
async def test_an_empty_message_gets_words_and_the_open_question(talk: Talk, typed: str) -> None:
    await talk.open()
    heard = len(talk.bot.heard)
    messages = await talk.say(typed)
    assert words_of("utter_guard_empty") in texts(messages)
    assert messages[-1] == SIDE
    assert len(talk.bot.heard) == heard


async def test_a_message_too_long_is_told_so_and_the_talk_goes_on(talk: Talk) -> None:
    await talk.open()
    heard = len(talk.bot.heard)
    messages = await talk.say("my foot aches " * 80)
    assert words_of("utter_guard_too_long") in texts(messages)
    assert messages[-1] == SIDE
    assert len(talk.bot.heard) == heard
    await talk.say("x" * 1000)
    assert talk.last_heard.text == "x" * 1000


async def test_a_message_sent_twice_gets_the_same_answer_and_one_turn(talk: Talk) -> None:
    await talk.open()
    first = await talk.say("left", message_id="m1")
    heard = len(talk.bot.heard)
    assert await talk.say("left", message_id="m1") == first
    talk.restart()
    assert await talk.say("left", message_id="m1") == first
    assert len(talk.bot.heard) == heard


async def test_two_messages_at_once_are_answered_one_after_the_other(talk: Talk) -> None:
    running: list[str] = []

    async def model(message: UserMessage) -> list[Message]:
        assert not running
        running.append(str(message.text))
        await asyncio.sleep(0.05)
        running.clear()
        return [LOCATION if message.text == "left" else SIDE]

    await talk.open()
    talk.bot.model = model
    answers = await asyncio.gather(talk.say("left"), talk.say("my arch"))
    assert answers == [[LOCATION], [SIDE]]
    assert talk.last_heard.metadata == {"asked": "location"}


async def test_after_an_hour_the_old_question_is_not_asked_any_more(talk: Talk) -> None:
    await talk.open()
    await talk.grow_old(hours=2)
    await talk.say("hello")
    assert talk.last_heard.metadata is None


async def test_taps_are_shown_by_their_words(talk: Talk) -> None:
    async def model(message: UserMessage) -> list[Message]:
        return [RESULT] if "calf" in str(message.text) else [LOCATION]

    await talk.open()
    talk.bot.model = model
    await talk.say("left")
    await talk.say('/inform{"location": ["arch", "calf"]}')
    await talk.say("/why")
    history: list[Any] = await talk.history()
    assert [words for who, words in history if who == "person"] == [
        "Yes",
        "left",
        "Arch, Calf",
        "Why?",
    ]
