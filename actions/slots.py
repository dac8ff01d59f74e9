"""Names of the slots that code sets, and reading answers out of a tracker."""

from __future__ import annotations

import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from triage import Answers, Library, load_library
from triage.conditions import UNSURE
from triage.untrusted import answers_from

REQUESTED = "requested_slot"
RED_FLAGS = "red_flags"
WITHDRAWN = "red_flags_withdrawn"
MISSES = "misses"
REGION = "region"
PLAN = "plan"
COURSE = "course"
KEEP = "keep_plan"
SHOWN = "shown_exercise"
LEFT = "questions_left"
SWAPS = "swaps"
UNFINISHED = "unfinished"
EMERGENCY_NUMBER = "emergency_number"
NO_MISSES = "0"
LAST_MISS = 3
FORM = "triage_form"


def library() -> Library:
    """The knowledge, read once."""
    return load_library()


def today() -> datetime.date:
    """The day it is, where the servers run."""
    return datetime.date.today()


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


def entity_values(tracker: Tracker, name: str) -> list[Any]:
    """All values of entity `name` in the last message."""
    return list(tracker.get_latest_entity_values(name))


def slots_before(tracker: Tracker) -> dict[str, Any]:
    """Each question's answer as it was before the last message."""
    before: dict[str, Any] = {}
    last = max((n for n, e in enumerate(tracker.events) if e.get("event") == "user"), default=0)
    for event in tracker.events[:last]:
        if event.get("event") == "slot" and event["name"] in library().questions:
            before[event["name"]] = event["value"]
    return before


def last_answered(tracker: Tracker, kinds: tuple[str, ...] | None = None) -> str | None:
    """The question (of `kinds`) answered last before this message, None when there is none."""
    passed = (asked_slot(tracker), "consent")
    last = max((n for n, e in enumerate(tracker.events) if e.get("event") == "user"), default=0)
    for event in reversed(tracker.events[:last]):
        name = event.get("name")
        question = library().questions.get(str(name))
        if kinds is not None and (question is None or question.kind not in kinds):
            continue
        is_answer = event.get("event") == "slot" and name not in passed
        if is_answer and name in library().questions and tracker.get_slot(name) is not None:
            return str(name)
    return None


def take_back(slot: str) -> list[EventType]:
    """Events that empty `slot` and the answers that tell it too.

    Answers that hang on it go once the new answer no longer needs them (see actions/validate.py):
    someone who corrects the place should not have to say the side again.
    """
    gone = [slot, *(q.id for q in library().questions.values() if slot in q.implies)]
    return [SlotSet(name, None) for name in (*gone, "summary_ok")]


def as_unsure(slot: str) -> list[EventType]:
    """The events that answer question `slot` with "not sure"."""
    question = library().questions[slot]
    return [SlotSet(slot, [UNSURE] if question.is_list else UNSURE)]


def forget_answers(keep: tuple[str, ...] = ("consent",)) -> list[EventType]:
    """Events that empty every answer but those in `keep`."""
    names = [
        *library().questions,
        *library().heard,
        RED_FLAGS,
        WITHDRAWN,
        REGION,
        PLAN,
        COURSE,
        KEEP,
        SHOWN,
        UNFINISHED,
    ]
    cleared = [SlotSet(name, None) for name in dict.fromkeys(names) if name not in keep]
    return [*cleared, SlotSet(MISSES, NO_MISSES)]


def latest_entity(tracker: Tracker, name: str) -> Any:
    """The value of entity `name` in the last message, or None."""
    return next(tracker.get_latest_entity_values(name), None)


def latest_intent(tracker: Tracker) -> str | None:
    """The intent of the last message, or None."""
    name: str | None = (tracker.latest_message.get("intent") or {}).get("name")
    return name
