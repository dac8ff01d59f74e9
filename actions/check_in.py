"""Coming back: the check-in asks anew what may have changed, then changes the plan."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.slots import (
    COURSE,
    FORM,
    KEEP,
    PLAN,
    RED_FLAGS,
    WITHDRAWN,
    forget_answers,
    in_form,
    library,
    today,
)
from triage.course import CHECK_IN, VISIT, kept_answers, read_course, with_taken

# What was said in this session counts on; a new session begins without danger signs.
KEPT = ("consent", PLAN, COURSE, KEEP, RED_FLAGS, WITHDRAWN)


class ActionCheckIn(Action):
    """Asks the questions of a check-in in the form: danger signs anew, nothing that still holds."""

    def name(self) -> str:
        return "action_check_in"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        if in_form(tracker):
            return []
        course, plan = read_course(tracker.get_slot(COURSE), library()), tracker.get_slot(PLAN)
        if course is None or not plan:
            dispatcher.utter_message(response="utter_no_exercises_yet")
            return []
        days = max(0, (today() - course.last_day).days)
        kept = kept_answers(plan["answers"], days, library())
        dispatcher.utter_message(response="utter_check_in")
        taken = with_taken(course, plan["exercises"])
        return [
            *forget_answers(keep=KEPT),
            SlotSet(COURSE, taken.to_json()),
            *(SlotSet(name, value) for name, value in kept.items()),
            SlotSet(VISIT, CHECK_IN),
            FollowupAction(FORM),
        ]


class ActionKeepPlan(Action):
    """Notes that the plan is to be kept for longer than the talk."""

    def name(self) -> str:
        return "action_keep_plan"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        if read_course(tracker.get_slot(COURSE), library()) is None:
            dispatcher.utter_message(response="utter_no_exercises_yet")
            return []
        dispatcher.utter_message(response="utter_plan_kept")
        return [SlotSet(KEEP, "yes")]
