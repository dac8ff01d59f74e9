"""Answers from slots that nothing has checked yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from triage.answers import NONE, Answers, UnknownAnswer, as_list, check_answer
from triage.library import Library, load_library


def answers_from(slots: Mapping[str, Any], library: Library | None = None) -> Answers:
    """The answers in `slots`; a value that its question does not take counts as none.

    Rasa fills slots before the form checks them, and outside the form nothing checks them.
    """
    library = library or load_library()
    names = library.questions.keys() | library.heard.keys()
    clean = {name: clean_answer(name, slots[name], library) for name in names & slots.keys()}
    return Answers.from_slots({**slots, **clean}, library)


def clean_answer(name: str, value: Any, library: Library | None = None) -> Any:
    """`value` in the type that the question or finding `name` takes, or None if it takes it not."""
    library = library or load_library()
    question = library.questions.get(name)
    if not all(isinstance(item, (str, int, float)) for item in as_list(value)):
        return None
    if question is not None and question.is_list:
        items = list(dict.fromkeys(as_list(value)))
        real = [item for item in items if item != NONE]
        value = (real or items)[: question.max or None]
    elif question is not None and question.kind in ("number", "scale"):
        value = _number(value)
    try:
        check_answer(name, value, library)
    except UnknownAnswer:
        return None
    return None if value == [] else value


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return value
    return int(number) if number.is_integer() else number
