"""Misses, skipping, going back, changing an answer, the summary."""

from __future__ import annotations

import json

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.corrections import changed_since_result, changed_slot, decide_again
from actions.plan import ActionShowExercise
from actions.result import ActionTriageResult, give_result, has_worsened, plan_slots
from actions.slots import (
    FORM,
    LAST_MISS,
    MISSES,
    NO_MISSES,
    PLAN,
    REGION,
    SHOWN,
    UNFINISHED,
    answers_of,
    as_unsure,
    asked_slot,
    last_answered,
    latest_entity,
    library,
    take_back,
)
from triage import next_questions
from triage.course import CHECK_IN, VISIT
from triage.phrasing import summary_facts


class ActionMiss(Action):
    """Not understood: rephrase, then buttons, then go on as unsure and offer a person."""

    def name(self) -> str:
        return "action_miss"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        slot = asked_slot(tracker)
        if slot is None and _lost_result(tracker):
            return await ActionTriageResult().run(dispatcher, tracker, domain)
        if slot is None:
            return _outside(dispatcher, tracker)
        misses = int(tracker.get_slot(MISSES) or NO_MISSES) + 1
        if misses >= LAST_MISS and library().questions[slot].skippable:
            dispatcher.utter_message(response="utter_skip_as_unsure")
            return [*as_unsure(slot), SlotSet(MISSES, NO_MISSES)]
        if slot == "location" and misses == 1 and _names_new_region(tracker):
            return [SlotSet(MISSES, NO_MISSES)]
        dispatcher.utter_message(response="utter_rephrase" if misses == 1 else "utter_use_buttons")
        return [SlotSet(MISSES, str(min(misses, LAST_MISS))), SlotSet(REGION, None)]


def _lost_result(tracker: Tracker) -> bool:
    """Whether all was answered and the result failed to reach the person."""
    without = not tracker.get_slot(PLAN) or tracker.get_slot(VISIT) == CHECK_IN
    return without and not next_questions(answers_of(tracker), library())


def _names_new_region(tracker: Tracker) -> bool:
    """Whether the last message names a vague place that the one before it did not lead to."""
    last = max((n for n, e in enumerate(tracker.events) if e.get("event") == "user"), default=0)
    before = [e["value"] for e in tracker.events[:last] if e.get("name") == REGION]
    return latest_entity(tracker, REGION) not in (None, *before[-1:])


def _outside(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    if has_worsened(tracker):
        return give_result(dispatcher, plan_slots(tracker))
    if tracker.get_slot(UNFINISHED):
        dispatcher.utter_message(response="utter_carry_on_or_start_again")
        return []
    said_something = tracker.latest_message.get("entities")
    if said_something and not tracker.get_slot(PLAN):
        return [FollowupAction(FORM)]
    changes = changed_since_result(tracker)
    if changes:
        return decide_again(tracker, changes)
    if said_something:
        dispatcher.utter_message(response="utter_new_or_same")
    else:
        dispatcher.utter_message(response="utter_what_now")
    return []


class ActionSkip(Action):
    """Goes on without an answer, which is read the cautious way."""

    def name(self) -> str:
        return "action_skip"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        slot = asked_slot(tracker)
        if slot is None and tracker.get_slot(SHOWN):
            # Someone who looks at the exercises one by one means the next one.
            return await ActionShowExercise().run(dispatcher, tracker, domain)
        if slot is None:
            dispatcher.utter_message(response="utter_what_now")
            return []
        if not library().questions[slot].skippable:
            dispatcher.utter_message(response="utter_cannot_skip")
            return []
        dispatcher.utter_message(response="utter_skipped")
        return [*as_unsure(slot), SlotSet(MISSES, NO_MISSES)]


class ActionGoBack(Action):
    """Takes back the last answer."""

    def name(self) -> str:
        return "action_go_back"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        last = last_answered(tracker)
        if last is None:
            dispatcher.utter_message(response="utter_nothing_to_go_back_to")
            return []
        dispatcher.utter_message(response="utter_go_back")
        return take_back(last)


class ActionChange(Action):
    """Takes back the answer that the person wants to change."""

    def name(self) -> str:
        return "action_change"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        changes = {} if asked_slot(tracker) else changed_since_result(tracker)
        if changes:
            return decide_again(tracker, changes)
        slot = changed_slot(tracker)
        if slot is None:
            dispatcher.utter_message(response="utter_change_what")
            return []
        if asked_slot(tracker):
            return take_back(slot)
        return decide_again(tracker, {slot: None})


class ActionAskSummaryOk(Action):
    """Shows what was said, each line with a button to change it."""

    def name(self) -> str:
        return "action_ask_summary_ok"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        facts = summary_facts(tracker.slots, library())
        again = tracker.get_slot(MISSES) not in (None, NO_MISSES)
        dispatcher.utter_message(
            response="utter_summary_again" if again else "utter_summary",
            buttons=[
                {"title": words, "payload": "/change" + json.dumps({"change_slot": name})}
                for name, words in facts
            ],
            summary="\n".join(f"- {words}" for _, words in facts),
        )
        return []
