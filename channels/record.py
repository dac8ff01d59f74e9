"""The talk's record: Rasa's tracker, read and written under the conversation's lock.

`handle_message` takes the same lock itself, so nothing here may be called around it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from channels.locks import TurnLocks
from channels.messages import Message
from channels.store import SafeSQLTrackerStore, StorageDown
from channels.words import emergency_words

if TYPE_CHECKING:
    # Importing it brings TensorFlow along, which the guard has no use for.
    from rasa.core.agent import Agent

logger = logging.getLogger(__name__)

LISTEN = "action_listen"
BEGIN = "action_session_start"
CONSENT = "consent"
FAILED = "failed"
RENEW_WITHIN_S = 2.0
Slots = Mapping[str, Any]
Build = Callable[[Slots], list[Event]]


class NoModel(RuntimeError):
    """There is no trained model to talk with."""


@dataclass(frozen=True)
class View:
    """The slots as they stand, and whether the session they belong to is over."""

    slots: Slots
    expired: bool


class Record:
    """Reads and extends the trackers of one Rasa agent."""

    def __init__(self, agent: Callable[[], Agent | None]) -> None:
        """`agent` gives the running agent, None before it is loaded."""
        self._agent = agent

    @property
    def responses(self) -> Mapping[str, Any]:
        """The responses of the model's domain, empty without a model."""
        agent = self._agent()
        return agent.domain.responses if agent is not None and agent.domain else {}

    @contextlib.asynccontextmanager
    async def alone(self, sender: str, within_s: float) -> AsyncIterator[bool]:
        """One turn of `sender` at a time, on all servers.

        Yields whether this server surely had the turn before too. Raises Busy if another turn
        does not end within `within_s` seconds.
        """
        agent = self._agent()
        locks = agent.lock_store if agent is not None else None
        if not isinstance(locks, TurnLocks):
            yield True
            return
        async with locks.alone(sender, within_s) as ours:
            yield ours

    async def view(self, sender: str) -> View:
        """The present session of `sender`. Raises StorageDown, NoModel."""
        agent = self._ready()
        tracker = await agent.tracker_store.retrieve(sender)
        if tracker is None:
            return View({}, False)
        return View(tracker.current_slot_values(), _is_over(agent, tracker))

    async def events(self, sender: str) -> list[Event]:
        """Everything that ever happened in this talk. Raises StorageDown, NoModel."""
        tracker = await self._ready().tracker_store.retrieve_full_tracker(sender)
        return list(tracker.events) if tracker else []

    async def intent(self, words: str, asked: str | None) -> str | None:
        """The intent that the model reads in `words`; nothing is stored."""
        message = UserMessage(words, metadata={"asked": asked})
        parsed = await self._ready().processor.parse_message(message)
        return (parsed.get("intent") or {}).get("name")

    async def append(self, sender: str, build: Build, output: OutputChannel | None = None) -> None:
        """Adds events to the talk; `build` makes them from the slots as they then stand.

        With `output`, a session that is over is renewed first, as before any message of a person.
        Without, nothing is added to a talk that has not begun: Rasa would never begin it then.
        """
        agent = self._ready()
        async with agent.lock_store.lock(sender):
            if output is not None:
                tracker = await _renewed(agent, sender, output)
            else:
                tracker = await agent.processor.get_tracker(sender)
                if not tracker.applied_events():
                    return
            for event in build(tracker.current_slot_values()):
                tracker.update(event, agent.domain)
            await agent.tracker_store.save(tracker)

    async def append_failed(self, sender: str, said: UserUttered, answers: list[Message]) -> None:
        """Keeps what the person said in a turn that failed, and what the guard answered.

        A session that is over is not prolonged by it: only the answer is added then.
        """
        agent = self._ready()
        async with agent.lock_store.lock(sender):
            tracker = await agent.processor.get_tracker(sender)
            if not tracker.applied_events():
                return
            last = tracker.get_last_event_for(UserUttered)
            stored = last is not None and last.message_id == said.message_id
            said.metadata[FAILED] = True
            own = [said] if said.text and not stored and not _is_over(agent, tracker) else []
            begin = _begin(tracker) if _is_half_begun(tracker) else []
            for event in [*begin, *own, *map(utterance, answers), ActionExecuted(LISTEN)]:
                tracker.update(event, agent.domain)
            await agent.tracker_store.save(tracker)

    async def store_is_safe(self) -> bool:
        """Whether talks are kept by our own store, and its database answers."""
        store = self._own_store()
        if store is None:
            return False
        await store.check()
        return True

    async def first_time(self, name: str) -> bool:
        """Whether message `name` of a platform comes for the first time, as far as can be told."""
        try:
            store = self._own_store()
            return store is None or await store.first_time(name)
        except (NoModel, StorageDown):
            return True

    async def way_back(self, sender: str) -> str | None:
        """The secret of the link back to the plan that `sender` had kept, None where none is.

        Raises StorageDown, NoModel.
        """
        store = self._own_store()
        return await store.way_back(sender) if store is not None else None

    async def forget(self, sender: str) -> None:
        """Deletes the talk for good. Raises StorageDown, NoModel."""
        agent, store = self._ready(), self._own_store()
        if store is None:
            raise StorageDown("not our own store")
        async with agent.lock_store.lock(sender):
            await store.forget(sender)

    async def forget_before(self, when: float) -> int:
        """Deletes what is older than `when`, in seconds since 1970; the number of events.

        Raises StorageDown, NoModel.
        """
        store = self._own_store()
        if store is None:
            raise StorageDown("not our own store")
        return await store.forget_before(when)

    def _own_store(self) -> SafeSQLTrackerStore | None:
        kept = self._ready().tracker_store
        inner = getattr(kept, "_tracker_store", kept)
        return inner if isinstance(inner, SafeSQLTrackerStore) else None

    def _ready(self) -> Agent:
        agent = self._agent()
        if agent is None or not agent.is_ready():
            raise NoModel
        return agent


