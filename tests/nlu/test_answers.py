"""Answers to the question just asked, in any wording."""

from typing import Any

import pytest

from nlu.reader import Reader
from tests.nlu.conftest import rows
from triage import load_library

ROWS = rows("answers")
QUESTIONS = load_library().questions
LABELS = [
    (question.id, option)
    for question in QUESTIONS.values()
    for option in question.options
    if question.kind in ("single", "body_map") or (question.kind == "multiple")
]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['asked']}: {row['say']}" for row in ROWS])
def test_an_answer(reader: Reader, row: dict[str, Any]) -> None:
    reading = reader.read(row["say"], row["asked"])
    assert reading.facts.get(row["asked"]) == row["gets"]
    if "intent" in row:
        assert reading.intent == row["intent"]


@pytest.mark.parametrize(
    ("asked", "option"), LABELS, ids=[f"{asked}: {option.label}" for asked, option in LABELS]
)
def test_the_label_of_an_option_answers_its_question(
    reader: Reader, asked: str, option: Any
) -> None:
    value = reader.read(option.label, asked).facts.get(asked)
    if option.value == "unsure":
        assert value in (None, "unsure")
        return
    assert value is not None
    assert option.value in (value if isinstance(value, list) else [value])


@pytest.mark.parametrize("asked", [q.id for q in QUESTIONS.values() if q.tick_list])
@pytest.mark.parametrize("said", ["none of these", "no", "none", "nope", "no none of those"])
def test_no_to_a_tick_list_means_none_of_it(reader: Reader, asked: str, said: str) -> None:
    assert reader.read(said, asked).facts[asked] == ["none"]


@pytest.mark.parametrize("asked", [q.id for q in QUESTIONS.values() if q.tick_list])
@pytest.mark.parametrize("said", ["yes", "yeah", "not sure", "I don't know", "hello", "why"])
def test_a_tick_list_takes_no_other_bare_word(reader: Reader, asked: str, said: str) -> None:
    assert asked not in reader.read(said, asked).facts


@pytest.mark.parametrize("asked", [q.id for q in QUESTIONS.values() if q.kind == "yes_no"])
@pytest.mark.parametrize(
    ("said", "value"),
    [("yes", "yes"), ("yep", "yes"), ("no", "no"), ("nah", "no"), ("not sure", "unsure")],
)
def test_yes_and_no_answer_every_such_question(
    reader: Reader, asked: str, said: str, value: str
) -> None:
    allowed = {option.value for option in QUESTIONS[asked].options}
    assert reader.read(said, asked).facts.get(asked) == (value if value in allowed else None)


@pytest.mark.parametrize(
    ("text", "place"),
    [("top", "top_of_foot"), ("bottom", "heel_bottom"), ("back of it", "heel_back")],
)
def test_a_bare_place_is_no_place_in_the_list(reader: Reader, text: str, place: str) -> None:
    reading = reader.read(text, "location")
    assert (reading.intent, reading.facts) == ("inform", {"location": [place]})


@pytest.mark.parametrize("text", ["-3", "minus 3", 'inform{"pain_walk": -3}'])
def test_no_pain_is_below_zero(reader: Reader, text: str) -> None:
    assert "pain_walk" not in reader.read(text, "pain_walk").facts


@pytest.mark.parametrize("text", ["4 - 5", "about 4-5", "pain - 4"])
def test_a_dash_is_no_minus(reader: Reader, text: str) -> None:
    assert reader.read(text, "pain_walk").facts["pain_walk"] in (4, 5)
