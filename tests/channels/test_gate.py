"""No exercise leaves that does not fit the answers on record, whatever the model says."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from channels import gate
from channels.messages import Message
from channels.store import StorageDown
from tests.channels.harness import SIDE, Talk, texts, words_of
from tests.takeaway.people import EMERGENCY, FIRST_DAYS, HEEL, LIBRARY
from tests.triage.reading import forbidden
from tests.triage.space import chance_talks
from triage import Answers, decide

EARLY = "STA1"
HARD = "CLA5"


def result(slots: dict[str, Any], *more: str) -> Message:
    """The engine's result for these answers, with exercises added that it did not choose."""
    decision = decide(Answers.from_slots(slots)).to_json()
    exercises = [*decision["exercises"], *({"id": name} for name in more)]
    return {
        "text": "Here.",
        "custom": {"type": "triage_result", **decision, "exercises": exercises},
    }


def exercise(name: str) -> Message:
    return {"text": name, "custom": {"type": "exercise", "id": name}}


def button(name: str) -> Message:
    payload = "/show_exercise" + json.dumps({"exercise": name})
    return {"text": "One of these?", "buttons": [{"title": name, "payload": payload}]}


async def told(talk: Talk, slots: dict[str, Any], *messages: Message) -> list[Message]:
    """What the person gets when the model says `messages` and these answers are on record."""

    async def model(_: UserMessage) -> list[Message]:
        return list(messages)

    await talk.open()
    plan = {**decide(Answers.from_slots(slots)).to_json(), "answers": slots}
    flags = {name: slots[name] for name in ("red_flags",) if name in slots}
    talk.bot.model, talk.bot.sets = model, {"plan": plan, **flags}
    return await talk.say("left")


def swapped(name: str, offer: str | None = None) -> Message:
    swaps = [{"way": "other", "id": offer, "name": offer, "payload": "/swap"}] if offer else []
    custom = {"type": "exercise_swapped", "place": EARLY, "exercise": {"id": name, "swaps": swaps}}
    return {"text": name, "custom": custom}


@pytest.mark.parametrize("slots", [HEEL, FIRST_DAYS, EMERGENCY])
async def test_what_the_engine_gives_goes_out_unchanged(talk: Talk, slots: dict[str, Any]) -> None:
    assert await told(talk, slots, result(slots)) == [result(slots)]


async def test_a_message_without_exercises_is_none_of_its_business(talk: Talk) -> None:
    assert await told(talk, EMERGENCY, SIDE) == [SIDE]


@pytest.mark.parametrize(
    ("slots", "message"),
    [
        (EMERGENCY, result(HEEL)),
        (EMERGENCY, exercise(EARLY)),
        (FIRST_DAYS, result(FIRST_DAYS, HARD)),
        (FIRST_DAYS, exercise(HARD)),
        (FIRST_DAYS, button(HARD)),
        (FIRST_DAYS, swapped(HARD)),
        (FIRST_DAYS, swapped(EARLY, offer=HARD)),
        (HEEL, exercise("XXX1")),
        ({**HEEL, "red_flags": ["calf_swollen_warm"]}, result(HEEL)),
    ],
)
async def test_what_does_not_fit_is_held_back(
    talk: Talk, slots: dict[str, Any], message: Message, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = await told(talk, slots, SIDE, message)
    assert texts(answer).startswith(words_of(gate.HELD_BACK))
    assert decide(Answers.from_slots(slots)).to_json()["route"]["say"] in texts(answer)
    assert list(gate.exercises_in(answer)) == []
    assert "Exercises were held back" in caplog.text
    assert (await talk.history())[-1] == ("footwise", texts(answer))


async def test_answers_that_cannot_be_read_let_nothing_pass(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = []
    real = talk.tools.record.view

    async def once(sender: str) -> Any:
        views.append(sender)
        if len(views) > 1:
            raise StorageDown("gone")
        return await real(sender)

    await talk.open()
    monkeypatch.setattr(talk.tools.record, "view", once)

    async def model(_: UserMessage) -> list[Message]:
        return [result(HEEL)]

    talk.bot.model = model
    answer = await talk.say("left")
    assert texts(answer).startswith(words_of("utter_guard_trouble"))
    assert list(gate.exercises_in(answer)) == []


def test_it_permits_what_the_engine_gives_and_nothing_that_is_forbidden() -> None:
    given = 0
    for done, _ in chance_talks(300, seed=21):
        allowed = gate.permitted(done.slots)
        decision = decide(done.answers, LIBRARY).to_json()
        chosen = {item["id"] for item in decision["exercises"]}
        given += bool(chosen)
        assert chosen <= allowed
        if decision["urgency"] in ("emergency", "urgent_same_day"):
            assert not allowed
        for name in allowed:
            assert forbidden(done.slots, LIBRARY.exercises[name]) is None, (name, done.slots)
    assert given > 30
