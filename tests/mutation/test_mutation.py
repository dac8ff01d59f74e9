"""No fault in a rule goes unnoticed, but for the few that change nothing."""

from __future__ import annotations

import time
from collections import Counter
from copy import copy, deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutation.hunt import Prepared, mutated, prepare, survivors, unbroken
from tests.mutation.mutate import DROP, FLIP, WHOLE, Mutant, mutants, variants
from tests.mutation.rows import PLACES, rows
from tests.vignettes.cases import vignettes
from triage import load_library
from triage.library import Library, library_of
from triage.model import Urgency
from triage.yaml_source import Document

LIMIT_S = 60
EQUIVALENT = Document(Path(__file__).parent / "equivalent.yml").data["equivalent"]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def prepared(library: Library) -> list[Prepared]:
    return prepare(rows(), library)


@pytest.fixture(scope="module")
def left(library: Library, prepared: list[Prepared]) -> list[Mutant]:
    started = time.process_time()
    found = survivors(mutants(library), prepared, vignettes(), library)
    assert time.process_time() - started < LIMIT_S
    return found


def test_all_is_well_without_a_fault(library: Library, prepared: list[Prepared]) -> None:
    assert unbroken(prepared, vignettes(), library) == []


def test_every_rule_and_term_gets_its_faults(library: Library) -> None:
    kinds = Counter((mutant.target, mutant.kind) for mutant in mutants(library))
    for rule in library.rules:
        assert kinds[rule, DROP] == 1
        assert kinds[rule, FLIP] >= 1
    assert set(PLACES) == set(library.locations)


def test_no_rule_can_be_dropped_flipped_or_moved(left: list[Mutant]) -> None:
    assert [mutant.name for mutant in left if mutant.kind in WHOLE] == []


def test_finer_faults_go_unnoticed_only_where_they_change_nothing(left: list[Mutant]) -> None:
    assert {mutant.name for mutant in left} == {entry["fault"] for entry in EQUIVALENT}
    assert all(entry["why"] for entry in EQUIVALENT)


def test_variants_of_a_condition() -> None:
    source = {"all": [{"pain": {"at_least": 4}}, {"not": {"place": ["a", "b"]}}]}
    found = [new for _, _, new in variants(source)]
    assert {"any": source["all"]} in found
    assert {"all": [{"pain": {"at_least": 3}}, {"not": {"place": ["a", "b"]}}]} in found
    assert {"all": [{"pain": {"at_least": 4}}, {"not": {"place": ["b"]}}]} in found
    assert {"all": [{"pain": {"at_least": 4}}]} in found
    assert {"all": [{"pain": {"at_least": 4}}, {"place": ["a", "b"]}]} in found


def test_a_row_that_nobody_meets_is_noticed(library: Library, prepared: list[Prepared]) -> None:
    """The hunt itself must be able to see: a row turned round is reported as wrong."""
    item = prepared[0]
    turned = replace(item, row=replace(item.row, level=Urgency.SELF_CARE))
    assert unbroken([turned], (), library) == [turned.row]


@pytest.mark.parametrize("part", ["rule", "when", "unless", "level", "term"])
def test_a_fault_equals_the_same_fault_in_the_file(part: str, library: Library) -> None:
    """The quick way to break the library gives the same as loading a broken file."""
    mutant = next(
        m for m in mutants(library) if m.part == part and (m.new is not None or part == "rule")
    )
    documents = {name: _copy(document) for name, document in library.documents.items()}
    data = documents["red_flags"].data
    if part == "term":
        data["terms"][mutant.target] = mutant.new
    else:
        index = next(i for i, rule in enumerate(data["rules"]) if rule["id"] == mutant.target)
        if part == "rule":
            del data["rules"][index]
        else:
            new = mutant.new.value if part == "level" else mutant.new
            data["rules"][index] = {**data["rules"][index], part: new}
    loaded = library_of(documents, "broken")
    quick = mutated(mutant, library)
    assert list(loaded.rules) == list(quick.rules)
    assert loaded.terms == quick.terms
    assert loaded.rules == quick.rules


def _copy(document: Document) -> Document:
    twin = copy(document)
    twin.data = deepcopy(document.data)
    return twin
