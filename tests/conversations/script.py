"""Reads the scenario files of this folder. README.md says how they are written.

A key, response, slot or answer that Footwise does not have is an error with file and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.content.project import load
from triage import Library, UnknownAnswer, Urgency, load_library
from triage.answers import check_answer
from triage.yaml_source import Document

HERE = Path(__file__).resolve().parent
NOTHING = "nothing"
EMERGENCY_CHECK = "emergency_now"
SHARED = "."
VERBS = {"user", "answer", "answer_all", "tap", "wait_hours", "expect"}
EXPECT = {
    "asked",
    "options",
    "said",
    "not_said",
    "never_asked",
    "slots",
    "result",
    "answers_at_most",
}
RESULT = {
    "urgency",
    "rules",
    "categories",
    "exercises",
    "without",
    "conditions",
    "recheck_days",
    "complete",
    "route",
}
ANSWER_ALL = {"until", "at_most"}

Path_ = tuple[Any, ...]
Step = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """The names that a scenario may use."""

    responses: frozenset[str]
    slots: frozenset[str]
    library: Library


@dataclass(frozen=True)
class Scenario:
    """One scripted talk: what the person does, and what must come of it."""

    file: str
    name: str
    steps: list[Step]


def known() -> Known:
    """The names that Footwise has."""
    project = load()
    slots = frozenset({*project.domain["slots"], "requested_slot"})
    return Known(frozenset(project.responses), slots, load_library())


def load_all(known: Known, folder: Path = HERE) -> list[Scenario]:
    """Every scenario in `folder`. Raises KnowledgeError at the first mistake."""
    return [
        scenario
        for file in sorted(folder.glob("*.yml"))
        for scenario in _Reader(Document(file), known).scenarios()
    ]


class _Reader:
    def __init__(self, document: Document, known: Known) -> None:
        self.document, self.known = document, known

    def scenarios(self) -> Iterator[Scenario]:
        """The scenarios of the file; keys that begin with a dot hold parts that several share."""
        for name, content in self.document.data.items():
            if not name.startswith(SHARED):
                steps = list(self._steps(content, (name,)))
                yield Scenario(self.document.file.stem, name, steps)

    def _steps(self, content: Any, path: Path_) -> Iterator[Step]:
        if not isinstance(content, list):
            raise self.document.error(path, "steps must be a list")
        for index, step in enumerate(content):
            here = (*path, index)
            if isinstance(step, list):
                yield from self._steps(step, here)
                continue
            if not isinstance(step, dict) or len(step) != 1:
                raise self.document.error(here, f"a step has one key of {_listed(VERBS)}")
            self._names("step", step, VERBS, here)
            for verb, value in step.items():
                check = getattr(self, f"_check_{verb}", None)
                if check:
                    check(value, (*here, verb))
            yield step

    def _check_answer(self, value: dict[str, Any], path: Path_) -> None:
        if len(value) != 1:
            raise self.document.error(path, "one question is answered at a time")
        self._table(value, path)

    def _check_answer_all(self, value: dict[str, Any], path: Path_) -> None:
        settings = {name: value[name] for name in ANSWER_ALL & value.keys()}
        self._names("question", [settings.get("until", "consent")], self._questions, path)
        self._table({n: v for n, v in value.items() if n not in settings}, path)

    def _table(self, answers: dict[str, Any], path: Path_) -> None:
        for slot, value in answers.items():
            if slot == EMERGENCY_CHECK and value in ("yes", "no"):
                continue
            self._names("question", [slot], self.known.library.questions, path)
            try:
                check_answer(slot, value, self.known.library)
            except UnknownAnswer as error:
                raise self.document.error((*path, slot), str(error)) from error

    def _check_expect(self, value: dict[str, Any], path: Path_) -> None:
        self._names("expectation", value, EXPECT, path)
        self._names(
            "response",
            [*value.get("said", []), *value.get("not_said", [])],
            self.known.responses,
            path,
        )
        self._names("slot", value.get("slots", {}), self.known.slots, path)
        asked = [value.get("asked", NOTHING), *value.get("never_asked", [])]
        self._names("question", asked, {*self._questions, NOTHING}, path)
        if value.get("result") not in (None, NOTHING):
            self._check_result(value["result"], (*path, "result"))

    def _check_result(self, result: dict[str, Any], path: Path_) -> None:
        library = self.known.library
        self._names("result", result, RESULT, path)
        levels = {level.value for level in Urgency}
        self._names("urgency", [result.get("urgency", "self_care")], levels, path)
        self._names("rule", result.get("rules", []), library.rules, path)
        self._names("category", result.get("categories", []), library.categories, path)
        self._names("exercise", result.get("exercises", []), library.exercises, path)
        self._names("condition", result.get("conditions", []), library.conditions, path)
        without = {*library.categories, *library.exercises}
        self._names("exercise or category", result.get("without", []), without, path)

    @property
    def _questions(self) -> set[str]:
        return {*self.known.library.questions, EMERGENCY_CHECK}

    def _names(self, what: str, given: Iterable[str], allowed: Iterable[str], path: Path_) -> None:
        unknown = [name for name in given if name not in set(allowed)]
        if unknown:
            raise self.document.error(path, f"unknown {what}: {_listed(unknown)}")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(map(str, names)))