def utterance(message: Message, name: str = "guard", **notes: Any) -> BotUttered:
    """A message of the guard as an event; `name` is its response, `notes` are for the record."""
    data = {key: value for key, value in message.items() if key != "text"}
    return BotUttered(message.get("text"), data, {"utter_action": name, **notes})


def slots_set(values: Mapping[str, Any]) -> list[Event]:
    """One event for each slot."""
    return [SlotSet(name, value) for name, value in values.items()]


def listening() -> Event:
    """Ends a turn of the guard: Rasa waits for the person."""
    return ActionExecuted(LISTEN)


def _is_over(agent: Agent, tracker: DialogueStateTracker) -> bool:
    return bool(agent.processor._has_session_expired(tracker))


async def _renewed(agent: Agent, sender: str, output: OutputChannel) -> DialogueStateTracker:
    """The tracker, in a new session if the old one is over.

    Renewing asks the action server; a slow one must not hold back an alert, and old answers must
    not count: the session then begins empty.
    """
    processor = agent.processor
    try:
        return await asyncio.wait_for(
            processor.fetch_tracker_and_update_session(sender, output), RENEW_WITHIN_S
        )
    except asyncio.TimeoutError:
        logger.error("The session could not be renewed in time")
        tracker = await processor.get_tracker(sender)
        tracker.update_with_events(_begin(tracker), agent.domain)
        return tracker


def _begin(tracker: DialogueStateTracker) -> list[Event]:
    """A new session that keeps consent alone, for when the action that begins one failed."""
    kept = {CONSENT: tracker.get_slot(CONSENT), **emergency_words()}
    return [SessionStarted(), *slots_set(kept)]


def _is_half_begun(tracker: DialogueStateTracker) -> bool:
    """Whether a session was to begin and did not: its answers would be those of an old one."""
    for event in reversed(tracker.events):
        if isinstance(event, SessionStarted):
            return False
        if isinstance(event, ActionExecuted) and event.action_name == BEGIN:
            return True
    return False
