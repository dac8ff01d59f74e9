"""What a client may send: an answer to the question asked, or a button that was shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from triage.answers import NONE, UNSURE_MARK
from triage.conditions import UNSURE

INFORM = re.compile(r"/inform(\{.*\})", re.DOTALL)
LASTING = ("triage_result",)
LASTING_SLOT = "summary_ok"

Message = Mapping[str, Any]


@dataclass(frozen=True)
class Offer:
    """What the last output offered: the question asked, and the buttons that may be pressed."""

    question: Mapping[str, Any] | None = None
    buttons: frozenset[str] = frozenset()
    lasting: frozenset[str] = frozenset()
    messages: tuple[Message, ...] = ()

    @property
    def asked(self) -> str | None:
        """The slot that was asked."""
        return str(self.question["slot"]) if self.question else None

    def after(self, messages: Iterable[Message]) -> Offer:
        """The offer once `messages` have been shown; a result's buttons stay good."""
        shown = tuple(messages)
        buttons = frozenset(b["payload"] for m in shown for b in m.get("buttons") or ())
        questions = [m["custom"] for m in shown if _kind(m) == "question"]
        lasts = any(_kind(m) in LASTING or _slot(m) == LASTING_SLOT for m in shown)
        return Offer(
            questions[-1] if questions else None,
            buttons,
            buttons if lasts else self.lasting,
            tuple(m for m in shown if _kind(m) == "question")[-1:],
        )

    def admits(self, text: str) -> bool:
        """Whether `text`, which begins with a slash, is something that was offered."""
        if text in self.buttons or text in self.lasting:
            return True
        found = INFORM.fullmatch(text)
        if not found or self.question is None:
            return False
        try:
            answer = json.loads(found.group(1))
        except (ValueError, RecursionError):
            return False
        if not isinstance(answer, dict) or list(answer) != [self.question["slot"]]:
            return False
        return is_answer(self.question, answer[self.question["slot"]])


def _kind(message: Message) -> Any:
    return (message.get("custom") or {}).get("type")


def _slot(message: Message) -> Any:
    return (message.get("custom") or {}).get("slot")


def is_answer(question: Mapping[str, Any], value: Any) -> bool:
    """Whether `value` is an answer that `question` (a question payload) offers."""
    if question.get("kind") in ("number", "scale"):
        return _is_number(question, value) or (value == UNSURE and bool(question.get("skippable")))
    allowed = {option["value"] for option in question["options"]}
    if question.get("skippable"):
        allowed.add(UNSURE)
    if question.get("tick_list"):
        allowed |= {NONE} | {UNSURE_MARK + name for name in question["fills"]}
    if not question.get("multiple"):
        return isinstance(value, str) and value in allowed
    values = value if isinstance(value, list) else [value]
    known = all(isinstance(item, str) and item in allowed for item in values)
    return known and 0 < len(values) <= (question.get("max") or len(allowed))


def _is_number(question: Mapping[str, Any], value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    low, high = question.get("min"), question.get("max")
    return (low is None or value >= low) and (high is None or value <= high)


def label_of(question: Mapping[str, Any] | None, text: str) -> str:
    """The words of the button or option that `text` (a payload) stands for."""
    if question is None:
        return ""
    for option in question["options"]:
        if option["payload"] == text:
            return str(option["label"])
    found = INFORM.fullmatch(text)
    try:
        values = json.loads(found.group(1)).get(question["slot"]) if found else ""
    except (ValueError, RecursionError, AttributeError):
        return ""
    labels = {option["value"]: option["label"] for option in question["options"]}
    shown = values if isinstance(values, list) else [values]
    return ", ".join(str(labels.get(item, item)) for item in shown)
