"""Checks that everything in the knowledge refers to something that exists, and is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from triage.model import Pick, Plan
from triage.yaml_source import Path_

if TYPE_CHECKING:
    from triage.library import Library

DERIVED = ("location_main",)


def check_references(library: Library) -> None:
    """Raise KnowledgeError at the first name in the knowledge that nothing defines."""
    for file, path, kind, name, allowed in _references(library):
        if name not in allowed:
            raise library.documents[file].error(path, f"there is no {kind} {name!r}")
    for file, document in library.documents.items():
        for path, name, value in _atoms(document.data, ()):
            _check_atom(library, file, path, name, value)


def warnings(library: Library) -> list[str]:
    """What a content editor should look at: orphans, and reviews whose date has passed."""
    found = [f"care_routes.yml: the route {r!r} is not used" for r in _unused_routes(library)]
    found += [f"programmes.yml: the why {w!r} is not used" for w in _unused_whys(library)]
    today = date.today().isoformat()
    found += [
        f"{exercise.id}: the review date {exercise.next_review} has passed"
        for exercise in library.exercises.values()
        if exercise.next_review < today
    ]
    return found


Reference = tuple[str, Path_, str, Any, Any]


def _references(library: Library) -> Iterator[Reference]:
    yield from _source_references(library)
    categories = {c for e in library.exercises.values() for c in e.categories}
    for index, rule in enumerate(library.rules.values()):
        path: Path_ = ("rules", index)
        yield "red_flags", (*path, "route"), "route", rule.route, library.routes
        if isinstance(rule.plan, Plan):
            for name in [*(rule.plan.categories or []), *rule.plan.without]:
                yield "red_flags", (*path, "plan"), "category", name, categories
    for index, programme in enumerate(library.programmes.values()):
        path = ("programmes", index)
        for name in programme.categories:
            yield "programmes", (*path, "categories"), "category", name, categories
        for name in programme.only:
            yield "programmes", (*path, "only"), "exercise", name, library.exercises
        for number, pick in enumerate(programme.picks):
            yield from _pick_references(library, (*path, "picks", number), pick)
    for number, pick in enumerate(library.restricted):
        yield from _pick_references(library, ("restricted", "picks", number), pick)
    tags = {tag for exercise in library.exercises.values() for tag in exercise.tags}
    for index, block in enumerate(library.blocks.values()):
        for kind, names, allowed in (
            ("tag", block.tags, tags),
            ("category", block.categories, categories),
            ("exercise", block.exercises, library.exercises),
        ):
            for name in names:
                yield "programmes", ("blocks", index), kind, name, allowed
    yield from _progress_references(library, categories, tags)
    yield from _condition_references(library, categories)
    yield from _exercise_references(library)
    yield from _question_references(library)


def _progress_references(
    library: Library, categories: set[str], tags: set[str]
) -> Iterator[Reference]:
    rules, answers = library.progress, library.questions.keys() | library.heard.keys()
    kit = {kit for exercise in library.exercises.values() for kit in exercise.kit}
    numbers = [name for name in rules.kept if library.findings.get(name) == ()]
    for path, kind, names, allowed in (
        (("kept",), "answer", rules.kept, answers),
        (("grows",), "number among `kept`:", rules.grows, numbers),
        (("ladder", "steady"), "category", rules.ladder.steady, categories),
        (("ladder", "ask_first"), "exercise", rules.ladder.ask_first, library.exercises),
        (("ladder", "load_kit"), "kit", rules.ladder.load_kit, kit),
        (("series", "heavy_tags"), "tag", rules.series.heavy_tags, tags),
    ):
        for name in names:
            yield "progress", path, kind, name, allowed


def _pick_references(library: Library, path: Path_, pick: Pick) -> Iterator[Reference]:
    yield "programmes", (*path, "why"), "why", pick.why, library.whys
    for name in pick.exercise:
        yield "programmes", (*path, "exercise"), "exercise", name, library.exercises


def _condition_references(library: Library, categories: set[str]) -> Iterator[Reference]:
    for index, condition in enumerate(library.conditions.values()):
        path = ("conditions", index)
        for name in condition.locations:
            yield "conditions", (*path, "locations"), "location", name, library.locations
        for name in condition.findings:
            yield "conditions", (*path, "findings"), "finding", name, library.findings
        for name in [*condition.first_line, *condition.later, *condition.avoid]:
            yield "conditions", path, "category", name, categories


def _question_references(library: Library) -> Iterator[Reference]:
    places = {*library.locations, "nowhere"}
    for index, question in enumerate(library.questions.values()):
        path = ("questions", index)
        for name, value in [*question.implies.items(), *question.unsets.items()]:
            yield from _setting(library, path, name, value)
        for number, option in enumerate(question.options):
            for name, value in option.sets.items():
                yield from _setting(library, (*path, "options", number), name, value)
        for option in question.options if question.id == "location" else ():
            yield "questions", (*path, "options"), "location", option.value, places
        if not question.tick_list and question.kind not in ("number", "scale"):
            for value in [*_listed(question.unsure_as), *_listed(question.if_not_asked)]:
                yield "questions", path, "option", value, library.findings[question.id]
    for index, heard in enumerate(library.heard.values()):
        for value in heard.values if heard.each_sets else ():
            yield "questions", ("heard", index, "values"), "finding", value, library.signs


def _setting(library: Library, path: Path_, name: str, value: str) -> Iterator[Reference]:
    yield "questions", path, "finding", name, library.findings
    yield "questions", path, f"value of {name}", value, library.findings.get(name, ())


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _exercise_references(library: Library) -> Iterator[Reference]:
    for file, document in library.documents.items():
        if not file.startswith("exercises/"):
            continue
        for index, data in enumerate(document.data["exercises"]):
            for key in ("easier", "harder"):
                if data.get(key) is not None:
                    path = ("exercises", index, key)
                    yield file, path, "exercise", data[key], library.exercises


def _source_references(library: Library) -> Iterator[Reference]:
    for file, document in library.documents.items():
        for path, names in _key_values(document.data, (), "sources"):
            if file != "sources":
                for name in names if isinstance(names, list) else [names]:
                    yield file, path, "source", str(name), library.sources


def _key_values(data: Any, path: Path_, wanted: str) -> Iterator[tuple[Path_, Any]]:
    """Every value in `data` that stands under the key `wanted`, with its path."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key == wanted:
                yield (*path, key), value
            else:
                yield from _key_values(value, (*path, key), wanted)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _key_values(value, (*path, index), wanted)


