"""Starting a session, starting over, stopping."""

from __future__ import annotations

import time
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import (
    ActionExecuted,
    ActiveLoop,
    EventType,
    FollowupAction,
    SessionStarted,
    SlotSet,
)
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.faq import say_faq
from actions.slots import (
    COURSE,
    EMERGENCY_NUMBER,
    FORM,
    KEEP,
    MISSES,
    NO_MISSES,
    PLAN,
    REQUESTED,
    UNFINISHED,
    forget_answers,
    in_form,
    latest_intent,
    library,
)
from triage import care_country, care_words
from triage.course import VISIT, read_course
from triage.progress_words import outcome_line

CARRIED = ("consent", PLAN, COURSE, KEEP)
START = "start_triage"
WHICH_EXERCISES = "which_exercises"
SECONDS_A_DAY = 24 * 60 * 60


class ActionSessionStart(Action):
    """A new session keeps consent, plan, its course and side; of an unfinished talk of the last day
    also the answers, but never yesterday's danger signs: those are asked again."""

    def name(self) -> str:
        return "action_session_start"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        number = care_words(library(), care_country(library()))["emergency"]
        return [
            SessionStarted(),
            SlotSet(EMERGENCY_NUMBER, number),
            SlotSet(MISSES, NO_MISSES),
            *(SlotSet(name, value) for name, value in carried_slots(tracker, time.time()).items()),
            ActionExecuted("action_listen"),
        ]


def carried_slots(tracker: Tracker, now: float) -> dict[str, Any]:
    """The slots that a new session starts with; `now` in seconds since 1970."""
    names = list(CARRIED)
    if tracker.get_slot(PLAN):
        names.append("side")
    kept = {}
    if is_unfinished(tracker, now):
        names += [VISIT, *(q.id for q in library().questions.values() if not q.tick_list)]
        kept = {UNFINISHED: True}
    return kept | {
        name: tracker.get_slot(name) for name in names if tracker.get_slot(name) is not None
    }


def is_unfinished(tracker: Tracker, now: float) -> bool:
    """Whether the questions were being asked within the last day, past consent."""
    # Rasa itself has just added events of today: only what the two said tells when it was left.
    said = [event for event in tracker.events if event["event"] in ("user", "bot")]
    last = max((event.get("timestamp") or 0 for event in said), default=0)
    asked = any(tracker.get_slot(q.id) for q in library().questions.values() if q.id != "consent")
    return in_form(tracker) and asked and now - last < SECONDS_A_DAY


class ActionCarryOn(Action):
    """Goes on with the talk that was left; danger signs are asked again."""

    def name(self) -> str:
        return "action_carry_on"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        if in_form(tracker):
            return []
        return [SlotSet(UNFINISHED, None), FollowupAction(FORM)]


class ActionStartOver(Action):
    """Forgets the answers and begins again; consent stays given."""

    def name(self) -> str:
        return "action_start_over"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        dispatcher.utter_message(response="utter_start_over")
        return [
            ActiveLoop(None),
            SlotSet(REQUESTED, None),
            *forget_answers(),
            FollowupAction(FORM),
        ]


class ActionStop(Action):
    """Ends the questions; nothing that was said stays in the answers."""

    def name(self) -> str:
        return "action_stop"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        dispatcher.utter_message(response="utter_stopped")
        return [ActiveLoop(None), SlotSet(REQUESTED, None), *forget_answers(keep=CARRIED)]


class ActionBegin(Action):
    """Starts the questions, or goes on with them."""

    def name(self) -> str:
        return "action_begin"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        if in_form(tracker):
            if latest_intent(tracker) == START:
                say_faq(dispatcher, tracker, WHICH_EXERCISES)
            else:
                dispatcher.utter_message(response="utter_greet")
            return []
        if tracker.get_slot(UNFINISHED):
            dispatcher.utter_message(response="utter_carry_on_or_start_again")
            return []
        course = read_course(tracker.get_slot(COURSE), library())
        if tracker.get_slot(PLAN) and course:
            said = f"{outcome_line(course, library())} "
            dispatcher.utter_message(response="utter_welcome_back", outcome=said.lstrip())
            return []
        if tracker.get_slot(PLAN):
            dispatcher.utter_message(response="utter_new_or_same")
            return []
        dispatcher.utter_message(response="utter_hello", **_hello_words())
        return [FollowupAction(FORM)]


def _hello_words() -> dict[str, Any]:
    return {"emergency_number": care_words(library(), care_country(library()))["emergency"]}
