"""What a person told so far, shown on request."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.slots import library
from triage.phrasing import summary_facts


class ActionShowData(Action):
    """Lists the answers that are kept, in words."""

    def name(self) -> str:
        return "action_show_data"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        facts = summary_facts(tracker.slots, library())
        if facts:
            summary = "\n".join(f"- {words}" for _, words in facts)
            dispatcher.utter_message(response="utter_show_data", summary=summary)
        else:
            dispatcher.utter_message(response="utter_no_data")
        return []
