"""Names of the slots that code sets, and reading answers out of a tracker."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from triage import Answers, Library, load_library
from triage.untrusted import answers_from

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
