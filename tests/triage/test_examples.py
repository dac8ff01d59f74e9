"""The decisions in docs/ are what the engine decides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from triage import Answers, Urgency, decide, next_questions
from triage.yaml_source import Document

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "decisions"
LEVELS = [level.value for level in Urgency]
AGAIN = "write the decisions again as docs/decisions/README.md says"


def answers(level: str) -> Answers:
    return Answers.from_mapping(Document(FOLDER / f"{level}.answers.yml").data)


def content(decision: dict[str, Any]) -> dict[str, Any]:
    """The decision but for the version of the knowledge, which any edit changes."""
    return {name: value for name, value in decision.items() if name != "knowledge_version"}


@pytest.mark.parametrize("level", LEVELS)
def test_an_example_is_what_is_decided(level: str) -> None:
    stored = json.loads((FOLDER / f"{level}.json").read_text(encoding="utf-8"))
    decided = decide(answers(level), country="uk").to_json()
    assert stored.keys() == decided.keys()
    assert content(stored) == content(decided), AGAIN
    assert (stored["urgency"], stored["complete"]) == (level, True)


@pytest.mark.parametrize("level", LEVELS)
def test_an_example_is_a_whole_talk(level: str) -> None:
    assert next_questions(answers(level)) == []


def test_nothing_else_is_there() -> None:
    names = {f"{level}{ending}" for level in LEVELS for ending in (".json", ".answers.yml")}
    assert {file.name for file in FOLDER.iterdir()} == names | {"README.md"}
