"""Facts that one message tells by itself."""

from typing import Any

import pytest

from nlu.lexicon import load_lexicon
from nlu.reader import Reader
from tests.nlu.conftest import rows
from triage import Answers, load_library

ROWS = rows("facts")


@pytest.mark.parametrize("row", ROWS, ids=[row["say"] for row in ROWS])
def test_facts_of_a_message(reader: Reader, row: dict[str, Any]) -> None:
    facts = reader.read(row["say"]).facts
    wanted = row.get("gets", {})
    assert {slot: facts.get(slot) for slot in wanted} == wanted
    assert set(facts) & set(row.get("not", [])) == set()


@pytest.mark.parametrize("row", ROWS, ids=[row["say"] for row in ROWS])
def test_every_fact_is_one_that_the_engine_takes(reader: Reader, row: dict[str, Any]) -> None:
    facts = reader.read(row["say"]).facts
    facts.pop("region", None)
    Answers.from_mapping(facts)


def test_words_of_facts_name_slots_and_values_of_the_knowledge() -> None:
    library = load_library()
    for slot, values in load_lexicon().files["facts"].items():
        allowed = library.findings[slot]
        assert set(map(str, values)) <= {*allowed, "none"}, slot


def test_short_answers_name_values_of_the_knowledge() -> None:
    library = load_library()
    for slot, values in load_lexicon().files["answers_to"].items():
        options = {str(option.value) for option in library.questions[slot].options}
        assert set(map(str, values)) <= options, slot


def test_places_are_those_of_the_knowledge() -> None:
    options = {option.value for option in load_library().questions["location"].options}
    assert set(load_lexicon().files["places"]["locations"]) == options
