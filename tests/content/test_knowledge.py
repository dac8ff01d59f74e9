"""Everything in knowledge/ is used, or `python -m triage check` warns of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.content.project import Project, load, new
from triage import Library
from triage.check import warnings
from triage.model import Pick
from triage.orphans import orphans

LIBRARY = load().library


def exercises(library: Library) -> set[str]:
    """Exercises that a programme picks, and the easier and harder forms that lead on from them."""
    picks = [pick for programme in library.programmes.values() for pick in programme.picks]
    reached: set[str] = set()
    waiting = {name for pick in (*picks, *library.restricted) for name in pick.exercise}
    while waiting:
        reached |= waiting
        beside = (library.exercises[name] for name in waiting)
        waiting = {n for e in beside for n in (e.easier, e.harder) if n} - reached
    return reached


def conditions_of(library: Library) -> Iterator[Any]:
    """Every compiled condition but the named terms."""
    return (c for (kind, _), c in library.compiled.items() if kind != "term")


def findings(library: Library) -> set[str]:
    """Findings that a condition, a possible condition or another finding looks at."""
    used = {name for condition in conditions_of(library) for name in condition.findings}
    used |= {name for entry in library.conditions.values() for name in entry.findings}
    return used | {h.id for h in library.heard.values() if h.each_sets or h.short}


def terms(library: Library) -> set[str]:
    """Named conditions that something in the files mentions, or code asks for by name."""
    text = " ".join(str(document.data) for document in library.documents.values())
    in_files = set(re.findall(r"'term': '(\w+)'", text))
    return in_files | {name for tree in load().modules("triage").values() for name in asked(tree)}


def asked(tree: ast.AST) -> Iterator[str]:
    """The terms that code asks for: condition("term", name)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "condition":
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if words[:1] == ["term"]:
                yield from map(str, words[1:])


def sources(library: Library) -> set[str]:
    """Sources that an entry names."""
    found: set[str] = set()
    for file, document in library.documents.items():
        if file != "sources":
            for names in re.findall(r"'sources': \[([^\]]*)\]", str(document.data)):
                found |= {name.strip(" '\"") for name in names.split(",")}
    return found


def code_words(project: Project) -> set[str]:
    """Every string in the code."""
    nodes = (node for tree in project.python.values() for node in ast.walk(tree))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def unused(project: Project) -> list[str]:
    """What stands in knowledge/ and nothing uses, as "kind name"; what is warned of is left out."""
    library = project.library
    recorded = {q.id for q in library.questions.values() if q.purpose != "rules"}
    words = code_words(project)
    groups: dict[str, tuple[Any, set[str]]] = {
        "exercise": (library.exercises, exercises(library)),
        "finding": (library.findings, findings(library) | recorded),
        "term": (library.terms, terms(library)),
        "source": (library.sources, sources(library)),
        "phrase": (library.phrases, words),
        "pointer": ([entry["id"] for entry in library.tips["pointers"]], words),
        "key of tips": (library.tips, words),
        "key of bands": (set(library.bands) - {"sources"}, words),
        "location": (library.locations, places(library)),
    }
    warned = " ".join([*warnings(library), *orphans(library)])
    return [
        f"{kind} {name}"
        for kind, (names, used) in groups.items()
        for name in names
        if name not in used and f"{name!r}" not in warned
    ]


def places(library: Library) -> set[str]:
    """Places that can be picked as an answer."""
    return {str(option.value) for option in library.questions["location"].options}


def without_programme(library: Library) -> list[str]:
    """Places that no programme speaks of."""
    spoken = str([programme.when for programme in library.programmes.values()])
    return [name for name in library.locations if f"'{name}'" not in spoken]


def test_everything_is_used_or_warned_of() -> None:
    assert unused(load()) == []


def test_every_place_has_a_programme() -> None:
    assert without_programme(load().library) == []


def test_everything_that_is_warned_of_is_unused() -> None:
    named = {line.rsplit(" ", 1)[-1].strip("'") for line in orphans(LIBRARY)}
    assert not named & (exercises(LIBRARY) | findings(LIBRARY))


ANY = next(iter(LIBRARY.exercises.values()))
DEAD = ANY.copy(update={"id": "DEAD1", "easier": None, "harder": None})
SAMPLES: list[tuple[str, dict[str, Any]]] = [
    ("term dead", {"terms": {**LIBRARY.terms, "dead": {}}}),
    ("source DEAD", {"sources": {**LIBRARY.sources, "DEAD": {}}}),
    ("phrase dead", {"phrases": {**LIBRARY.phrases, "dead": "?"}}),
    ("pointer dead", {"tips": {**LIBRARY.tips, "pointers": [{"id": "dead"}]}}),
    ("key of tips dead", {"tips": {**LIBRARY.tips, "dead": []}}),
    ("key of bands dead", {"bands": {**LIBRARY.bands, "dead": []}}),
    ("location dead", {"locations": {**LIBRARY.locations, "dead": None}}),
]


@pytest.mark.parametrize(("problem", "change"), SAMPLES)
def test_what_nothing_uses_is_found(problem: str, change: dict[str, Any]) -> None:
    assert new(unused, replace(load(), library=replace(LIBRARY, **change))) == [problem]


def test_what_is_unused_and_warned_of_is_left_out() -> None:
    library = replace(LIBRARY, exercises={**LIBRARY.exercises, "DEAD1": DEAD})
    assert "DEAD1" not in exercises(library)
    assert new(unused, replace(load(), library=library)) == []


def test_a_place_without_a_programme_is_found() -> None:
    few = dict(list(LIBRARY.programmes.items())[:3])
    assert without_programme(replace(LIBRARY, programmes=few)) != []


def test_an_exercise_that_only_another_one_leads_to_is_used() -> None:
    pick = Pick(exercise=["A"], why="x")
    a, b = (ANY.copy(update={"id": n, "easier": None, "harder": h}) for n, h in ("AB", "B."))
    b = b.copy(update={"harder": None})
    library = replace(LIBRARY, exercises={"A": a, "B": b}, programmes={}, restricted=(pick,))
    assert exercises(library) == {"A", "B"}
