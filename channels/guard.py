"""The guard: every message of every channel passes here before the model, every answer after it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Protocol

from rasa.core.agent import Agent
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.agent_port import AgentPort, listening, said
from channels.memory import Conversation, Memory, message_of, offer_from_events
from channels.red_flags import EMERGENCY_NOW, YES, Flags, RedFlagRoute
from channels.settings import Settings
from channels.store import StorageDown
from channels.words import as_words, clean_text, is_sender
from triage import care_country, care_words, load_library

logger = logging.getLogger(__name__)

START = "/start_triage"
CONSENT = "consent"
CONSENT_YES = '/inform{"consent": "yes"}'
CONSENT_NO = '/inform{"consent": "no"}'
TROUBLE, TOO_LONG, EMPTY = "utter_guard_trouble", "utter_guard_too_long", "utter_guard_empty"
CONSENT_FIRST = "utter_guard_consent_first"

Messages = list[dict[str, Any]]


class Reads(Protocol):
    """What the guard wants of a reader of texts (nlu.reader.Reader)."""

    def read(self, text: str, asked: str | None = None) -> Any:
        """A reading with `intent` and `red_flags`."""


class BadSender(ValueError):
    """A sender that no conversation may have."""


class Guard:
    """Takes one message of one conversation in, gives this turn's messages out; never silent."""

    def __init__(
        self, agent: Callable[[], Agent], reader: Callable[[], Reads], settings: Settings
    ) -> None:
        self.port = AgentPort(agent)
        self.reader = reader
        self.settings = settings
        self.memory = Memory(settings.conversations)
        self.red_flags = RedFlagRoute(self.port)
        self._running: set[asyncio.Task[Messages]] = set()

    async def begin(self, sender: str, channel: str) -> Messages:
        """The hello and the first question of a new conversation."""
        return await self._answer(sender, Conversation(), "", self._model(sender, START, channel))

    async def turn(
        self, sender: str, text: str, channel: str, message_id: str | None = None
    ) -> Messages:
        """This turn's messages for `text`; raises BadSender for a sender that cannot be.

        A message id that was answered before gets the same answer again.
        """
        if not is_sender(sender):
            raise BadSender("this conversation has no valid name")
        try:
            conversation = await self._conversation(sender)
        except (Exception, StorageDown):
            logger.exception("guard.cannot_recall")
            return self._trouble(Conversation())
        if message_id is not None and message_id in conversation.replies:
            return conversation.replies[message_id]
        messages = await self._guarded(sender, conversation, text, channel)
        if message_id is not None:
            conversation.keep_reply(message_id, messages)
        return messages

    async def _conversation(self, sender: str) -> Conversation:
        known = self.memory.get(sender)
        if known is None:
            tracker = await self.port.tracker(sender)
            known = Conversation(offer_from_events(tracker.events))
            self.memory.put(sender, known)
        return known

    async def _guarded(
        self, sender: str, conversation: Conversation, text: str, channel: str
    ) -> Messages:
        text = clean_text(text)
        if len(text) > self.settings.max_text:
            return self._refuse(conversation, TOO_LONG, limit=str(self.settings.max_text))
        if text.startswith("/") and conversation.offer.admits(text):
            work = self._payload(sender, conversation, text, channel)
            return await self._answer(sender, conversation, text, work, channel)
        words = as_words(text)
        if not any(character.isalnum() for character in words):
            return self._refuse(conversation, EMPTY)
        work = self._words(sender, conversation, words, channel)
        return await self._answer(sender, conversation, words, work, channel)

    async def _payload(
        self, sender: str, conversation: Conversation, text: str, channel: str
    ) -> Messages:
        asked = conversation.offer.asked
        if asked == EMERGENCY_NOW:
            return await self._emergency_answer(sender, text, channel, text == YES)
        if text == CONSENT_YES:
            return await self._consented(sender, conversation, channel)
        return await self._model(sender, text, channel, asked)

    async def _words(
        self, sender: str, conversation: Conversation, text: str, channel: str
    ) -> Messages:
        asked = conversation.offer.asked
        reading = self.reader().read(text, asked)
        tracker = await self.port.tracker(sender)
        flags = Flags.of(tracker, reading.red_flags)
        if flags.new and self.red_flags.is_emergency(tracker, flags):
            conversation.tell(text, self.settings.max_text)
            return await self.red_flags.alert(sender, text, channel, flags)
        if asked == EMERGENCY_NOW and reading.intent in ("affirm", "deny"):
            return await self._emergency_answer(sender, text, channel, reading.intent == "affirm")
        if tracker.get_slot(CONSENT) != "yes" and _consent_pending(tracker, asked):
            return await self._before_consent(sender, conversation, text, reading.intent, channel)
        if flags.new:
            await self.red_flags.record(sender, flags)
        return await self._model(sender, text, channel, asked)

    async def _before_consent(
        self, sender: str, conversation: Conversation, text: str, intent: str | None, channel: str
    ) -> Messages:
        """Nothing is given to the model before consent; the words wait in memory."""
        if intent == "affirm":
            return await self._consented(sender, conversation, channel)
        if intent == "deny":
            return await self._model(sender, CONSENT_NO, channel, CONSENT)
        if intent in ("help", "bot_challenge", "why", "stop", "human", "self_harm"):
            return await self._model(sender, text, channel, CONSENT)
        conversation.tell(text, self.settings.max_text)
        return [self.port.response(CONSENT_FIRST), *map(dict, conversation.offer.messages)]

    async def _consented(self, sender: str, conversation: Conversation, channel: str) -> Messages:
        """One turn that takes the consent and, with it, what was told before."""
        story = conversation.kept_story()
        conversation.story = ""
        if not story:
            return await self._model(sender, CONSENT_YES, channel, CONSENT)
        found = self.reader().read(story, CONSENT).red_flags
        flags = Flags.of(await self.port.tracker(sender), found)
        if flags.new:
            await self.red_flags.record(sender, flags)
        return await self._model(sender, story, channel, CONSENT, tap={CONSENT: "yes"})

    async def _emergency_answer(
        self, sender: str, text: str, channel: str, is_now: bool
    ) -> Messages:
        if is_now:
            return await self.red_flags.confirm(sender, text, channel)
        tracker = await self.port.tracker(sender)
        pending = pending_question(tracker)
        return await self.red_flags.clear(sender, text, channel, pending)

    async def _model(
        self,
        sender: str,
        text: str,
        channel: str,
        asked: str | None = None,
        tap: dict[str, str] | None = None,
    ) -> Messages:
        metadata: dict[str, Any] = {"asked": asked} | ({"tap": tap} if tap else {})
        return await self.port.model_turn(sender, text, channel, metadata)

    async def _answer(
        self, sender: str, conversation: Conversation, text: str, work: Any, channel: str = ""
    ) -> Messages:
        """Wait for `work` as long as a turn may take; the work itself goes on beyond that."""
        task: asyncio.Task[Messages] = asyncio.ensure_future(_caught(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        try:
            messages = await asyncio.wait_for(asyncio.shield(task), self.settings.turn_seconds)
        except asyncio.TimeoutError:
            logger.error("guard.turn_too_long")
            return self._trouble(conversation)
        if messages:
            conversation.offer = conversation.offer.after(messages)
            self.memory.put(sender, conversation)
            return messages
        await self._keep_words(sender, text, channel)
        return self._trouble(conversation)

    async def _keep_words(self, sender: str, text: str, channel: str) -> None:
        """What was said in a turn that failed stays on record, where the store still works."""
        if not text:
            return
        try:
            async with self.port.lock(sender):
                tracker = await self.port.tracker(sender)
                last = tracker.latest_message
                if last is None or last.text != text:
                    await self.port.append(sender, [said(text, channel, failed=True), listening()])
        except (Exception, StorageDown):
            logger.exception("guard.words_not_kept")

    def _refuse(self, conversation: Conversation, name: str, **words: str) -> Messages:
        return [self.port.response(name, **words), *map(dict, conversation.offer.messages)]

    def _trouble(self, conversation: Conversation) -> Messages:
        number = care_words(load_library(), care_country(load_library()))["emergency"]
        return [
            self.port.response(TROUBLE, emergency_number=number),
            *map(dict, conversation.offer.messages),
        ]


async def _caught(work: Any) -> Messages:
    """The messages of `work`, none where it fails: the guard then says so calmly."""
    try:
        return list(await work)
    except (Exception, StorageDown):
        logger.exception("guard.turn_failed")
        return []


def _consent_pending(tracker: DialogueStateTracker, asked: str | None) -> bool:
    return asked in (CONSENT, EMERGENCY_NOW, None) and not tracker.get_slot("plan")


def pending_question(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    """The question that was open before the emergency check, as its message; at most one."""
    shown = [message_of(event) for event in tracker.events if isinstance(event, BotUttered)]
    payloads = [message for message in shown if message.get("custom")]
    before = [message for message in payloads if message["custom"].get("slot") != EMERGENCY_NOW]
    return before[-1:] if before and before[-1]["custom"].get("type") == "question" else []