def _atoms(data: Any, path: Path_) -> Iterator[tuple[Path_, str, Any]]:
    """Every finding that a condition in `data` names, with the value it wants."""
    for key in ("when", "unless"):
        for where, condition in _key_values(data, path, key):
            yield from _condition_atoms(condition, where)
    terms = data.get("terms") if isinstance(data, Mapping) else None
    for name, condition in (terms or {}).items():
        yield from _condition_atoms(condition, ("terms", name))


def _condition_atoms(condition: Any, path: Path_) -> Iterator[tuple[Path_, str, Any]]:
    if not isinstance(condition, Mapping):
        return
    for key, value in condition.items():
        where = (*path, key)
        if key in ("all", "any"):
            for index, part in enumerate(value):
                yield from _condition_atoms(part, (*where, index))
        elif key == "count":
            for index, part in enumerate(value["of"]):
                yield from _condition_atoms(part, (*where, "of", index))
        elif key == "not":
            yield from _condition_atoms(value, where)
        elif key != "term":
            yield where, key, value


def _check_atom(library: Library, file: str, path: Path_, name: str, value: Any) -> None:
    document = library.documents[file]
    if name in DERIVED:
        name = "location"
    if name not in library.findings:
        raise document.error(path, f"there is no finding {name!r}")
    allowed = library.findings[name]
    if isinstance(value, Mapping):
        if allowed:
            raise document.error(path, f"{name!r} is not a number")
        return
    if not allowed:
        raise document.error(path, f"{name!r} is a number: use at_least, at_most, over or under")
    for item in value if isinstance(value, list) else [value]:
        if str(item) not in allowed:
            raise document.error(path, f"{name!r} is never {item!r}: {', '.join(allowed)}")


def _unused_routes(library: Library) -> list[str]:
    from triage.assess import UNSURE_ROUTE

    used = {rule.route for rule in library.rules.values()} | {UNSURE_ROUTE, "self_care"}
    return [name for name in library.routes if name not in used]


def _unused_whys(library: Library) -> list[str]:
    picks = [pick for programme in library.programmes.values() for pick in programme.picks]
    used = {pick.why for pick in [*picks, *library.restricted]}
    return [name for name in library.whys if name not in used]
