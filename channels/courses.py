"""Plans that are kept for longer than their talk, of people who asked for it.

Week 12 lies beyond the days for which talks are kept. So the plan, its check-ins and the answers
behind them have a table of their own, with a time of its own: a slot alone goes with its talk.
With each plan goes a secret of its own: the link that leads back to it (channels/way_back.py) holds
it, and ends with it.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterable
from typing import Any

from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from channels.tables import SQLCourse

KEEP, COURSE = "keep_plan", "course"
# What a session begins with where there is a plan (actions/session.py).
KEPT = ("consent", "plan", COURSE, KEEP, "side", "misses", "emergency_number")
WAY, WAY_BYTES = "way_back", 16
KEPT_S = 14 * 7 * 24 * 60 * 60  # what response `utter_plan_kept` tells people


def keep_course(session: Session, tracker: DialogueStateTracker, new: Iterable[Event]) -> None:
    """Notes the plan as it stands after the `new` events, or forgets one no longer to be kept."""
    if not any(isinstance(event, SlotSet) and event.key in (KEEP, COURSE) for event in new):
        return
    slots = tracker.current_slot_values()
    if slots.get(KEEP) != "yes" or not slots.get(COURSE):
        forget_course(session, tracker.sender_id)
        return
    way = way_back(session, tracker.sender_id) or secrets.token_urlsafe(WAY_BYTES)
    data = json.dumps({WAY: way, **{name: slots.get(name) for name in KEPT}})
    until = time.time() + KEPT_S
    session.merge(SQLCourse(sender_id=tracker.sender_id, data=data, until=until))


def kept_course(session: Session, sender_id: str) -> list[dict[str, Any]]:
    """The events with which a new talk of somebody begins whose plan was kept; else none."""
    kept = _kept(session, sender_id)
    if not kept:
        return []
    slots = [SlotSet(name, value) for name, value in kept.items() if name != WAY]
    begin = [ActionExecuted("action_session_start"), SessionStarted()]
    return [event.as_dict() for event in [*begin, *slots, ActionExecuted("action_listen")]]


def way_back(session: Session, sender_id: str) -> str | None:
    """The secret of the link that leads back to the kept plan; None where none is kept."""
    return _kept(session, sender_id).get(WAY)


def _kept(session: Session, sender_id: str) -> dict[str, Any]:
    row = session.get(SQLCourse, sender_id)
    kept: dict[str, Any] = json.loads(row.data) if row and row.until >= time.time() else {}
    return kept


def forget_course(session: Session, sender_id: str) -> None:
    """Deletes the kept plan of `sender_id`, if there is one."""
    session.query(SQLCourse).filter(SQLCourse.sender_id == sender_id).delete()


def forget_old_courses(session: Session) -> int:
    """Deletes the plans whose time is over; how many."""
    old = session.query(SQLCourse).filter(SQLCourse.until < time.time())
    return int(old.delete(synchronize_session=False))
