"""Turns the files of a knowledge folder into the parts of a Library; errors name file, line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from triage import model
from triage.conditions import Condition, ConditionError, compile_condition
from triage.progress_rules import ProgressRules
from triage.yaml_source import Document, KnowledgeError

Where = tuple[Any, ...]
EntryType = TypeVar("EntryType", bound=model.Entry)
DataType = TypeVar("DataType")
_KINDS: dict[type, str] = {
    dict: "a mapping of keys and values",
    list: "a list",
    int: "a whole number",
    str: "words",
    object: "something",
}
TERM_FILES = ("red_flags", "programmes")


def read_documents(folder: Path) -> tuple[dict[str, Document], str]:
    """Every YAML file in `folder` by its name without ending, and a hash of them all."""
    files = sorted(folder.glob("*.yml")) + sorted(folder.glob("exercises/*.yml"))
    if not files:
        raise KnowledgeError(folder.name, 1, "there are no knowledge files here")
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    names = {str(file.relative_to(folder).with_suffix("")): file for file in files}
    return {name: Document(file) for name, file in names.items()}, digest.hexdigest()[:12]


class Reader:
    """Reads the parts of a Library out of documents, and compiles their conditions."""

    def __init__(self, documents: dict[str, Document]) -> None:
        self.documents = documents
        self.compiled: dict[tuple[str, str], Condition] = {}
        self.terms: dict[str, Any] = {}

    def parts(self) -> dict[str, Any]:
        """The fields of a Library; KnowledgeError at the first thing that is wrong."""
        self._read_terms()
        self._yes_no_defaults()
        programmes = self.entries("programmes", "programmes", model.Programme, "programme")
        self._compile_picks(programmes)
        plan = "programmes"
        return {
            "questions": self.entries("questions", "questions", model.Question, "question"),
            "rules": self.entries("red_flags", "rules", model.Rule, "rule"),
            "programmes": programmes,
            "blocks": self.entries(plan, "blocks", model.Block, "block"),
            "heard": self.entries("questions", "heard", model.Heard),
            "locations": self.entries("locations", "locations", model.Location),
            "conditions": self.entries("conditions", "conditions", model.PossibleCondition),
            "routes": self.entries("care_routes", "routes", model.Route),
            "exercises": self._exercises(),
            "countries": self._countries(),
            "sources": self._sources(),
            "restricted": self._restricted(),
            "restricted_at_least": self.value(plan, ("restricted", "at_least"), int),
            "max_exercises": self.value(plan, ("max_exercises",), int),
            "whys": self.value(plan, ("whys",), dict),
            "words": self.entry("care_routes", (), model.CareWords).dict(),
            "phrases": self.value("phrases", (), dict),
            "tips": self.value("tips", (), dict),
            "faq": self.entries("faq", "faq", model.Faq),
            "faq_lines": {
                name: self.value("faq", (name,), str) for name in ("be_seen_first", "unknown")
            },
            "progress": self._progress(),
            "bands": self.value("resistance_bands", ("resistance_bands",), object),
            "terms": self.terms,
            "documents": self.documents,
            "compiled": self.compiled,
        }

    def document(self, name: str) -> Document:
        if name not in self.documents:
            raise KnowledgeError(f"{name}.yml", 1, "this file is missing")
        return self.documents[name]

    def value(self, file: str, path: Where, kind: type[DataType]) -> DataType:
        """What stands at `path`, which must be of `kind`."""
        document = self.document(file)
        found: Any = document.data
        for number, step in enumerate(path):
            kind_here = list if isinstance(step, int) else dict
            if not isinstance(found, kind_here):
                raise document.error(path[:number], f"this must be {_KINDS[kind_here]}")
            if isinstance(found, dict) and step not in found:
                raise document.error(path[:number], f"the key {step!r} is missing")
            found = found[step]
        if not isinstance(found, kind) or isinstance(found, bool):
            raise document.error(path, f"this must be {_KINDS[kind]}, not {found!r:.40}")
        return found

    def entry(self, file: str, path: Where, kind: type[EntryType]) -> EntryType:
        """The entry at `path`, checked to be of `kind`."""
        try:
            return kind(**{str(key): item for key, item in self.value(file, path, dict).items()})
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"])
            place = (*path, *first["loc"])
            raise self.document(file).error(place, f"{where}: {first['msg']}") from error

    def entries(
        self, file: str, key: str, kind: type[EntryType], condition_kind: str | None = None
    ) -> dict[str, EntryType]:
        """The entries in the list under `key`, by their id; their conditions are compiled."""
        document, found = self.document(file), {}
        for index, data in enumerate(self.value(file, (key,), list)):
            entry = self.entry(file, (key, index), kind)
            name = str(data["id"])
            if name in found:
                raise document.error((key, index), f"the id {name!r} stands twice")
            found[name] = entry
            if condition_kind:
                self.compile(condition_kind, name, data["when"], document, (key, index, "when"))
                if data.get("unless") is not None:
                    self.compile("unless", name, data["unless"], document, (key, index, "unless"))
        if not found:
            raise document.error((key,), f"{key!r} has no entries")
        return found

    def compile(self, kind: str, name: str, source: Any, document: Document, path: Where) -> None:
        """Compile one condition, to be found under (kind, name)."""
        try:
            self.compiled[kind, name] = compile_condition(source, self.terms)
        except ConditionError as error:
            raise document.error(path, str(error)) from error

    def _read_terms(self) -> None:
        homes: dict[str, str] = {}
        for file in TERM_FILES:
            for name, source in self.value(file, ("terms",), dict).items():
                if name in homes:
                    message = f"the term {name!r} stands in {homes[name]}.yml too"
                    raise self.document(file).error(("terms", name), message)
                homes[name], self.terms[name] = file, source
        for name, file in homes.items():
            self.compile("term", name, self.terms[name], self.document(file), ("terms", name))

    def _yes_no_defaults(self) -> None:
        options = self.value("questions", ("yes_no_options",), list)
        for question in self.value("questions", ("questions",), list):
            if isinstance(question, dict) and question.get("kind") == "yes_no":
                question.setdefault("options", options)

    def _compile_picks(self, programmes: Mapping[str, model.Programme]) -> None:
        document = self.document("programmes")
        for number, programme in enumerate(programmes.values()):
            for index, pick in enumerate(programme.picks):
                path = ("programmes", number, "picks", index, "when")
                self.compile("pick", f"{programme.id}.{index}", pick.when, document, path)

    def _exercises(self) -> dict[str, model.Exercise]:
        found: dict[str, model.Exercise] = {}
        for file in [name for name in self.documents if name.startswith("exercises/")]:
            for name, exercise in self.entries(file, "exercises", model.Exercise).items():
                if name in found:
                    raise self.document(file).error((), f"the id {name!r} stands twice")
                found[name] = exercise
        if not found:
            raise KnowledgeError("exercises", 1, "there are no exercise files here")
        return found

    def _countries(self) -> dict[str, model.Country]:
        names = self.value("care_routes", ("countries",), dict)
        return {n: self.entry("care_routes", ("countries", n), model.Country) for n in names}

    def _progress(self) -> ProgressRules:
        name = "progress"
        data = {k: v for k, v in self.value(name, (), dict).items() if k != "signed_off"}
        try:
            rules = ProgressRules.parse_obj(data)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"])
            raise self.document(name).error(first["loc"], f"{where}: {first['msg']}") from error
        for index, limit in enumerate(rules.limits):
            path = ("limits", index, "when")
            self.compile("limit", str(index), limit.when, self.document(name), path)
        return rules

    def _sources(self) -> dict[str, Any]:
        entries = self.value("sources", ("sources",), list)
        paths = [("sources", index) for index in range(len(entries))]
        return {
            str(self.value("sources", (*path, "id"), str)): self.value("sources", path, dict)
            for path in paths
        }

    def _restricted(self) -> tuple[model.Pick, ...]:
        picks = self.value("programmes", ("restricted", "picks"), list)
        paths = [("restricted", "picks", index) for index in range(len(picks))]
        return tuple(self.entry("programmes", path, model.Pick) for path in paths)
