"""What one platform alone has: handshakes, batches, time limits, ticks, numbers on buttons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from channels.messages import Message
from channels.outgoing import split
from channels.settings import BadSetting
from channels.slack import SlackChannel
from tests.channels.bot import LOCATION, question
from tests.messaging.platforms import Call, Messenger, Slack, Telegram
from tests.messaging.served import Place, run

LONG = question("onset", *(f"after a walk of about {number} miles" for number in range(1, 4)))


def asks(place: Place, message: Message) -> None:
    async def model(_message: UserMessage) -> list[Message]:
        return [message]

    place.bot.model = model


def test_slack_shakes_hands_and_refuses_what_is_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = Slack()

    async def talk(place: Place) -> None:
        call = platform.shake_hands()
        answer = await place.client.post(place.route, content=call.body, headers=call.headers)
        assert (answer.status_code, answer.text) == (200, "c4")
        platform.age_s = 301
        assert await place.post(platform.say(2, "left")) == 403
        headers = {**platform.say(3, "left").headers, "X-Slack-Request-Timestamp": "soon"}
        assert await place.post(Call(b"{}", headers)) == 403

    run(platform, tmp_path, monkeypatch, talk)


def test_slack_sends_ticks_together_and_none_of_these_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = Slack()

    async def talk(place: Place) -> None:
        asks(place, question("signs_health", "a", "none", "b" * 60, kind="multiple", max=3))
        await place.send(platform.say(2, "hello"))
        await place.send(*platform.choose(10, ["A", "None"]))
        assert place.bot.heard[-1].text == '/inform{"signs_health": ["a"]}'
        await place.send(*platform.choose(20, []))
        assert "no words" in platform.texts[-2]

    run(platform, tmp_path, monkeypatch, talk)


def test_messenger_shakes_hands_only_with_who_knows_the_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk(place: Place) -> None:
        for word, expected in (("check", (200, "c4")), ("guess", (403, ""))):
            asked = {"hub.mode": "subscribe", "hub.verify_token": word, "hub.challenge": "c4"}
            answer = await place.client.get(place.route, params=asked)
            assert (answer.status_code, answer.text) == expected

    run(Messenger(), tmp_path, monkeypatch, talk)


def test_messenger_hears_all_of_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    platform = Messenger()

    async def talk(place: Place) -> None:
        await place.send(platform.both(2, 3))
        assert [heard.text for heard in place.bot.heard[1:]] == ["word 2", "word 3"]

    run(platform, tmp_path, monkeypatch, talk)


def test_messenger_numbers_what_is_too_long_for_a_button(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = Messenger()

    async def talk(place: Place) -> None:
        asks(place, LONG)
        await place.send(platform.say(2, "hello"))
        assert "\n2 After A Walk Of About 2 Miles\n" in platform.texts[-1]
        await place.send(platform.tap(3, "2"))
        assert place.bot.heard[-1].text == '/inform{"onset": "after a walk of about 2 miles"}'

    run(platform, tmp_path, monkeypatch, talk)


def test_telegram_shows_ticks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    platform = Telegram()

    async def talk(place: Place) -> None:
        asks(place, LOCATION)
        await place.send(platform.say(2, "hello"))
        await place.send(platform.tap(3, "Calf"))
        assert platform.titles(platform.last)[:3] == ["Arch", "✓ Calf", "Ball"]

    run(platform, tmp_path, monkeypatch, talk)


def test_half_of_the_settings_is_too_little(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nobody(_message: Any) -> None:
        raise AssertionError

    monkeypatch.setenv("FOOTWISE_SLACK_TOKEN", "xoxb-1")
    monkeypatch.delenv("FOOTWISE_SLACK_SECRET", raising=False)
    with pytest.raises(BadSetting, match="FOOTWISE_SLACK_SECRET"):
        SlackChannel().blueprint(nobody)


def test_long_text_is_cut_between_sentences() -> None:
    text = "One two three. " * 400
    parts = split(text, 4096)
    assert " ".join(parts) == text.strip()
    assert all(part.endswith(".") and len(part) <= 4096 for part in parts)
