"""Names of the slots that code sets, and reading answers out of a tracker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from triage import Answers, Library, UnknownAnswer, load_library
from triage.answers import NONE, as_list, check_answer

REQUESTED = "requested_slot"
RED_FLAGS = "red_flags"
WITHDRAWN = "red_flags_withdrawn"
MISSES = "misses"
REGION = "region"
PLAN = "plan"
SHOWN = "shown_exercise"
UNFINISHED = "unfinished"
EMERGENCY_NUMBER = "emergency_number"
NO_MISSES = "0"
FORM = "triage_form"


def library() -> Library:
    """The knowledge, read once."""
    return load_library()


def answers_of(tracker: Tracker) -> Answers:
    """The person's answers, from the tracker's slots."""
    return answers_from(tracker.slots)


def answers_from(slots: Mapping[str, Any]) -> Answers:
    """The answers in `slots`; a value that its question does not take counts as none.

    Rasa fills slots before the form checks them, and outside the form nothing checks them.
    """
    names = library().questions.keys() | library().heard.keys()
    clean = {name: clean_answer(name, slots[name]) for name in names & slots.keys()}
    return Answers.from_slots({**slots, **clean}, library())


def clean_answer(name: str, value: Any) -> Any:
    """`value` in the type that the question or finding `name` takes, or None if it takes it not."""
    question = library().questions.get(name)
    if not all(isinstance(item, (str, int, float)) for item in as_list(value)):
        return None
    if question is not None and question.is_list:
        items = list(dict.fromkeys(as_list(value)))
        real = [item for item in items if item != NONE]
        value = (real or items)[: question.max or None]
    elif question is not None and question.kind in ("number", "scale"):
        value = _number(value)
    try:
        check_answer(name, value, library())
    except UnknownAnswer:
        return None
    return None if value == [] else value


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return value
    return int(number) if number.is_integer() else number


def in_form(tracker: Tracker) -> bool:
    """Whether the questions are being asked just now."""
    return bool(tracker.active_loop.get("name") == FORM)


def asked_slot(tracker: Tracker) -> str | None:
    """The question being asked, None outside the form."""
    slot = tracker.get_slot(REQUESTED)
    return slot if in_form(tracker) and slot in library().questions else None


def forget_answers(keep: tuple[str, ...] = ("consent",)) -> list[EventType]:
    """Events that empty every answer but those in `keep`."""
    names = [
        *library().questions,
        *library().heard,
        RED_FLAGS,
        WITHDRAWN,
        REGION,
        PLAN,
        SHOWN,
        UNFINISHED,
    ]
    cleared = [SlotSet(name, None) for name in dict.fromkeys(names) if name not in keep]
    return [*cleared, SlotSet(MISSES, NO_MISSES)]


def latest_entity(tracker: Tracker, name: str) -> Any:
    """The value of entity `name` in the last message, or None."""
    return next(tracker.get_latest_entity_values(name), None)
