"""Loads everything in knowledge/ once, checks it, and compiles its conditions."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from triage import model
from triage.conditions import UNSURE, Condition, ConditionError, Facts, compile_condition
from triage.index import Index
from triage.yaml_source import Document, KnowledgeError

KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"
_YES_NO = ("yes", "no", UNSURE)
EntryType = TypeVar("EntryType", bound=model.Entry)


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
    documents: dict[str, Document] = field(repr=False)
    compiled: dict[tuple[str, str], Condition] = field(repr=False)

    def condition(self, kind: str, name: str) -> Condition:
        """The compiled condition of entry `name` of `kind` (question, rule, unless, block, ...)."""
        return self.compiled[kind, name]

    def true(self, kind: str, facts: Facts) -> Iterator[str]:
        """Names of the entries of `kind` whose `when` holds for `facts`, in file order."""
        return self.indexes[kind].true(facts)

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
    return _load(folder or Path(os.environ.get("FOOTWISE_KNOWLEDGE", KNOWLEDGE)))


@lru_cache(maxsize=4)
def _load(folder: Path) -> Library:
    reader = _Reader(folder)
    library = reader.library()
    from triage.check import check_references

    check_references(library)
    return library


class _Reader:
    """Turns the files of one folder into a Library."""

    def __init__(self, folder: Path) -> None:
        files = sorted(folder.glob("*.yml")) + sorted(folder.glob("exercises/*.yml"))
        self.documents = {_name(file, folder): Document(file) for file in files}
        if not files:
            raise KnowledgeError(folder.name, 1, "there are no knowledge files here")
        self.compiled: dict[tuple[str, str], Condition] = {}
        digest = hashlib.sha256()
        for file in files:
            digest.update(file.read_bytes())
        self.version = digest.hexdigest()[:12]

    def library(self) -> Library:
        document = self.document
        self.terms = {**document("red_flags").data["terms"], **document("programmes").data["terms"]}
        programmes, routes = document("programmes").data, document("care_routes").data
        self._yes_no_defaults(document("questions"))
        entries: dict[str, Any] = {
            "questions": self.entries("questions", "questions", model.Question, "question"),
            "rules": self.entries("red_flags", "rules", model.Rule, "rule"),
            "programmes": self.entries("programmes", "programmes", model.Programme, "programme"),
            "blocks": self.entries("programmes", "blocks", model.Block, "block"),
            "heard": self.entries("questions", "heard", model.Heard),
            "locations": self.entries("locations", "locations", model.Location),
            "conditions": self.entries("conditions", "conditions", model.PossibleCondition),
            "routes": self.entries("care_routes", "routes", model.Route),
        }
        self._compile_details(entries)
        restricted = programmes["restricted"]
        return Library(
            version=self.version,
            exercises=self._exercises(),
            countries={
                name: self.entry("care_routes", ("countries", name), model.Country)
                for name in routes["countries"]
            },
            sources={entry["id"]: entry for entry in document("sources").data["sources"]},
            restricted=tuple(model.Pick(**pick) for pick in restricted["picks"]),
            restricted_at_least=restricted["at_least"],
            max_exercises=programmes["max_exercises"],
            whys=programmes["whys"],
            words={
                key: value for key, value in routes.items() if key not in ("countries", "routes")
            },
            terms=self.terms,
            phrases=document("phrases").data,
            tips=document("tips").data,
            bands=document("resistance_bands").data["resistance_bands"],
            documents=self.documents,
            compiled=self.compiled,
            **entries,
        )

    def document(self, name: str) -> Document:
        if name not in self.documents:
            raise KnowledgeError(f"{name}.yml", 1, "this file is missing")
        return self.documents[name]

    def entry(self, file: str, path: tuple[Any, ...], kind: type[EntryType]) -> EntryType:
        document = self.document(file)
        data = document.data
        for step in path:
            data = data[step]
        if not isinstance(data, Mapping):
            raise document.error(path, "this entry must be a mapping of keys and values")
        try:
            return kind(**data)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"])
            raise document.error((*path, *first["loc"]), f"{where}: {first['msg']}") from error

    def entries(
        self, file: str, key: str, kind: type[EntryType], condition_kind: str | None = None
    ) -> dict[str, EntryType]:
        document = self.document(file)
        found: dict[str, EntryType] = {}
        for index, data in enumerate(document.data.get(key) or []):
            entry = self.entry(file, (key, index), kind)
            name = entry.id  # type: ignore[attr-defined]
            if name in found:
                raise document.error((key, index), f"the id {name!r} stands twice")
            found[name] = entry
            if condition_kind:
                self.compile(condition_kind, name, data["when"], document, (key, index, "when"))
                if data.get("unless") is not None:
                    self.compile("unless", name, data["unless"], document, (key, index, "unless"))
        if not found:
            raise document.error((), f"{key!r} has no entries")
        return found

    def compile(
        self, kind: str, name: str, source: Any, document: Document, path: tuple[Any, ...]
    ) -> None:
        try:
            self.compiled[kind, name] = compile_condition(source, self.terms)
        except ConditionError as error:
            raise document.error(path, str(error)) from error

    def _compile_details(self, entries: Mapping[str, Any]) -> None:
        """Programme picks and the named terms are conditions of their own."""
        document = self.document("programmes")
        for number, programme in enumerate(entries["programmes"].values()):
            for index, pick in enumerate(programme.picks):
                path = ("programmes", number, "picks", index, "when")
                self.compile("pick", f"{programme.id}.{index}", pick.when, document, path)
        for name, source in self.terms.items():
            file = self.document("red_flags" if name in _terms(self, "red_flags") else "programmes")
            self.compile("term", name, source, file, ("terms", name))

    def _exercises(self) -> dict[str, model.Exercise]:
        found: dict[str, model.Exercise] = {}
        for name in [name for name in self.documents if name.startswith("exercises/")]:
            for exercise in self.entries(name, "exercises", model.Exercise).values():
                if exercise.id in found:
                    raise self.document(name).error((), f"the id {exercise.id!r} stands twice")
                found[exercise.id] = exercise
        return found

    @staticmethod
    def _yes_no_defaults(document: Document) -> None:
        for question in document.data["questions"]:
            if question.get("kind") == "yes_no":
                question.setdefault("options", document.data["yes_no_options"])


def _terms(reader: _Reader, file: str) -> set[str]:
    return set(reader.document(file).data["terms"])


def _name(file: Path, folder: Path) -> str:
    return str(file.relative_to(folder).with_suffix(""))
