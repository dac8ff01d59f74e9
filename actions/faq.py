"""Answers a question of the person's own; who is to be seen first is not sent to exercise."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.result import plan_slots
from actions.slots import (
    COURSE,
    FORM,
    PLAN,
    UNFINISHED,
    answers_of,
    in_form,
    latest_entity,
    latest_intent,
    library,
)
from triage import Urgency, decide
from triage.plan_of import decide_with
from triage.untrusted import answers_from

INTENT = "faq"
SEEN_FIRST = (Urgency.URGENT_SAME_DAY.value, Urgency.EMERGENCY.value)


class ActionFaq(Action):
    """Answers it; a story told along with it starts the questions."""

    def name(self) -> str:
        return "action_faq"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        say_answer(dispatcher, tracker)
        told = any(
            entity["entity"] in library().questions
            for entity in tracker.latest_message.get("entities") or []
        )
        waits = in_form(tracker) or tracker.get_slot(PLAN) or tracker.get_slot(UNFINISHED)
        return [FollowupAction(FORM)] if told and not waits else []


def answers_faq(tracker: Tracker) -> bool:
    """Whether the last message is such a question."""
    return bool(latest_intent(tracker) == INTENT)


def say_answer(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Utter the answer to the question of the last message."""
    say_faq(dispatcher, tracker, str(latest_entity(tracker, "faq")))


def say_faq(dispatcher: CollectingDispatcher, tracker: Tracker, name: str) -> None:
    """Utter the answer to question `name` of faq.yml, or that there is none."""
    entry = library().faq.get(name)
    lines = library().faq_lines
    parts = [entry.answer if entry else lines["unknown"]]
    if no_exercise_yet(tracker):
        parts = [*([] if entry and entry.moves else parts), lines["be_seen_first"]]
    dispatcher.utter_message(response="utter_faq", answer=" ".join(parts))


def no_exercise_yet(tracker: Tracker) -> bool:
    """Whether the answers so far, or the result, leave no exercise open."""
    plan = tracker.get_slot(PLAN)
    if plan and not in_form(tracker):
        slots = plan_slots(tracker)
        decision = decide_with(answers_from(slots), slots[COURSE]).to_json()
        return decision["urgency"] in SEEN_FIRST or not decision["exercises"]
    return decide(answers_of(tracker)).urgency.value in SEEN_FIRST
