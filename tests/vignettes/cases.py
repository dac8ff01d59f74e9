"""Reads the vignettes and asks the engine about each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from triage import Answers, decide
from triage.library import Library
from triage.model import Urgency
from triage.yaml_source import Document

FOLDER = Path(__file__).parent
FILES = ("emergency", "urgent", "soon", "self_care")
KEYS = {
    *("id", "sources", "story", "base", "answers", "urgency"),
    *("because", "categories", "not_categories", "plan", "recheck_days"),
}


@dataclass(frozen=True)
class Vignette:
    """One case: a story, its answers, and what the specification says should come out.

    `because` are rules that must fire, `categories` must be recommended, `not_categories` must
    not; `no_plan` says that no exercise may be given; `recheck_days` where the specification
    names them.
    """

    id: str
    sources: tuple[str, ...]
    story: str
    answers: dict[str, Any]
    urgency: Urgency
    because: tuple[str, ...]
    categories: tuple[str, ...]
    not_categories: tuple[str, ...]
    no_plan: bool
    recheck_days: int | None


@dataclass(frozen=True)
class Outcome:
    """What the engine decided for a vignette."""

    vignette: Vignette
    urgency: Urgency
    rules: tuple[str, ...]
    categories: tuple[str, ...]
    exercises: tuple[str, ...]
    recheck_days: int | None
    complete: bool

    @property
    def error(self) -> int:
        """Levels too high (over 0) or too low (under 0)."""
        return self.urgency.severity - self.vignette.urgency.severity

    @property
    def categories_agree(self) -> bool:
        """Whether the programme holds what it should, nothing that it should not, and its date."""
        wanted, found = self.vignette, set(self.categories)
        if wanted.recheck_days not in (None, self.recheck_days):
            return False
        if wanted.no_plan:
            return not self.exercises
        return found.issuperset(wanted.categories) and found.isdisjoint(wanted.not_categories)


@cache
def vignettes() -> tuple[Vignette, ...]:
    """All vignettes, in file order. ValueError names the case that is not well formed."""
    bases = Document(FOLDER / "bases.yml").data["bases"]
    entries = [
        entry for file in FILES for entry in Document(FOLDER / f"{file}.yml").data["vignettes"]
    ]
    return tuple(_vignette(entry, bases) for entry in entries)


def _vignette(entry: dict[str, Any], bases: dict[str, Any]) -> Vignette:
    unknown = set(entry) - KEYS
    if unknown:
        raise ValueError(f"{entry.get('id')}: unknown {', '.join(sorted(unknown))}")
    urgency = Urgency(entry["urgency"])
    return Vignette(
        id=entry["id"],
        sources=tuple(entry["sources"]),
        story=entry["story"],
        answers={**bases[entry["base"]], **entry["answers"]},
        urgency=urgency,
        because=tuple(entry.get("because", ())),
        categories=tuple(entry.get("categories", ())),
        not_categories=tuple(entry.get("not_categories", ())),
        no_plan=entry.get("plan") == "none" or urgency.severity >= 2,
        recheck_days=entry.get("recheck_days"),
    )


def outcome(vignette: Vignette, library: Library | None = None) -> Outcome:
    """Ask the engine about one vignette (with `library`, default the real knowledge)."""
    answers = Answers.from_mapping(vignette.answers, library)
    decision = decide(answers, library)
    data = decision.to_json()
    return Outcome(
        vignette,
        decision.urgency,
        tuple(rule["id"] for rule in data["rules"]),
        tuple(data["categories"]),
        tuple(exercise["id"] for exercise in data["exercises"]),
        data["recheck_days"],
        decision.complete,
    )
