"""A person's answers: what was said in each question, and the findings that follow."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from triage.conditions import UNSURE
from triage.index import NO
from triage.library import Library, load_library
from triage.model import Question

NONE = "none"
UNSURE_MARK = "unsure:"
CONTEXT = ("red_flags", "red_flags_withdrawn")
_WORSE = {"no": 0, UNSURE: 1, "yes": 2}


class UnknownAnswer(ValueError):
    """A name or value that is not in the knowledge; the text says what is allowed."""


@dataclass(frozen=True)
class Answers:
    """Answers as facts (finding -> value). `given` are the questions that have an answer.

    `slots` is what they were built from, so that they can be built again with a change.
    """

    facts: Mapping[str, Any]
    given: frozenset[str]
    slots: Mapping[str, Any]

    @property
    def swaps(self) -> Mapping[str, str]:
        """What the person took instead of exercises of the plan: id -> id."""
        swaps = self.slots.get("swaps")
        return swaps if isinstance(swaps, Mapping) else {}

    @cached_property
    def telling(self) -> dict[str, Any]:
        """The facts that are not a plain "no": the few that most conditions wait for."""
        return {name: fact for name, fact in self.facts.items() if fact != NO}

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any], library: Library | None = None) -> Answers:
        """Answers from slots or a mapping of names of DESIGN section 2.

        Takes question ids, findings, heard names and `red_flags`; None means not asked; other
        slots of the conversation are ignored. Values are trusted: see `from_mapping`.
        """
        return _Builder(library or load_library()).build(slots)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any], library: Library | None = None) -> Answers:
        """Like `from_slots`, for input from outside: UnknownAnswer names what is allowed."""
        library = library or load_library()
        for name, value in mapping.items():
            if value is not None:
                check_answer(name, value, library)
        return cls.from_slots(mapping, library)

    def replaced(self, changes: Mapping[str, Any], library: Library | None = None) -> Answers:
        """The answers built again with some slots changed; None takes an answer away."""
        return self.from_slots({**self.slots, **changes}, library)

    def without(self, question: Question, library: Library | None = None) -> Answers:
        """The same answers as if `question` had not been answered."""
        return self.replaced({question.id: None}, library)


class _Builder:
    """Turns slots into facts. The order of the slots never matters."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.facts: dict[str, Any] = {}

    def build(self, slots: Mapping[str, Any]) -> Answers:
        library = self.library
        slots = {name: value for name, value in slots.items() if value not in (None, [], ())}
        for name in slots.keys() & library.heard.keys():
            self._heard(name, slots[name])
        given = set()
        for name, question in library.questions.items():
            if name in slots and self._question(question, slots[name]):
                given.add(name)
        for name in slots.keys() & library.signs - library.questions.keys():
            self._raise(name, str(slots[name]))
        for name in set(slots.get("red_flags", ())) - set(slots.get("red_flags_withdrawn", ())):
            if name in library.signs:
                self._raise(name, "yes")
        self._derive()
        return Answers(self.facts, frozenset(given), slots)

    def _question(self, question: Question, value: Any) -> bool:
        """Take in the answer; False when "not sure" is no answer to this question."""
        values = _said(question, value)
        if values == [UNSURE] and not question.skippable:
            return False
        if question.tick_list:
            self._tick_list(question, values)
            return True
        if values == [UNSURE] and question.unsure_as is not None:
            values = as_list(question.unsure_as)
        if question.kind == "yes_no":
            self._raise(question.id, values[0])
        else:
            self.facts[question.id] = tuple(values) if question.is_list else values[0]
        for option in question.options:
            if option.value in values:
                self.facts.update(option.sets)
        for name, fact in question.unsets.items():
            self._raise(name, fact)
        return True

    def _tick_list(self, question: Question, values: list[Any]) -> None:
        for option in question.options:
            line = (str(option.value), *option.covers)
            ticked = any(finding in values for finding in line)
            for finding in line:
                if finding in values:
                    self._raise(finding, "yes")
                elif UNSURE in values or UNSURE_MARK + finding in values:
                    self._raise(finding, UNSURE)
                elif not ticked:
                    marked = UNSURE_MARK + line[0] in values
                    self._raise(finding, UNSURE if marked else "no")

    def _heard(self, name: str, value: Any) -> None:
        heard = self.library.heard[name]
        if heard.each_sets:
            for finding in as_list(value):
                self._raise(finding, heard.each_sets)
        else:
            self.facts[name] = tuple(as_list(value)) if heard.many else value

    def _raise(self, finding: str, value: str) -> None:
        """Set a finding; among several answers to it the worse one stays."""
        old = self.facts.get(finding)
        if old is None or _WORSE[value] > _WORSE[old]:
            self.facts[finding] = value

    def _derive(self) -> None:
        for question in self.library.implying:
            if question.id in self.facts:
                for name, value in question.implies.items():
                    self.facts.setdefault(name, value)
        places = self.facts.get("location")
        if places:
            self.facts["location_main"] = places[0]
        for question in self.library.defaulting:
            if question.id not in self.facts:
                asked = self.library.condition("question", question.id)
                if asked.holds(self.facts) is False:
                    self.facts[question.id] = question.if_not_asked


def as_list(value: Any) -> list[Any]:
    """`value` as a list: a single value is a list of one."""
    return list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]


def _said(question: Question, value: Any) -> list[Any]:
    """The values of an answer; one that only stands alone ("none") gives way to any other."""
    values = as_list(value)
    if len(values) > 1 and not question.tick_list:
        alone = {UNSURE, *(option.value for option in question.options if option.alone)}
        values = [item for item in values if item not in alone] or values[:1]
    return values


def check_answer(name: str, value: Any, library: Library) -> None:
    """Raise UnknownAnswer when `name` or `value` is not one that the knowledge allows."""
    question = library.questions.get(name)
    if question is not None and question.tick_list:
        values = [str(option.value) for option in question.options]
        allowed = [NONE, UNSURE, *values, *(UNSURE_MARK + item for item in question.fills)]
        _check_values(name, value, [*allowed, *question.fills])
        return
    if name in CONTEXT:
        _check_values(name, value, sorted(library.signs))
        return
    if name not in library.findings:
        near = difflib.get_close_matches(name, [*library.findings, *library.questions], 3)
        hint = f"did you mean {', '.join(near)}?" if near else "see knowledge/questions.yml"
        raise UnknownAnswer(f"unknown answer {name!r}: {hint}")
    if question is not None and question.kind in ("number", "scale"):
        _check_number(question, value)
        return
    _check_values(name, value, library.findings[name])
    many = question.is_list if question else library.heard.get(name) and library.heard[name].many
    if question is not None and question.is_list and len(as_list(value)) > (question.max or 99):
        raise UnknownAnswer(f"{name}: at most {question.max} values")
    if not many and isinstance(value, (list, tuple)):
        raise UnknownAnswer(f"{name}: one value, not a list")


def _check_values(name: str, value: Any, allowed: Iterable[str]) -> None:
    allowed = list(allowed)
    for item in as_list(value):
        if isinstance(item, bool) or str(item) not in allowed:
            raise UnknownAnswer(f"{name}: {item!r} is not one of {', '.join(map(str, allowed))}")


def _check_number(question: Question, value: Any) -> None:
    low, high = question.range
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if value != UNSURE and not (number and low <= value <= high):
        raise UnknownAnswer(
            f"{question.id}: a number from {low} to {high} or unsure, not {value!r}"
        )
