"""Reads what Footwise is made of: domain, rules, responses, examples, code."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from actions import generate
from triage import Library, load_library
from triage.yaml_source import Document

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "actions",
    "bench",
    "channels",
    "handbook",
    "nlu",
    "pictures",
    "scripts",
    "takeaway",
    "triage",
)
ENTITY = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")

Variation = dict[str, Any]
Responses = dict[str, list[Variation]]


@dataclass(frozen=True)
class Project:
    """Everything that the checks look at; tests replace a part of it to see a check fail."""

    domain: dict[str, Any]
    rules: tuple[dict[str, Any], ...]
    responses: Responses
    examples: dict[str, list[str]]
    python: dict[str, ast.Module]
    library: Library

    @property
    def intents(self) -> set[str]:
        """Names of the intents in the domain."""
        return {name for intent in self.domain["intents"] for name in names_of(intent)}

    @property
    def form_slots(self) -> list[str]:
        """The slots of the one form."""
        return list(self.domain["forms"]["triage_form"]["required_slots"])

    def steps(self, kind: str) -> Iterator[str]:
        """Every intent or action that a rule names."""
        for rule in self.rules:
            for step in [*rule.get("condition", []), *rule["steps"]]:
                if kind in step:
                    yield step[kind]

    def modules(self, *packages: str) -> dict[str, ast.Module]:
        """The modules of these packages, by path."""
        return {path: tree for path, tree in self.python.items() if path.split("/")[0] in packages}


def names_of(entry: Any) -> list[str]:
    """The name in a list item of the domain: `name` or `name: {settings}`."""
    return [entry] if isinstance(entry, str) else list(entry)


@lru_cache
def load() -> Project:
    """The project as it stands in its folder, with the responses that are generated for it."""
    written = {
        name: variations
        for file in sorted((ROOT / "data" / "responses").glob("*.yml"))
        if not file.name.startswith("generated")
        for name, variations in Document(file).data["responses"].items()
    }
    files = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return Project(
        domain=Document(ROOT / "domain.yml").data,
        rules=tuple(
            rule
            for file in sorted((ROOT / "data" / "rules").glob("*.yml"))
            for rule in Document(file).data["rules"]
        ),
        responses={**written, **generate.responses()},
        examples=examples_in(ROOT / "data" / "nlu"),
        python={
            path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
            for path in files
        },
        library=load_library(),
    )


def new(check: Callable[[Project], Iterable[str]], broken: Project) -> list[str]:
    """What `check` finds in a broken project and not in the real one."""
    return [problem for problem in check(broken) if problem not in _known(check)]


@lru_cache
def _known(check: Callable[[Project], Iterable[str]]) -> frozenset[str]:
    return frozenset(check(load()))


def examples_in(folder: Path) -> dict[str, list[str]]:
    """The example sentences of each intent, without the marks of entities."""
    found: dict[str, list[str]] = {}
    for file in sorted(folder.glob("*.yml")):
        for block in Document(file).data["nlu"]:
            if "intent" in block:
                lines = str(block["examples"]).splitlines()
                texts = [line.strip()[2:] for line in lines if line.strip().startswith("- ")]
                found.setdefault(block["intent"], []).extend(
                    ENTITY.sub(r"\1", text).strip() for text in texts
                )
    return found
