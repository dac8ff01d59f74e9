"""Fills the templates of the handbook with the knowledge."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from handbook import flow, uses
from handbook.say import Sayer
from triage.library import Library
from triage.model import Exercise, Urgency
from triage.phrasing import dose_words

TEMPLATES = Path(__file__).resolve().parent / "templates"
_MARKS = re.compile(r"([\\`*_\[\]|#<>])")


def plain(text: Any) -> str:
    """The text as Markdown that shows it letter by letter, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(str(text).split()))


def pages(library: Library, today: date) -> dict[str, str]:
    """Every page as Markdown (and the pictures), by file name."""
    environment = Environment(  # nosec B701
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - writes Markdown; `plain` and Sayer escape
    )
    environment.filters.update(plain=plain, html=escape)
    common = _common(library, today)
    names = [file.name.removesuffix(".j2") for file in sorted(TEMPLATES.glob("*.md.j2"))]
    found = {
        name: environment.get_template(f"{name}.j2").render(**common)
        for name in names
        if name != "exercises.md"
    }
    template = environment.get_template("exercises.md.j2")
    for file, entries in exercise_files(library).items():
        found[f"{page_of(file)}.md"] = template.render(**common, file=file, entries=entries)
    return found


def exercise_files(library: Library) -> dict[str, list[Exercise]]:
    """The exercises by the file in which they stand."""
    return {
        name: [library.exercises[entry["id"]] for entry in document.data["exercises"]]
        for name, document in library.documents.items()
        if name.startswith("exercises/")
    }


def page_of(file: str) -> str:
    """The page on which the exercises of a file stand."""
    return file.replace("/", "-")


def _common(library: Library, today: date) -> dict[str, Any]:
    sayer = Sayer(library)
    files = exercise_files(library)
    return {
        "library": library,
        "today": today.isoformat(),
        "say": sayer.condition,
        "dose": lambda exercise: dose_words(exercise.dose.dict(), library),
        "levels": list(reversed(Urgency)),
        "uses": lambda question: uses.users(library, question),
        "programmes_with": lambda name: uses.programmes_with(library, name),
        "source_users": uses.source_users(library),
        "entry_pages": entry_pages(library),
        "exercise_files": {page_of(file): (file, entries) for file, entries in files.items()},
        "signed": {
            name: document.data.get("signed_off") for name, document in library.documents.items()
        },
        "flow": flow.draw(library),
    }


def entry_pages(library: Library) -> dict[str, str]:
    """The page of each entry, by its id."""
    found = dict.fromkeys(library.questions, "questions")
    found |= dict.fromkeys(library.rules, "rules")
    found |= dict.fromkeys([*library.programmes, *library.blocks], "programmes")
    found |= dict.fromkeys(library.conditions, "conditions")
    for file, entries in exercise_files(library).items():
        found |= {exercise.id: page_of(file) for exercise in entries}
    return found
