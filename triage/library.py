"""Loads everything in knowledge/ once, checks it, and compiles its conditions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from triage import model
from triage.conditions import UNSURE, Condition, Facts
from triage.files import check_files
from triage.index import Index
from triage.progress_rules import ProgressRules
from triage.reader import Reader, read_documents
from triage.yaml_source import Document

KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"
_YES_NO = ("yes", "no", UNSURE)


@dataclass(frozen=True, eq=False)
class Library:
    """All knowledge, by id and in file order; `condition(entry)` gives a compiled `when`."""

    version: str
    questions: dict[str, model.Question]
    heard: dict[str, model.Heard]
    rules: dict[str, model.Rule]
    locations: dict[str, model.Location]
    exercises: dict[str, model.Exercise]
    programmes: dict[str, model.Programme]
    blocks: dict[str, model.Block]
    conditions: dict[str, model.PossibleCondition]
    routes: dict[str, model.Route]
    countries: dict[str, model.Country]
    sources: dict[str, Any]
    restricted: tuple[model.Pick, ...]
    restricted_at_least: int
    max_exercises: int
    whys: dict[str, str]
    words: dict[str, Any]
    terms: dict[str, Any]
    phrases: dict[str, Any]
    tips: dict[str, Any]
    bands: Any
    faq: dict[str, model.Faq]
    faq_lines: dict[str, str]
    progress: ProgressRules
    documents: dict[str, Document] = field(repr=False)
    compiled: dict[tuple[str, str], Condition] = field(repr=False)

    def condition(self, kind: str, name: str) -> Condition:
        """The compiled condition of entry `name` of `kind` (question, rule, unless, block, ...)."""
        return self.compiled[kind, name]

    def true(self, kind: str, facts: Facts, telling: Facts | None = None) -> Iterator[str]:
        """Names of the entries of `kind` whose `when` holds for `facts`, in file order.

        `telling`: those facts that are not a plain "no", where they are known already.
        """
        return self.indexes[kind].true(facts, telling)

    @cached_property
    def indexes(self) -> dict[str, Index]:
        """For each kind of entry: which of them the facts may make true."""
        return {
            kind: Index((name, c) for (of, name), c in self.compiled.items() if of == kind)
            for kind in ("rule", "question", "programme", "block")
        }

    @cached_property
    def findings(self) -> dict[str, tuple[str, ...]]:
        """Every name an answer can have, with its allowed values (empty: a number)."""
        names: dict[str, tuple[str, ...]] = {}
        for question in self.questions.values():
            if question.tick_list:
                names.update(dict.fromkeys(question.fills, _YES_NO))
            elif question.kind in ("number", "scale"):
                names[question.id] = ()
            else:
                unsure = (UNSURE,) if question.skippable else ()
                values = (*(str(o.value) for o in question.options), *unsure)
                names[question.id] = tuple(dict.fromkeys(values))
        names.update({name: tuple(heard.values) for name, heard in self.heard.items()})
        return names

    def looking_at(self, kind: str, finding: str) -> tuple[str, ...]:
        """Names of the entries of `kind` whose condition looks at `finding`, in file order."""
        return self._looking.get((kind, finding), ())

    @cached_property
    def _looking(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for (kind, name), condition in self.compiled.items():
            for finding in condition.findings:
                found[kind, finding] = (*found.get((kind, finding), ()), name)
        return found

    @cached_property
    def signs(self) -> frozenset[str]:
        """The findings that are yes, no or unsure."""
        return frozenset(name for name, values in self.findings.items() if values == _YES_NO)

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """Every exercise category, in file order."""
        found = (name for e in self.exercises.values() for name in e.categories)
        return tuple(dict.fromkeys(found))

    @cached_property
    def conditions_at(self) -> dict[str, list[str]]:
        """Names of the possible conditions at each place, in file order."""
        return {
            place: [n for n, entry in self.conditions.items() if place in entry.locations]
            for place in self.locations
        }

    @cached_property
    def forms(self) -> dict[str, frozenset[str]]:
        """For each exercise: itself, and the easier and harder ones that it leads to."""
        found = {}
        for name in self.exercises:
            seen, waiting = set[str](), [name]
            while waiting:
                here = waiting.pop()
                if here not in seen:
                    seen.add(here)
                    exercise = self.exercises[here]
                    waiting += [n for n in (exercise.easier, exercise.harder) if n]
            found[name] = frozenset(seen)
        return found

    @cached_property
    def within_reach(self) -> dict[str, tuple[str, ...]]:
        """For each exercise: the one that is a step harder, and all easier forms, nearest first."""
        found = {}
        for exercise in self.exercises.values():
            names = [exercise.harder] if exercise.harder else []
            here = exercise
            while here.easier and here.easier not in names:
                names.append(here.easier)
                here = self.exercises[here.easier]
            found[exercise.id] = tuple(names)
        return found

    @cached_property
    def implying(self) -> tuple[model.Question, ...]:
        """The questions from whose having an answer another finding follows."""
        return tuple(q for q in self.questions.values() if q.implies)

    @cached_property
    def defaulting(self) -> tuple[model.Question, ...]:
        """The questions that have an answer of their own where they are not asked."""
        return tuple(q for q in self.questions.values() if q.if_not_asked is not None)


def load_library(folder: Path | None = None) -> Library:
    """The knowledge in `folder` (default: FOOTWISE_KNOWLEDGE, else knowledge/), read once.

    Raises KnowledgeError with file, line and what is wrong.
    """
    return _load(folder or knowledge_folder())


def knowledge_folder() -> Path:
    """Where the knowledge is: FOOTWISE_KNOWLEDGE, else knowledge/."""
    return Path(os.environ.get("FOOTWISE_KNOWLEDGE", KNOWLEDGE))


@lru_cache(maxsize=4)
def _load(folder: Path) -> Library:
    return library_of(*read_documents(folder))


def library_of(documents: dict[str, Document], version: str) -> Library:
    """The knowledge in `documents` (by file name without ending), checked as a whole."""
    library = Library(version=version, **Reader(documents).parts())
    from triage.check import check_references

    check_references(library)
    check_files(documents)
    return library
