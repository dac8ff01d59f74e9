"""Pictures and the plan on paper, as each platform takes them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
from rasa.core.channels.channel import UserMessage

from channels.messages import Message
from tests.channels.served import SECRET
from tests.messaging.platforms import PLATFORMS, Platform, Slack, Twilio
from tests.messaging.served import Place, run
from tests.takeaway.people import CALVES

EXERCISE = {
    "text": "Pull your toes back.",
    "custom": {"type": "exercise", "id": "STC1", "picture": {"src": "-", "alt": "A calf."}},
}
RESULT = {"text": "Your plan.", "custom": {"type": "triage_result", "exercises": [{"id": "STC1"}]}}


def asks(place: Place, message: Message, plan: Any = None) -> None:
    async def model(_message: UserMessage) -> list[Message]:
        return [message]

    place.bot.model = model
    place.bot.sets = {"plan": plan} if plan else {}


async def fetched(place: Place, file: Any) -> bytes:
    """The bytes: as they came, or from the address that came."""
    if isinstance(file, tuple):
        return bytes(file[1])
    answer = await place.client.get(urlsplit(str(file)).path)
    return answer.content


@pytest.mark.parametrize("kind", PLATFORMS)
def test_a_picture_and_the_plan_arrive(
    kind: type[Platform], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTWISE_PUBLIC_URL", "https://foot.example")
    platform = kind()

    async def talk(place: Place) -> None:
        asks(place, EXERCISE)
        await place.send(platform.say(2, "show me"))
        assert (await fetched(place, platform.files[0])).startswith(b"\x89PNG")
        asks(place, RESULT, plan={"answers": CALVES})
        await place.send(platform.say(3, "my plan"))
        assert (await fetched(place, platform.files[1])).startswith(b"%PDF")

    run(platform, tmp_path, monkeypatch, talk)
    assert platform.texts[-2:] == [EXERCISE["text"], "Your plan."]


@pytest.mark.parametrize("kind", [kind for kind in PLATFORMS if kind is not Twilio])
def test_text_alone_where_there_is_no_address_or_no_plan(
    kind: type[Platform], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOOTWISE_PUBLIC_URL", raising=False)
    platform = kind()

    async def talk(place: Place) -> None:
        asks(place, RESULT)
        await place.send(platform.say(2, "my plan"))
        assert platform.texts[-1] == "Your plan."
        assert platform.files == []

    run(platform, tmp_path, monkeypatch, talk)


def test_a_link_opens_one_file_for_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTWISE_PUBLIC_URL", "https://foot.example")

    async def talk(place: Place) -> None:
        asks(place, RESULT, plan={"answers": CALVES})
        await place.send(place.platform.say(2, "my plan"))
        [link] = place.platform.files
        parts = urlsplit(link).path.split("/")
        claims = jwt.decode(parts[-2], options={"verify_signature": False})
        for wrong, key in (
            ({"exp": int(time.time()) - 1}, SECRET),
            ({"sub": "slack:somebody"}, SECRET[::-1]),
            ({"aud": "/webhooks/telegram/file"}, SECRET),
            ({"file": "no.png"}, SECRET),
        ):
            parts[-2] = jwt.encode({**claims, **wrong}, key, "HS256")
            assert (await place.client.get("/".join(parts))).status_code == 404
        parts[-2] = jwt.encode(claims, SECRET, "HS256")
        answer = await place.client.get("/".join(parts))
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        assert answer.headers["cache-control"] == "private, no-store"

    run(Slack(), tmp_path, monkeypatch, talk)
