"""What every messaging platform must do, over real HTTP both ways."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from channels.messages import Message
from channels.words import NUMBER, emergency_words
from tests.channels.bot import LOCATION, SIDE, question
from tests.messaging.platforms import PERSON, PLATFORMS, Platform
from tests.messaging.served import Place, Talk, run, served

PAIN = question("pain_walk", "0", "5", "10", kind="scale", min=0, max=10)
RESULT = {"text": "Here is your plan.", "buttons": [{"title": "Tips", "payload": "/tips"}]}
ASKED = "Please tell me side."


@pytest.fixture(params=PLATFORMS, ids=lambda kind: kind.__name__.lower())
def play(request: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Plays a talk on each platform in turn."""

    def played(talk: Talk) -> None:
        run(request.param(), tmp_path, monkeypatch, talk)

    return played


def words_of(place: Place) -> list[str]:
    return [str(heard.text) for heard in place.bot.heard[1:]]


def test_a_talk_from_hello_to_result(play: Any) -> None:
    async def talk(place: Place) -> None:
        steps = iter([[LOCATION], [SIDE], [PAIN], [RESULT], [RESULT]])

        async def model(_message: UserMessage) -> list[Message]:
            return next(steps)

        place.bot.model = model
        platform = place.platform
        await place.send(platform.say(2, "my foot hurts"))
        for call in platform.choose(10, ["Arch", "Calf"]):
            await place.send(call)
        await place.send(platform.tap(20, "Left"))
        await place.send(platform.say(21, "5"))
        assert words_of(place)[:3] == [
            "my foot hurts",
            '/inform{"location": ["arch", "calf"]}',
            '/inform{"side": "left"}',
        ]
        assert platform.texts[-1].startswith("Here is your plan.")
        await place.send(platform.tap(22, "Tips"))
        assert words_of(place)[3:] == ["5", "/tips"]

    play(talk)


def test_duplicates_and_late_messages_are_each_heard_once(play: Any) -> None:
    async def talk(place: Place) -> None:
        say = place.platform.say
        for number in (4, 2, 4, 3, 2, 4):
            assert await place.post(say(number, f"word {number}")) == place.platform.taken
        await place.settle()
        assert words_of(place) == ["word 4", "word 2", "word 3"]
        assert sum(text.startswith(ASKED) for text in place.platform.texts) == 3

    play(talk)


def test_a_busy_or_broken_platform_gets_it_again_and_once(play: Any) -> None:
    async def talk(place: Place) -> None:
        place.platform.trouble = [500, 429, 503]
        await place.send(place.platform.say(2, "hello"))
        assert place.platform.tries == 5
        assert [text.startswith(ASKED) for text in place.platform.texts] == [False, True]

    play(talk)


def test_nobody_else_can_speak(play: Any) -> None:
    async def talk(place: Place) -> None:
        assert await place.post(place.platform.say(2, "left", good=False)) == 403
        await place.settle()
        assert words_of(place) == []

    play(talk)


def test_what_has_no_words_is_answered_and_what_is_no_message_left_alone(play: Any) -> None:
    async def talk(place: Place) -> None:
        platform = place.platform
        await place.send(*platform.ignored(50))
        assert len(platform.texts) == 1
        for call in platform.wordless(60):
            before = len(platform.texts)
            await place.send(call)
            assert "no words" in platform.texts[before]
        assert words_of(place) == []

    play(talk)


def test_addresses_are_not_on_record(play: Any) -> None:
    async def talk(place: Place) -> None:
        other = "447700900124"
        await place.send(place.platform.say(2, "hello"), place.platform.say(3, "/start", other))
        senders = {str(heard.sender_id) for heard in place.bot.heard}
        assert len(senders) == 2
        assert not any(number in sender for number in (PERSON, other) for sender in senders)

    play(talk)


def test_long_text_arrives_whole(play: Any) -> None:
    long = "Rest & raise the foot. " * 300

    async def talk(place: Place) -> None:
        async def model(_message: UserMessage) -> list[Message]:
            return [{"text": long, "buttons": RESULT["buttons"]}]

        place.bot.model = model
        await place.send(place.platform.say(2, "hello"))
        parts = [text.replace("&amp;", "&") for text in place.platform.texts[1:]]
        assert len(parts) > 1
        assert " ".join(parts).startswith(long.strip())

    play(talk)


def test_who_has_left_stops_nobody(play: Any) -> None:
    async def talk(place: Place) -> None:
        platform = place.platform
        platform.trouble = [403] * 2
        await place.send(platform.say(2, "hello"))
        assert len(platform.texts) == 1
        platform.trouble = []
        await place.send(platform.say(3, "hello"))
        assert len(platform.texts) == 2

    play(talk)


def test_an_emergency_needs_no_buttons(play: Any) -> None:
    async def talk(place: Place) -> None:
        place.platform.no_choices = True
        await place.send(place.platform.say(2, "I cannot breathe"))
        assert any(emergency_words()[NUMBER] in text for text in place.platform.texts[1:])

    play(talk)


@pytest.mark.parametrize("kind", PLATFORMS)
def test_a_platform_out_of_reach_at_the_start(
    kind: type[Platform], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def whole() -> None:
        async with served(kind(), tmp_path, monkeypatch) as place:
            place.bot.sets = {}
            assert await place.post(place.platform.say(1, "/start")) == place.platform.taken
            await asyncio.sleep(0.1)
            await place.open()
            await place.settle()
            assert len(place.platform.texts) == 1

    asyncio.run(whole())
