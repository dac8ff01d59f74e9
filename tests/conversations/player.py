"""Plays a scenario: does what the person does, checks what comes back."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from tests.conversations.checks import always_wrong, unmet
from tests.conversations.script import ANSWER_ALL, Step
from tests.conversations.turn import Message, Talk, Turn

MOST_ANSWERS = 25
SHOWN_OF_A_TEXT = 160
# How `answer_all` answers where its table says nothing; else "none" in a list, "no" to yes or no.
USUAL: dict[str, Any] = {
    "consent": "yes",
    "age_band": "25_54",
    "who_for": "child",
    "side": "left",
    "injury_mechanism": "rolled_in",
    "walk_4_steps_now": "yes",
    "single_heel_raise": "yes",
    "trend": "better",
    "calf_ability": "double_few",
    "pain_walk": 2,
    "pain_rest": 1,
    "check_trend": "better",
    "check_swelling": "same",
    "check_done": "all",
    "check_session": 1,
    "check_morning": 2,
    "summary_ok": "yes",
}


class Player:
    """One talk and what was seen of it."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.answers = 0
        self.asked: list[str] = []
        self.texts: list[str] = []
        self.typed: set[str] = set()
        self._lines: list[str] = []
        self.turn = self._take(talk.open())

    def play(self, steps: list[Step]) -> None:
        """Does every step. Raises AssertionError, with the talk so far, where one fails."""
        for step in steps:
            for verb, value in step.items():
                getattr(self, f"_{verb}")(value)

    def check_history(self) -> None:
        """A page that is reloaded must get what was said, in order, and the person's own words.

        Turns that Footwise keeps no record of (words before consent) are left out.
        """
        kept = self.talk.history()
        shown = [m["text"] for m in kept if m["from"] == "footwise" and m.get("text")]
        if shown != self.texts:
            self._fail(f"history has {shown}, but the person saw {self.texts}")
        words = {m["text"] for m in kept if m["from"] == "person"}
        if not self.typed <= words:
            self._fail(f"history lacks {self.typed - words}")

    def _user(self, words: str) -> None:
        self._say(words)

    def _tap(self, payload: str) -> None:
        if payload not in self.turn.buttons:
            self._fail(f"there is no button that sends {payload}, but {self.turn.buttons}")
        self._say(payload)

    def _wait_hours(self, hours: float) -> None:
        self._lines.append(f"  ... {hours} hours later")
        self.talk.wait(hours)

    def _answer(self, answer: dict[str, Any]) -> None:
        for slot, value in answer.items():
            if self.turn.asked != slot:
                self._fail(f"{slot} should be answered, but {self.turn.asked} is asked")
            self.answers += 1
            self._say(payload_of(slot, value))

    def _answer_all(self, table: dict[str, Any]) -> None:
        """Answers each question until the result, or until the question `until` is asked."""
        answers = {slot: value for slot, value in table.items() if slot not in ANSWER_ALL}
        unused, before = set(answers), self.answers
        while self.turn.asked and self.turn.asked != table.get("until") and not self.turn.result:
            if self.answers - before >= table.get("at_most", MOST_ANSWERS):
                self._fail(f"still asking after {self.answers - before} answers")
            unused.discard(self.turn.asked)
            question = self.turn.question or {}
            self._answer({self.turn.asked: answers.get(self.turn.asked, usual(question))})
        if unused:
            self._fail(f"never asked: {', '.join(sorted(unused))}")
        if "until" in table and self.turn.asked != table["until"]:
            self._fail(f"never asked: {table['until']}")
        if "until" not in table and not self.turn.result:
            self._fail("the questions ended without a result")

    def _expect(self, expected: dict[str, Any]) -> None:
        wrong = list(unmet(expected, self.turn))
        again = set(self.asked) & set(expected.get("never_asked", []))
        wrong += [f"{slot} was asked" for slot in sorted(again)]
        if self.answers > expected.get("answers_at_most", self.answers):
            wrong.append(f"{self.answers} answers were needed")
        if wrong:
            self._fail("\n".join(wrong))

    def _say(self, text: str) -> None:
        self._lines.append(f"> {text}")
        self.turn = self._take(self.talk.say(text))
        if self.turn.said and not text.startswith("/"):
            self.typed.add(text)

    def _take(self, turn: Turn) -> Turn:
        self._lines += [f"  {name}" for name in turn.said] + [
            f'      "{text[:SHOWN_OF_A_TEXT]}"' for text in turn.texts
        ]
        self.texts += turn.texts if turn.said else []
        if turn.asked:
            self.asked.append(turn.asked)
        wrong = list(always_wrong(turn))
        if wrong:
            self._fail("\n".join(wrong))
        return turn

    def _fail(self, why: str) -> NoReturn:
        raise AssertionError(f"{why}\n\nThe talk so far:\n" + "\n".join(self._lines))


def payload_of(slot: str, value: Any) -> str:
    """What a client sends for an answer."""
    return "/inform" + json.dumps({slot: value})


def usual(question: Message) -> Any:
    """The answer of someone with nothing special to tell."""
    slot = question["slot"]
    if slot in USUAL:
        return USUAL[slot]
    if question.get("multiple") or question["kind"] in ("multiple", "body_map"):
        return ["none"]
    return "no"
