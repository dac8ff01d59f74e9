"""What the guard remembers of each talk: what was shown last, and what waits to be said."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from channels.messages import RESULT, SWAPPED, Message, kind_of, last_question, payloads_of, slot_of

EMERGENCY_NOW = "emergency_now"
SUMMARY = "summary_ok"
MOST_ANSWERS = 20
SWEEP_S = 60.0


@dataclass
class Talk:
    """One talk. `question` is the form's last question, which stays open behind an alert."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    loaded: bool = False
    failed: bool = False
    last: list[Message] = field(default_factory=list)
    question: Message | None = None
    summary: set[str] = field(default_factory=set)
    result: set[str] = field(default_factory=set)
    alert: tuple[str, ...] = ()
    kept: list[tuple[float, str]] = field(default_factory=list)
    seen: float = 0.0
    answers: OrderedDict[str, list[Message]] = field(default_factory=OrderedDict)

    @property
    def asked(self) -> str | None:
        """The slot that the last output asks for."""
        return slot_of(last_question(self.last))

    @property
    def shown(self) -> set[str]:
        """Payloads of the buttons that may be tapped."""
        return payloads_of(self.last) | self.summary | self.result

    @property
    def open(self) -> list[Message]:
        """The question that waits for an answer, to be asked again; an alert comes first."""
        question = last_question(self.last) or self.question
        return [question] if question else []

    def show(self, messages: list[Message]) -> None:
        """Takes in what one turn showed the person."""
        self.last = messages
        question = last_question(messages)
        if slot_of(question) != EMERGENCY_NOW:
            self.question = question
            self.alert = ()
        if slot_of(question) == SUMMARY:
            self.summary = payloads_of(messages)
        if any(kind_of(message) == RESULT for message in messages):
            self.result = payloads_of(messages)
        if any(kind_of(message) == SWAPPED for message in messages):
            self.result |= payloads_of(messages)

    def forget_questions(self) -> None:
        """A new session began: what was asked before is no longer open."""
        self.last, self.question, self.alert = [], None, ()

    def keep(self, words: str, most: int) -> None:
        """Adds to what was said before consent, `most` characters at most."""
        room = most - sum(len(part) + 1 for part in self.story)
        if room > 0:
            self.kept.append((time.time(), words[:room]))

    @property
    def story(self) -> list[str]:
        """What was said before consent, in order."""
        return [words for _, words in self.kept]

    def answered(self, message_id: str, messages: list[Message]) -> None:
        """Remembers the answer to a message, should the client send it again."""
        self.answers[message_id] = messages
        while len(self.answers) > MOST_ANSWERS:
            self.answers.popitem(last=False)


class Talks:
    """The talks of this process: the newest `most`, each until it has been idle for `idle_s`."""

    def __init__(
        self, most: int, idle_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._idle_s, self._clock = most, idle_s, clock
        self._talks: OrderedDict[str, Talk] = OrderedDict()
        self._swept = clock()

    def of(self, sender: str) -> Talk:
        """The talk of `sender`; a new one knows nothing until it is loaded."""
        now = self._clock()
        talk = self._talks.pop(sender, None)
        if talk is None or (now - talk.seen > self._idle_s and not talk.lock.locked()):
            talk = Talk()
        talk.seen = now
        self._talks[sender] = talk
        if len(self._talks) > self._most or now - self._swept > SWEEP_S:
            self._sweep(now)
        return talk

    def drop(self, sender: str) -> None:
        """Forgets the talk of `sender`."""
        self._talks.pop(sender, None)

    def _sweep(self, now: float) -> None:
        self._swept = now
        surplus = len(self._talks) - self._most
        for sender, talk in list(self._talks.items()):
            if talk.lock.locked() or (surplus <= 0 and now - talk.seen <= self._idle_s):
                continue
            del self._talks[sender]
            surplus -= 1


def replay(talk: Talk, turns: Iterable[list[Message]]) -> None:
    """Brings an empty talk to where these turns left it."""
    for messages in turns:
        talk.show(messages)
    talk.loaded = True
