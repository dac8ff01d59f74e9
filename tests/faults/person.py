"""Somebody who answers every question by taps, and keeps trying when something goes wrong."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from actions.result import card
from channels.words import emergency_words
from tests.channels.harness import words_of
from tests.conversations.live import LiveTalk
from tests.conversations.turn import Message, Turn
from triage import decide
from triage.untrusted import answers_from

MOST_ANSWERS = 30
SLACK_S = 1.5
SIGN = "my foot has suddenly gone cold and blue"
TROUBLE = words_of("utter_guard_trouble")
Trouble = Callable[[int], AbstractContextManager[None]]


@dataclass
class Person:
    """Goes through the questions of `talk` with `answers` by slot; agrees to the summary.

    `calm` counts the turns that failed and got calm words, `slowest` is the longest wait in
    seconds, `asked` are the questions in order, each once however often it had to be answered.
    """

    talk: LiveTalk
    answers: Mapping[str, Any]
    calm: int = 0
    slowest: float = 0.0
    asked: list[str] = field(default_factory=list)

    def to_result(self, trouble: Trouble | None = None) -> dict[str, Any]:
        """Answers until there is a result, and returns it.

        With `trouble`, each answer is first sent during the trouble with its number, and again
        after it if it was not taken.
        """
        turn = self.talk.open()
        while turn.result is None:
            slot = str(turn.asked)
            assert slot not in self.asked, f"{slot} is asked again"
            assert len(self.asked) < MOST_ANSWERS
            self.asked.append(slot)
            tap = "/inform" + json.dumps({slot: self.answers.get(slot, "yes")})
            turn = self._during(tap, slot, trouble) if trouble else self.talk.say(tap)
        return turn.result

    def _during(self, tap: str, slot: str, trouble: Trouble) -> Turn:
        with trouble(len(self.asked)):
            messages = self._timed(tap)
        turn = self.talk.seen(messages)
        if not is_calm(turn):
            return turn
        self.calm += 1
        assert turn.asked == slot, f"after trouble with {slot} {turn.asked} is asked"
        return self.talk.say(tap)

    def _timed(self, text: str) -> list[Message]:
        """What is answered; notes how long it took, and that it was no silence."""
        began = time.monotonic()
        messages = self.talk.hear(text)
        self.slowest = max(self.slowest, time.monotonic() - began)
        assert any(message.get("text") for message in messages)
        return messages


def wanted_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The engine's own result for these answers, as it is sent."""
    wanted = decide(answers_from(answers)).to_json()
    wanted["exercises"] = [card(item) for item in wanted["exercises"]]
    return wanted


def is_calm(turn: Turn) -> bool:
    """Whether these are the words for trouble; they must name the number to call."""
    if not turn.texts[0].startswith(TROUBLE):
        return False
    assert str(emergency_words()["emergency_number"]) in turn.texts[0]
    return True
