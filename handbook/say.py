"""Puts conditions of the knowledge into words, as HTML with links to what they speak of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from html import escape
from typing import Any

from triage.check import DERIVED
from triage.library import Library
from triage.model import Question

BOUNDS = {"at_least": "at least", "at_most": "at most", "over": "more than", "under": "less than"}
ALL, ANY, NOT, COUNT = "all of", "any of", "not", "at least {} of"


class Sayer:
    """Says conditions in the words of the questions."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def asked_by(self) -> dict[str, Question]:
        """The first question that fills each finding."""
        found: dict[str, Question] = {}
        for question in self.library.questions.values():
            for name in question.fills:
                found.setdefault(name, question)
        return found

    @cached_property
    def labels(self) -> dict[str, str]:
        """The line of a tick-list that stands for each finding; a close relative adds its name."""
        found: dict[str, str] = {}
        for question in self.library.questions.values():
            for option in question.options if question.tick_list else ():
                found.setdefault(str(option.value), option.label)
                for name in option.covers:
                    found.setdefault(name, f"{option.label} ({name.replace('_', ' ')})")
        return found

    def condition(self, source: Mapping[str, Any]) -> str:
        """The condition in words; "always" for an empty one."""
        parts = [self._part(key, value) for key, value in source.items()]
        if not parts:
            return "always"
        return parts[0] if len(parts) == 1 else _group(ALL, parts)

    def _part(self, key: str, value: Any) -> str:
        if key in ("all", "any"):
            parts = [self.condition(item) for item in value]
            return parts[0] if len(parts) == 1 else _group(ALL if key == "all" else ANY, parts)
        if key == "not":
            return _group(NOT, [self.condition(value)])
        if key == "count":
            least = COUNT.format(value["at_least"])
            return _group(least, [self.condition(item) for item in value["of"]])
        if key == "term":
            name = escape(str(value))
            return f'<a class="term" href="terms.html#{name}">{name}</a>'
        return self.atom(key, value)

    def atom(self, finding: str, wanted: Any) -> str:
        """One finding and the answers that are meant."""
        first = finding in DERIVED
        finding = "location" if first else finding
        question = self.asked_by.get(finding)
        name = self.labels.get(finding, finding.replace("_", " "))
        if question is not None and question.id == finding:
            name = question.short
        if first:
            name += " (first named)"
        target = f"questions.html#{question.id}" if question else f"questions.html#{finding}"
        values = self._values(question, finding, wanted)
        return f'<a href="{target}">{escape(name)}</a>: {values}'

    def _values(self, question: Question | None, finding: str, wanted: Any) -> str:
        if isinstance(wanted, Mapping):
            return " and ".join(f"{BOUNDS[word]} {bound}" for word, bound in wanted.items())
        named: dict[str, str] = {}
        if question is not None and not question.tick_list and question.id == finding:
            named = {str(option.value): option.label for option in question.options}
        values = wanted if isinstance(wanted, list) else [wanted]
        words = [named.get(str(value), str(value)) for value in values]
        if question is not None and question.kind == "yes_no":
            words = [str(value) for value in values]
        return " or ".join(f"<b>{escape(word)}</b>" for word in words)


def _group(title: str, parts: list[str]) -> str:
    items = "".join(f"<li>{part}</li>" for part in parts)
    return f'<span class="group">{title}</span><ul>{items}</ul>'
