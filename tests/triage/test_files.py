"""What belongs to no single entry of a knowledge file is checked as well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.triage.copies import DOCUMENTS, VERSION, changed, drop, put
from triage import KnowledgeError
from triage.library import library_of
from triage.yaml_source import Document


@pytest.mark.parametrize(
    ("file", "change", "where", "message"),
    [
        ("tips", drop("tips", 2, "text"), ("tips", 2), "tips.2.text: field required"),
        ("tips", put("x", "tips", 2, "colour"), ("tips", 2), "colour: extra fields not permitted"),
        ("tips", put([], "tips"), ("tips",), "tips: ensure this value has at least 1 items"),
        ("resistance_bands", put("much", "resistance_bands", "colours", 0, "force_kg_100"),
         ("resistance_bands", "colours", 0, "force_kg_100"), "value is not a valid float"),
        ("resistance_bands", drop("resistance_bands", "safety"), ("resistance_bands", "safety"),
         "safety: field required"),
        ("sources", put("half", "sources", 3, "seen"), ("sources", 3, "seen"), "permitted: 'full'"),
        ("phrases", drop("dose", "hold"), ("dose", "hold"), "dose.hold: field required"),
        ("phrases", put(3, "recheck"), ("recheck",), "the phrase recheck must be words"),
        ("phrases", put([1], "explain", "levels", "emergency"), (),
         "the phrase explain.levels.emergency must be words"),
        ("care_routes", put("x", "telephone"), (), "telephone: extra fields not permitted"),
        ("red_flags", put([], "rule"), (), "rule: extra fields not permitted"),
        ("exercises/arch", put("Jo", "signed_off"), ("signed_off",), "not a valid dict"),
        ("exercises/arch", put({"by": "Jo", "date": "1 May"}, "signed_off"),
         ("signed_off", "date"), "a date is written like 2026-11-23"),
        ("exercises/arch", put("2026-13-01", "exercises", 0, "next_review"),
         ("exercises", 0, "next_review"), "a date is written like"),
        ("reading", put("ten", "reading_age"), ("reading_age",), "not a valid integer"),
    ],
)  # fmt: skip
def test_fault(
    file: str, change: Callable[[Any], Any], where: tuple[Any, ...], message: str
) -> None:
    with pytest.raises(KnowledgeError, match=message) as caught:
        changed(file, change)
    document = DOCUMENTS[file]
    lines = {document.line(where), document.line(where[:1]), document.line(())}
    assert caught.value.file == document.file.name
    assert caught.value.line in lines


def test_a_file_that_nobody_knows() -> None:
    stray = Document(Path("tip.yml"), "tips: []")
    with pytest.raises(KnowledgeError, match="^tip.yml:1: no file of this name belongs here"):
        library_of({**DOCUMENTS, "tip": stray}, VERSION)


def test_a_file_that_is_a_list() -> None:
    stray = Document(Path("reading.yml"), "- 1")
    with pytest.raises(KnowledgeError, match="^reading.yml:1: this must be a mapping"):
        library_of({**DOCUMENTS, "reading": stray}, VERSION)
