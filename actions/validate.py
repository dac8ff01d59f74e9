"""The form's validator: takes each answer in, and says what to ask next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.slots import MISSES, NO_MISSES, REGION, answers_of, asked_slot, library
from triage import next_questions
from triage.questions import stale_questions
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

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,
    ) -> list[str]:
        """The slots to validate (else the SDK skips their validators), then what to ask next."""
        return [*answers_given(tracker), *next_questions(answers_of(tracker))]


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
        return validate_answer(name, value, tracker)

    return validate


def validate_answer(name: str, value: Any, tracker: Tracker) -> Slots:
    """Slots that follow from answering question `name` with `value`; a bad value is asked again.

    A changed answer also empties the answers that hang on it. A yes to the summary counts only
    for a summary that was seen: "yes, but it's the right foot" shows it again.
    """
    value = clean_answer(name, value)
    refused = name == SUMMARY_OK and (value == "no" or len(answers_given(tracker)) > 1)
    if value is None or refused:
        return {name: None, **_asked_again(name, tracker)}
    slots: Slots = {name: value, MISSES: NO_MISSES}
    if name == "location":
        slots[REGION] = None
    answers = answers_from({**tracker.slots, name: value})
    return slots | dict.fromkeys(stale_questions(answers, name))


def _asked_again(name: str, tracker: Tracker) -> Slots:
    """Makes the form use the other words for its question, if `name` is what it asked."""
    if asked_slot(tracker) != name:
        return {}
    return {MISSES: max(tracker.get_slot(MISSES) or NO_MISSES, "1")}


for _question in library().questions:
    setattr(ValidateTriageForm, f"validate_{_question}", validator_of(_question))
