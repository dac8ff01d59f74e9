"""What the last message puts right: its asides, joined with the answers given before it.

The reader knows one message only (nlu/corrections.py). "It was six days ago" is the day of the
injury for somebody who told of an injury, and how long it has hurt for somebody else.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions.slots import (
    FORM,
    PLAN,
    SHOWN,
    asked_slot,
    entity_values,
    last_answered,
    latest_entity,
    library,
    slots_before,
    take_back,
)
from triage.questions import stale_questions
from triage.untrusted import answers_from, clean_answer

DAYS_A_WEEK = 7
SUMMARY_OK = "summary_ok"
OTHER = {"left": "right", "right": "left"}
SCALE = ("scale",)
NUMBERS = ("number", "scale")
FIRM = "firm"
PLACES = ("location", "side")  # told of another sore place as well
Slots = dict[str, Any]


def corrections(tracker: Tracker, filled: Slots) -> Slots:
    """Slots that the last message changes, beyond those that it `filled` by itself.

    None takes an answer back. An answer that only seemed to be one is among them too.
    """
    before, asked = slots_before(tracker), asked_slot(tracker)
    named = changed_slot(tracker)
    if named is not None:
        return _put_right(named, asked, filled)
    slots: Slots = {}
    if latest_entity(tracker, "other_side") and before.get("side") in OTHER:
        slots["side"] = OTHER[before["side"]]
    slots |= _moved_time(tracker, before, filled)
    slots |= _number(tracker, before, filled, asked)
    if latest_entity(tracker, "part_right") and asked == SUMMARY_OK:
        slots[SUMMARY_OK] = None
    return slots


def changed_slot(tracker: Tracker) -> str | None:
    """The answer that the last message calls wrong by its name; None if it has no answer."""
    before = slots_before(tracker)
    named = [str(value) for value in entity_values(tracker, "change_slot")]
    answered = [name for name in named if name in library().questions]
    return next(
        (name for name in answered if (before.get(name) or tracker.get_slot(name)) is not None),
        None,
    )


def changed_since_result(tracker: Tracker) -> Slots:
    """What the last message changes in the answers behind the result, where it says so.

    "What about my heel?" is another matter; "actually it is the heel" is a correction.
    """
    plan = tracker.get_slot(PLAN) or {}
    answers = plan.get("answers") or {}
    told = {
        name: clean_answer(name, tracker.get_slot(name))
        for name in {entity["entity"] for entity in tracker.latest_message.get("entities") or []}
        if name in library().questions
    }
    slots = {**told, **corrections(tracker, told)}
    corrects = latest_entity(tracker, "corrects") or latest_entity(tracker, "change_slot")
    changes = {
        name: value for name, value in slots.items() if value not in (None, answers.get(name))
    }
    if corrects is None:
        changes = {name: v for name, v in changes.items() if name not in PLACES and name in answers}
    return changes


def decide_again(tracker: Tracker, changes: Slots) -> list[EventType]:
    """Events that bring back the answers behind the result with `changes`, and ask on."""
    answers = (tracker.get_slot(PLAN) or {}).get("answers") or {}
    kept: Slots = {name: value for name, value in answers.items() if name != SUMMARY_OK}
    for name, value in changes.items():
        kept[name] = value
        now = answers_from({**tracker.slots, **kept})
        kept |= dict.fromkeys(stale_questions(now, name))
        kept |= {} if value is not None else {e["name"]: None for e in take_back(name)}
    events = [SlotSet(name, value) for name, value in kept.items()]
    forgotten = [SlotSet(name, None) for name in (SUMMARY_OK, PLAN, SHOWN)]
    return [*events, *forgotten, FollowupAction(FORM)]


def _put_right(named: str, asked: str | None, filled: Slots) -> Slots:
    """The named answer is taken back, unless its new value was told at once."""
    slots: Slots = {} if filled.get(named) is not None else _as_slots(take_back(named))
    if asked in filled and asked != named:
        slots[asked] = None  # "the side is wrong" is no "no" to the question asked
    return slots


def _moved_time(tracker: Tracker, before: Slots, filled: Slots) -> Slots:
    """A time told of nothing belongs to what the answers are about."""
    days = latest_entity(tracker, "days_told")
    bare = set(filled) == {"duration_days"}
    if days is None and bare and before.get("onset") in ("injury", "surgery"):
        days = filled["duration_days"]
    if not isinstance(days, int) or any(is_time(name) for name in set(filled) - {"duration_days"}):
        return {}
    onset = before.get("onset") or ("injury" if before.get("injury_days") is not None else None)
    back = {"duration_days": before.get("duration_days")} if "duration_days" in filled else {}
    if onset == "injury":
        return {"injury_days": days, **back}
    if onset == "surgery":
        return {"surgery_weeks_ago": days // DAYS_A_WEEK, **back}
    if onset is not None or before.get("duration_days") is not None:
        return {"duration_days": days}
    return {}


def is_time(name: str) -> bool:
    """Whether the question asks for a time."""
    return library().questions[name].unit is not None


def _number(tracker: Tracker, before: Slots, filled: Slots, asked: str | None) -> Slots:
    """ "Sorry, 6": the last number given; with "I meant", even where a number is asked for."""
    number = latest_entity(tracker, "number_told")
    if not isinstance(number, int):
        return {}
    taken = {asked: None} if asked in filled else {}
    firm = latest_entity(tracker, "corrects") == FIRM
    if taken and not firm:
        return {}
    last = last_answered(tracker)
    question = library().questions.get(last or "")
    if firm and (question is None or question.kind not in NUMBERS):
        question = library().questions.get(last_answered(tracker, SCALE) or "")
    numeric = question is not None and question.kind in NUMBERS
    if taken and not numeric:
        return {}
    if question is not None and numeric and not is_time(question.id):
        low, high = question.range
        if low <= number <= high:
            return {question.id: number, **taken}
    band = latest_entity(tracker, "age_told")
    highest = max(
        (q.max or 0 for q in library().questions.values() if q.kind == "scale"), default=0
    )
    meant = question is not None and question.id == "age_band"
    aged = before.get("age_band") is not None and (meant or number > highest)
    return {"age_band": band} if band and aged and not taken else {}


def _as_slots(events: list[EventType]) -> Slots:
    return {event["name"]: event["value"] for event in events}
