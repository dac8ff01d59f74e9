"""Stands for Rasa and for the reader: a model that the test writes, in front of the real store."""

from __future__ import annotations

import asyncio
import copy
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from channels.guard import OPENING
from channels.messages import Message
from channels.store import SafeSQLTrackerStore
from channels.words import own_responses

SLOTS = (
    "consent",
    "signs_health",
    "location",
    "side",
    "red_flags",
    "red_flags_withdrawn",
    "emergency_now",
    "emergency_number",
    "plan",
    "course",
    "keep_plan",
)
SECONDS_AN_HOUR = 3600.0
Model = Callable[[UserMessage], Awaitable[list[Message]]]


def question(slot: str, *values: str, **more: Any) -> Message:
    """A message that asks for `slot`, as Footwise's generated responses do."""
    options = [
        {"value": value, "label": value.title(), "payload": f'/inform{{"{slot}": "{value}"}}'}
        for value in values
    ]
    custom = {"type": "question", "slot": slot, "kind": "single", "options": options, **more}
    buttons = [{"title": option["label"], "payload": option["payload"]} for option in options]
    return {"text": f"Please tell me {slot}.", "buttons": buttons, "custom": custom}


CONSENT = question("consent", "yes", "no", kind="yes_no")
SIDE = question("side", "left", "right", "both")
LOCATION = question("location", "arch", "calf", "ball", kind="body_map", multiple=True, max=2)


@dataclass(frozen=True)
class Reading:
    """What the made-up reader says about a text."""

    facts: dict[str, Any] = field(default_factory=dict)
    red_flags: list[str] = field(default_factory=list)
    intent: str | None = None


class Reader:
    """Reads by a list of words: the first that stands in the text decides."""

    def __init__(self) -> None:
        self.known: dict[str, Reading] = {
            "breathe": Reading(red_flags=["breathless_chest_pain"]),
            "tingling": Reading(red_flags=["tingling"]),
            "pop": Reading(red_flags=["pop_or_kicked"]),
            "black toe": Reading(red_flags=["foot_black_or_pus"]),
            "story": Reading(facts={"location": ["calf"]}),
        }
        self.asked: list[str | None] = []
        self.broken = False

    def read(self, text: str, asked: str | None) -> Reading:
        """The reading of the first known word in `text`."""
        self.asked.append(asked)
        if self.broken:
            raise RuntimeError("the reader is broken")
        for words, reading in self.known.items():
            if words in text:
                return reading
        if asked in ("consent", "emergency_now") and text in ("yes", "no", "yes it is"):
            return Reading(facts={str(asked): text.split()[0]})
        return Reading()


class Processor:
    """The part of Rasa's processor that the record uses."""

    def __init__(self, agent: Bot) -> None:
        self.agent = agent
        self.intents: dict[str, str] = {}
        self.sessions_begun = 0
        self.renewal_takes_s = 0.0
        self.begins_fail = False

    async def get_tracker(self, sender: str) -> DialogueStateTracker:
        tracker = await self.agent.tracker_store.retrieve(sender)
        return tracker or DialogueStateTracker(sender, self.agent.domain.slots)

    async def fetch_tracker_and_update_session(
        self, sender: str, output: Any
    ) -> DialogueStateTracker:
        tracker = await self.get_tracker(sender)
        if not tracker.applied_events() or self._has_session_expired(tracker):
            await asyncio.sleep(self.renewal_takes_s)
            if self.begins_fail:
                tracker.update(ActionExecuted("action_session_start"))
                return tracker
            self.sessions_begun += 1
            consent = tracker.get_slot("consent")
            for event in (SessionStarted(), SlotSet("consent", consent)):
                tracker.update(event, self.agent.domain)
        return tracker

    def _has_session_expired(self, tracker: DialogueStateTracker) -> bool:
        last = tracker.get_last_event_for(UserUttered)
        return last is not None and time.time() - last.timestamp > SECONDS_AN_HOUR

    async def parse_message(self, message: UserMessage) -> dict[str, Any]:
        return {"intent": {"name": self.intents.get(str(message.text), "nlu_fallback")}}


class Bot:
    """Stands for Rasa's agent: real store and lock, a model that the test writes."""

    def __init__(self, folder: Path) -> None:
        responses = {**copy.deepcopy(dict(own_responses())), "utter_ask_consent": [CONSENT]}
        slot = {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
        self.domain = Domain.from_dict({"slots": {name: copy.deepcopy(slot) for name in SLOTS}})
        self.domain.responses.update(responses)
        self.store = SafeSQLTrackerStore(self.domain, host=f"sqlite:///{folder}/talks.db")
        self.tracker_store = FailSafeTrackerStore(self.store)
        self.lock_store = InMemoryLockStore()
        self.processor = Processor(self)
        self.heard: list[UserMessage] = []
        self.sets: dict[str, Any] = {}
        self.model: Model = self.ask_side

    def is_ready(self) -> bool:
        return True

    async def ask_side(self, message: UserMessage) -> list[Message]:
        """A model that begins with consent and then wants to know the side for ever."""
        return [CONSENT] if message.text == OPENING else [SIDE]

    async def handle_message(self, message: UserMessage) -> None:
        """One turn, in the order of Rasa's own: lock, model, output, save."""
        async with self.lock_store.lock(message.sender_id):
            tracker = await self.processor.fetch_tracker_and_update_session(
                message.sender_id, message.output_channel
            )
            self.heard.append(message)
            said = UserUttered(
                message.text, message_id=message.message_id, metadata=message.metadata or {}
            )
            events: list[Event] = [said]
            for answer in copy.deepcopy(await self.model(message)):
                data = {key: value for key, value in answer.items() if key != "text"}
                events.append(BotUttered(answer.get("text"), data))
                await message.output_channel.send_response(message.sender_id, answer)
            events += [SlotSet(name, value) for name, value in self.sets.items()]
            for event in [*events, ActionExecuted("action_listen")]:
                tracker.update(event, self.domain)
            self.sets = {}
            await self.tracker_store.save(tracker)
