"""Which entries of the knowledge look at a question, a source or an exercise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from triage.library import Library
from triage.model import Question, Urgency

# Each kind of entry with a condition: the page it is on.
PAGES = {
    "rule": "rules",
    "question": "questions",
    "programme": "programmes",
    "pick": "programmes",
    "block": "programmes",
}
Link = tuple[str, str]


def users(library: Library, question: Question) -> dict[str, list[Link]]:
    """The entries whose conditions read what the question fills: by kind, (page, id) of each."""
    fills = set(question.fills)
    if question.id == "location":
        fills.add("location_main")
    found: dict[str, dict[Link, None]] = {}
    for (kind, name), condition in library.compiled.items():
        if kind == "unless":
            kind = "rule" if name in library.rules else "block"
        if kind in PAGES and not fills.isdisjoint(condition.findings):
            title = "programme" if kind == "pick" else kind
            found.setdefault(title, {})[PAGES[kind], name.split(".")[0]] = None
    for name, entry in library.conditions.items():
        if not fills.isdisjoint(entry.findings):
            found.setdefault("condition", {})["conditions", name] = None
    return {kind: list(links) for kind, links in found.items()}


def worst_level(library: Library, question: Question) -> Urgency | None:
    """The most urgent level of a rule that reads what the question fills."""
    rules = [library.rules[name] for _, name in users(library, question).get("rule", [])]
    return max((rule.level for rule in rules), key=lambda level: level.severity, default=None)


def programmes_with(library: Library, exercise: str) -> list[str]:
    """The programmes that may pick the exercise."""
    return [
        programme.id
        for programme in library.programmes.values()
        if any(exercise in pick.exercise for pick in programme.picks)
    ]


def source_users(library: Library) -> dict[str, list[str]]:
    """For each source the entries that name it, by their ids."""
    found: dict[str, dict[str, None]] = {name: {} for name in library.sources}
    for file, document in library.documents.items():
        if file != "sources":
            for entry, names in _sourced(document.data, file):
                for name in names:
                    found[name][entry] = None
    return {name: list(entries) for name, entries in found.items()}


def _sourced(data: Any, name: str) -> Iterator[tuple[str, list[str]]]:
    """Each entry in `data` that names sources; one without an id goes by its key."""
    if isinstance(data, Mapping):
        name = str(data.get("id", name))
        if isinstance(data.get("sources"), list) and all(
            isinstance(item, str) for item in data["sources"]
        ):
            yield name, data["sources"]
        for key, value in data.items():
            yield from _sourced(value, name if isinstance(value, list) else str(key))
    elif isinstance(data, list):
        for item in data:
            yield from _sourced(item, name)
