"""Starting a session, starting over, stopping."""

from __future__ import annotations

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

from actions.slots import (
    EMERGENCY_NUMBER,
    FORM,
    MISSES,
    NO_MISSES,
    PLAN,
    REQUESTED,
    forget_answers,
    in_form,
    library,
)
from triage import care_country, care_words

CARRIED = ("consent", "side", PLAN)


class ActionSessionStart(Action):
    """A new session keeps consent, side and plan, never yesterday's danger signs."""

    def name(self) -> str:
        return "action_session_start"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        number = care_words(library(), care_country(library()))["emergency"]
        kept = {name: tracker.get_slot(name) for name in CARRIED}
        if not kept[PLAN]:
            kept.pop("side")
        return [
            SessionStarted(),
            SlotSet(EMERGENCY_NUMBER, number),
            SlotSet(MISSES, NO_MISSES),
            *(SlotSet(name, value) for name, value in kept.items() if value is not None),
            ActionExecuted("action_listen"),
        ]


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
        return [ActiveLoop(None), SlotSet(REQUESTED, None), *forget_answers(keep=("consent", PLAN))]


class ActionBegin(Action):
    """Starts the questions, or goes on with them."""

    def name(self) -> str:
        return "action_begin"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        if in_form(tracker):
            dispatcher.utter_message(response="utter_greet")
            return []
        if tracker.get_slot(PLAN):
            dispatcher.utter_message(response="utter_new_or_same")
            return []
        dispatcher.utter_message(response="utter_hello", **_hello_words())
        return [FollowupAction(FORM)]


def _hello_words() -> dict[str, Any]:
    return {"emergency_number": care_words(library(), care_country(library()))["emergency"]}
