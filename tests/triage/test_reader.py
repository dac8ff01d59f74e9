"""Every fault in a knowledge file is said with the file, the line and what is wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.triage.copies import DOCUMENTS, VERSION, add, changed, drop, put
from triage import KnowledgeError
from triage.library import library_of
from triage.reader import read_documents

Change = Callable[[Any], Any]
RULE = ("rules", 0)
WHEN = (*RULE, "when")
QUESTION = ("questions", 0)


@pytest.mark.parametrize(
    ("file", "change", "where", "message"),
    [
        ("red_flags", put("open", *WHEN), WHEN, "when: value is not a valid dict"),
        ("red_flags", put({"term": "x"}, *WHEN), WHEN, "there is no term 'x'"),
        ("red_flags", put({"any": []}, *WHEN), WHEN, "'any' needs a list of conditions"),
        ("red_flags", put({"any": "x"}, *RULE, "unless"), RULE, "'any' needs a list"),
        ("red_flags", drop(*WHEN), WHEN, "when: field required"),
        ("red_flags", drop(*RULE, "sources"), (*RULE, "sources"), "sources: field required"),
        ("red_flags", put([], *RULE, "sources"), (*RULE, "sources"), "at least 1 items"),
        ("red_flags", put("high", *RULE, "level"), (*RULE, "level"), "level: value is not a valid"),
        ("red_flags", put(1, *RULE, "colour"), RULE, "colour: extra fields not permitted"),
        ("red_flags", put("E2", *RULE, "id"), ("rules", 1), "the id 'E2' stands twice"),
        ("red_flags", put("E1", *RULE), RULE, "a mapping of keys and values, not 'E1'"),
        ("red_flags", put([], "rules"), ("rules",), "'rules' has no entries"),
        ("red_flags", drop("rules"), (), "the key 'rules' is missing"),
        ("red_flags", put(3, "rules"), ("rules",), "this must be a list, not 3"),
        ("red_flags", drop("terms"), (), "the key 'terms' is missing"),
        ("red_flags", put({"term": "child"}, "terms", "child"), ("terms", "child"), "leads back"),
        ("programmes", put({}, "terms", "child"), ("terms",), "stands in red_flags.yml too"),
        ("programmes", put({"any": 1}, "programmes", 2, "picks", 0, "when"),
         ("programmes", 2, "picks", 0), "'any' needs a list"),
        ("programmes", put("six", "max_exercises"), ("max_exercises",), "number, not 'six'"),
        ("programmes", put(True, "max_exercises"), ("max_exercises",), "a whole number, not True"),
        ("programmes", drop("restricted", "picks", 0, "why"), ("restricted", "picks", 0),
         "why: field required"),
        ("programmes", put("x", "restricted"), ("restricted",), "must be a mapping"),
        ("questions", put("maybe", *QUESTION, "kind"), (*QUESTION, "kind"), "kind: unexpected"),
        ("questions", put([], *QUESTION, "options"), QUESTION, "there are no options"),
        ("questions", put("x", *QUESTION), QUESTION, "this must be a mapping"),
        ("questions", drop("yes_no_options"), (), "the key 'yes_no_options' is missing"),
        ("care_routes", drop("verdicts"), ("verdicts",), "verdicts: field required"),
        ("care_routes", put("x", "countries", "uk"), ("countries", "uk"), "this must be a mapping"),
        ("sources", put({"title": "x"}, "sources", 0), ("sources", 0), "the key 'id' is missing"),
        ("sources", put("x", "sources", 0), ("sources", 0), "this must be a mapping"),
        ("exercises/arch", put("ARC2", "exercises", 0, "id"), ("exercises", 1), "stands twice"),
        ("exercises/band", put("ARC1", "exercises", 0, "id"), (), "the id 'ARC1' stands twice"),
        ("exercises/band", put("3", "exercises", 0, "dose"), ("exercises", 0, "dose"),
         "dose: value is not a valid dict"),
    ],
)  # fmt: skip
def test_fault(file: str, change: Change, where: tuple[Any, ...], message: str) -> None:
    with pytest.raises(KnowledgeError, match=message) as caught:
        changed(file, change)
    assert caught.value.file == f"{Path(file).name}.yml"
    assert caught.value.line == DOCUMENTS[file].line(where)


def test_a_file_that_is_missing() -> None:
    documents = {name: document for name, document in DOCUMENTS.items() if name != "sources"}
    with pytest.raises(KnowledgeError, match="^sources.yml:1: this file is missing$"):
        library_of(documents, VERSION)


def test_no_exercise_files() -> None:
    documents = {n: d for n, d in DOCUMENTS.items() if not n.startswith("exercises/")}
    with pytest.raises(KnowledgeError, match="^exercises:1: there are no exercise files here$"):
        library_of(documents, VERSION)


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="there are no knowledge files here"):
        read_documents(tmp_path)


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    file = tmp_path / "tips.yml"
    file.write_text("tips: []\n")
    documents, version = read_documents(tmp_path)
    assert list(documents) == ["tips"]
    assert re.fullmatch("[0-9a-f]{12}", version)
    assert read_documents(tmp_path)[1] == version
    file.write_text("tips: [1]\n")
    assert read_documents(tmp_path)[1] != version


def paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for step, child in items:
        yield (*path, step)
        if isinstance(child, (dict, list)):
            yield from paths(child, (*path, step))


def random_changes(count: int) -> Iterator[tuple[str, Change]]:
    chance = random.Random(2)
    places = [(file, path) for file, d in DOCUMENTS.items() for path in paths(d.data)]
    for file, path in chance.sample(places, count):
        wrong = chance.choice([None, ["zzz"], "zzz", -7, {"zzz": 1}, [["zzz"]]])
        yield file, chance.choice([drop(*path), put(wrong, *path)])


@pytest.mark.no_cover
def test_whatever_is_wrong_is_said_with_its_line() -> None:
    """Sixty places taken away or replaced by nonsense: nothing else than KnowledgeError."""
    refused = 0
    for file, change in random_changes(60):
        try:
            changed(file, change)
        except KnowledgeError as error:
            refused += 1
            assert error.file.endswith(".yml")
            assert error.line > 0
    assert refused > 30


def test_added_entries_are_read() -> None:
    tip = {"id": "new", "text": "x", "sources": ["S0"]}
    assert changed("tips", add(tip, "tips")).tips["tips"][-1] == tip
