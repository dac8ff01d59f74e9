"""The guard before every channel: what comes in is checked, and no turn ends in silence."""

from __future__ import annotations

import asyncio
import logging
import traceback

from rasa.core.channels.channel import UserMessage

from channels import consent, gate, privacy, red_flag_route
from channels.history import alert_findings, answer_to, bot_turns
from channels.locks import Busy
from channels.messages import Message
from channels.payloads import answer_payload, button_payload
from channels.record import CONSENT, Slots, utterance
from channels.store import StorageDown
from channels.talk import EMERGENCY_NOW, replay
from channels.text import as_words, clean
from channels.turn import ReadText, Run, Tools, Turn

logger = logging.getLogger(__name__)

TROUBLE = "utter_guard_trouble"
AGAIN = "utter_guard_again"
TOO_LONG = "utter_guard_too_long"
EMPTY = "utter_guard_empty"
OPENING = "/start_triage"
# Of the time for a turn, what is left for saying that it failed.
RESERVE = 0.2
OVERLAP = 100
WARM_UP = "hello"


class Opening(UserMessage):
    """The channel's own first message, which no client can send."""


class Guard:
    """Answers every message of one channel."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def warm_up(self) -> None:
        """Loads what the first message would otherwise wait for."""
        self._tools.reader.read(WARM_UP, None)

    async def answer(self, message: UserMessage, run: Run) -> list[Message]:
        """The messages to send for `message`, at least one, within the time for a turn.

        `run` hands a message to the model. The sender has been checked before. Never raises.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + self._tools.settings.turn_s
        turn = Turn(self._tools, self._tools.talks.of(str(message.sender_id)), message, run)
        turn.words = as_words(clean(message.text or ""))
        try:
            await asyncio.wait_for(turn.talk.lock.acquire(), end - loop.time())
        except asyncio.TimeoutError:
            return self._busy(turn)
        try:
            async with self._tools.record.alone(turn.sender, end - loop.time()) as ours:
                # An alert that could not be kept is known here alone.
                turn.talk.loaded &= ours or bool(turn.talk.failed and turn.talk.alert)
                return await self._in_turn(turn, end - loop.time())
        except Busy:
            return self._busy(turn)
        finally:
            turn.talk.lock.release()

    async def _in_turn(self, turn: Turn, left: float) -> list[Message]:
        before = turn.talk.answers.get(turn.message.message_id)
        if before is not None:
            return before
        reserve = self._tools.settings.turn_s * RESERVE
        try:
            messages = await asyncio.wait_for(self._checked_reply(turn), max(left - reserve, 0))
        except asyncio.TimeoutError:
            logger.error("A turn took too long")
            messages = await self._failed(turn, reserve)
        except (Exception, StorageDown) as error:
            # The text of an error can hold the person's words: only its kind and place are logged.
            place = "".join(traceback.format_tb(error.__traceback__))
            logger.error("A turn failed: %s\n%s", type(error).__name__, place)
            messages = await self._failed(turn, reserve)
        if turn.replayed:
            return messages
        turn.talk.show(messages)
        turn.talk.failed = turn.failed
        # What failed on its way back may be on record all the same: the next turn looks.
        turn.talk.loaded &= not turn.failed or bool(turn.talk.alert)
        if not turn.failed:
            turn.talk.answered(turn.message.message_id, messages)
        return messages

    async def _checked_reply(self, turn: Turn) -> list[Message]:
        return await gate.checked(turn, await self._reply(turn))

    async def _reply(self, turn: Turn) -> list[Message]:
        talk = turn.talk
        if isinstance(turn.message, Opening):
            talk.loaded = True
            return await turn.to_model(OPENING, None)
        if not talk.loaded:
            await self._load(turn)
            if turn.safe:
                return turn.safe
        text = (turn.message.text or "").strip()
        question = talk.open[0]["custom"] if talk.asked else None
        payload = answer_payload(text, question) or button_payload(text, talk.shown)
        if privacy.wants_deletion(turn, payload):
            return await privacy.delete(turn)
        if payload is not None and talk.asked != EMERGENCY_NOW:
            return await consent.tap(turn, payload)
        if payload is None and not turn.words:
            return await self._aside(turn, EMPTY)
        return await self._words(turn, payload)

    async def _words(self, turn: Turn, payload: str | None) -> list[Message]:
        view = await self._tools.record.view(turn.sender)
        reading = self._read(turn) if payload is None else None
        alerted = turn.talk.asked == EMERGENCY_NOW
        if alerted:
            answer = red_flag_route.choice(turn, payload, reading)
            if answer == red_flag_route.YES:
                return await red_flag_route.confirm(turn, view.slots)
            if answer == red_flag_route.NO:
                return await red_flag_route.carry_on(turn)
        if view.expired:
            turn.talk.forget_questions()
        found = self._signs(turn, reading)
        alert = await red_flag_route.take_signs(turn, found, view.slots)
        if alert is not None:
            return alert
        if len(turn.words) > self._tools.settings.max_text:
            return await self._aside(turn, TOO_LONG, most=self._tools.settings.max_text)
        if alerted and not view.expired and await red_flag_route.stays(turn):
            return await red_flag_route.ask_again(turn, view.slots)
        return await self._by_consent(turn, reading, view.slots)

    async def _by_consent(
        self, turn: Turn, reading: ReadText | None, slots: Slots
    ) -> list[Message]:
        if slots.get(CONSENT) == consent.YES:
            return await turn.to_model(turn.words, turn.talk.asked)
        if red_flag_route.is_confirmed(slots) and await red_flag_route.stays(turn):
            return await red_flag_route.confirm(turn, slots)
        return await consent.answer_before_consent(turn, reading)

    def _read(self, turn: Turn, start: int = 0) -> ReadText | None:
        """The reader's view of a part of the words; a broken reader must not end the talk."""
        text = turn.words[start : start + self._tools.settings.max_text]
        try:
            return self._tools.reader.read(text, None if start else turn.talk.asked)
        except Exception as error:
            logger.error("The reader failed: %s", type(error).__name__)
            return None

    def _signs(self, turn: Turn, reading: ReadText | None) -> list[str]:
        """Danger signs anywhere in the words, also in those too long to be answered."""
        found = list(reading.red_flags) if reading else []
        step = self._tools.settings.max_text - OVERLAP
        for start in range(step, len(turn.words) - OVERLAP, step):
            part = self._read(turn, start)
            found += [sign for sign in (part.red_flags if part else []) if sign not in found]
        return found

    async def _load(self, turn: Turn) -> None:
        """Brings the talk to where its record left it; finds the answer if this message had one."""
        events = await self._tools.record.events(turn.sender)
        turn.talk.forget_questions()
        replay(turn.talk, bot_turns(events))
        if turn.talk.asked == EMERGENCY_NOW:
            turn.talk.alert = alert_findings(events)
        turn.safe = answer_to(turn.message.message_id, events) or []
        turn.replayed = bool(turn.safe)

    async def _aside(self, turn: Turn, name: str, **values: object) -> list[Message]:
        """Says something without taking a message in, and asks the open question again."""
        own = self._tools.words.message(name, **values)
        messages = [own, *turn.talk.open]
        turn.safe = messages
        await self._tools.record.append(
            turn.sender, lambda _: [utterance(message, name) for message in messages]
        )
        return messages

    async def _failed(self, turn: Turn, within_s: float) -> list[Message]:
        """What to say after a turn that failed: calm words, the number, the open question."""
        turn.failed = True
        messages = turn.safe or self._alert_or_trouble(turn)
        if turn.safe or turn.talk.alert:
            return messages
        said = turn.uttered(turn.said)
        try:
            await asyncio.wait_for(
                self._tools.record.append_failed(turn.sender, said, messages), within_s / 2
            )
        except (Exception, StorageDown) as error:
            logger.error("A failed turn could not be kept: %s", type(error).__name__)
        return messages

    def _trouble(self, turn: Turn) -> list[Message]:
        trouble = self._tools.words.message(TROUBLE)
        if turn.words and not (turn.message.text or "").startswith("/"):
            title = self._tools.words.text(AGAIN)
            trouble["buttons"] = [{"title": title, "payload": turn.words}]
        return [trouble, *turn.talk.open]

    def _alert_or_trouble(self, turn: Turn) -> list[Message]:
        """Whatever is broken, an emergency is seen."""
        found = self._signs(turn, self._read(turn))
        return red_flag_route.alert_alone(turn, found) or self._trouble(turn)

    def _busy(self, turn: Turn) -> list[Message]:
        """The turn before this one is still going on: nothing may be put on record now."""
        logger.error("A message had to wait too long for the one before it")
        return self._alert_or_trouble(turn)
