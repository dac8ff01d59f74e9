"""The form's validator: takes each answer in, and says what to ask next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.slots import MISSES, NO_MISSES, REGION, answers_of, library
from triage import Answers, UnknownAnswer, next_questions
from triage.answers import as_list, check_answer
from triage.questions import stale_questions

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
        given = [
            name
            for name, value in tracker.slots_to_validate().items()
            if name in library().questions and value is not None
        ]
        return [*given, *next_questions(answers_of(tracker))]


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

    A changed answer also empties the answers that hang on it.
    """
    value = clean_answer(name, value)
    if value is None:
        return {name: None}
    if name == "summary_ok" and value == "no":
        return {name: None, MISSES: "1"}
    slots: Slots = {name: value, MISSES: NO_MISSES}
    if name == "location":
        slots[REGION] = None
    answers = Answers.from_slots({**tracker.slots, name: value})
    return slots | dict.fromkeys(stale_questions(answers, name))


def clean_answer(name: str, value: Any) -> Any:
    """`value` in the type that question `name` takes, or None when it is not one of its answers."""
    question = library().questions[name]
    if question.is_list:
        items = list(dict.fromkeys(as_list(value)))
        real = [item for item in items if item != "none"]
        value = (real or items)[: question.max or None]
    elif question.kind in ("number", "scale"):
        value = _number(value)
    try:
        check_answer(name, value, library())
    except UnknownAnswer:
        return None
    return value or 0 if question.kind in ("number", "scale") else value or None


def _number(value: Any) -> Any:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return value
    return int(number) if number == int(number) else number


for _question in library().questions:
    setattr(ValidateTriageForm, f"validate_{_question}", validator_of(_question))
