"""The guard stands before any channel, not only before our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request

from channels.mixin import Guarded


class PlainInput(InputChannel):
    """A channel as Rasa's own are: it believes whoever sends."""

    @classmethod
    def name(cls) -> str:
        return "plain"

    def blueprint(self, on_new_message: Any) -> Blueprint:
        blueprint = Blueprint("plain")

        @blueprint.post("/webhook")
        async def webhook(request: Request) -> Any:
            output = CollectingOutputChannel()
            body = json.loads(request.body)
            await on_new_message(UserMessage(body["message"], output, body.get("sender")))
            return response.json(output.messages)

        return blueprint


class GuardedInput(Guarded, PlainInput):
    """The same channel, guarded."""


@pytest.mark.parametrize("sender", [None, "", "web:x", "plain:", "plain:\ud800", "plain:a\u0000"])
async def test_the_guard_stands_before_any_channel(tmp_path: Path, sender: str | None) -> None:
    heard: list[UserMessage] = []
    channel = GuardedInput()

    async def run(message: UserMessage) -> None:
        heard.append(message)

    await channel.take(UserMessage("hello", CollectingOutputChannel(), sender), run)
    assert not heard


async def test_a_guarded_channel_answers_through_its_own_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTWISE_DATA", str(tmp_path))
    output = CollectingOutputChannel()

    async def run(_: UserMessage) -> None:
        raise RuntimeError

    await GuardedInput().take(UserMessage("hello", output, "plain:7"), run)
    assert output.messages[0]["recipient_id"] == "plain:7"
    assert output.messages[0]["text"]
