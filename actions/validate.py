"""The form's validator: takes each answer in, and says what to ask next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.corrections import corrections
from actions.faq import answers_faq, say_answer
from actions.noted import say_noted
from actions.slots import (
    LAST_MISS,
    LEFT,
    MISSES,
    NO_MISSES,
    REGION,
    REQUESTED,
    answers_of,
    as_unsure,
    asked_slot,
    library,
)
from triage import next_questions
from triage.questions import about_left, stale_questions
from triage.untrusted import answers_from, clean_answer

SUMMARY_OK = "summary_ok"
Slots = dict[str, Any]
Validator = Callable[..., Awaitable[Slots]]


class ValidateTriageForm(FormValidationAction):
    """Checks answers against the knowledge; the questions come from `next_questions`."""

    def name(self) -> str:
        return "validate_triage_form"

    def domain_slots(self, domain: DomainDict) -> list[str]:
        """The questions, without having the whole domain sent with every message."""
        return list(library().questions)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """The checked answers, what to ask next, and about how many questions are left.

        Without an answer nothing is added: Rasa would take any slot for one.
        """
        events: list[EventType] = await super().run(dispatcher, tracker, domain)
        set_now = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
        if not set_now.keys() - {REQUESTED}:
            return events
        left = about_left(answers_from({**tracker.slots, **set_now}))
        return [*events, SlotSet(LEFT, left)]

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,
    ) -> list[str]:
        """The slots to validate (else the SDK skips their validators), then what to ask next."""
        return [*answers_given(tracker), *next_questions(answers_of(tracker))]

    async def get_extraction_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """What the message puts right, beside what it says by itself."""
        changes = corrections(tracker, filled_slots(tracker))
        return [SlotSet(name, value) for name, value in changes.items()]

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """The checked answers; says what was taken in beside the question asked."""
        events = await super().get_validation_events(dispatcher, tracker, domain)
        filled = {event["name"]: event["value"] for event in events}
        back = [
            name for name, v in filled_slots(tracker).items() if v is None and name not in filled
        ]
        events += [SlotSet(name, None) for name in back]
        if answers_faq(tracker):
            if filled:  # else no slot is filled, and the rule for such questions answers
                say_answer(dispatcher, tracker)
            return events
        if say_noted(dispatcher, tracker, filled) and not filled:
            # Something that Rasa counts as an answer: what was told is no miss.
            events.append(SlotSet(MISSES, tracker.get_slot(MISSES) or NO_MISSES))
        return events


def filled_slots(tracker: Tracker) -> Slots:
    """The questions that the last message fills, with the value that it gives."""
    given = tracker.slots_to_validate()
    return {name: value for name, value in given.items() if name in library().questions}


def answers_given(tracker: Tracker) -> list[str]:
    """The questions that the last message answers."""
    return [
        name
        for name, value in tracker.slots_to_validate().items()
        if name in library().questions and value is not None
    ]


def validator_of(name: str) -> Validator:
    """The `validate_<slot>` method of question `name`."""

    async def validate(
        self: ValidateTriageForm,
        value: Any,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,
    ) -> Slots:
        return validate_answer(name, value, tracker, dispatcher)

    return validate


def validate_answer(
    name: str, value: Any, tracker: Tracker, dispatcher: CollectingDispatcher
) -> Slots:
    """Slots that follow from answering question `name` with `value`; a bad value is asked again.

    A changed answer also empties the answers that hang on it. A yes to the summary counts only
    for a summary that was seen: "yes, but it's the right foot" shows it again. No value: the
    answer is taken back.
    """
    if value is None:
        return {name: None}
    value = clean_answer(name, value)
    refused = name == SUMMARY_OK and (value == "no" or len(answers_given(tracker)) > 1)
    if value is None or refused:
        return {name: None, **_missed(name, tracker, dispatcher)}
    slots: Slots = {name: value, MISSES: NO_MISSES}
    if name == "location":
        slots[REGION] = None
    answers = answers_from({**tracker.slots, name: value})
    return slots | dict.fromkeys(stale_questions(answers, name))


def _missed(name: str, tracker: Tracker, dispatcher: CollectingDispatcher) -> Slots:
    """One more miss, if `name` is what the form asked; the third goes on as "not sure"."""
    if asked_slot(tracker) != name:
        return {}
    misses = int(tracker.get_slot(MISSES) or NO_MISSES) + 1
    if misses < LAST_MISS or not library().questions[name].skippable:
        return {MISSES: str(min(misses, LAST_MISS))}
    dispatcher.utter_message(response="utter_skip_as_unsure")
    return {MISSES: NO_MISSES} | {event["name"]: event["value"] for event in as_unsure(name)}


for _question in library().questions:
    setattr(ValidateTriageForm, f"validate_{_question}", validator_of(_question))
