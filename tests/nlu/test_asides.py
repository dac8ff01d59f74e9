"""What a message puts right or asks, beside the facts it tells."""

from typing import Any

import pytest

from nlu.merge import merge
from nlu.reader import Reader
from tests.nlu.conftest import rows
from triage import load_library

ROWS = rows("asides")


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['asked']}: {row['say']}" for row in ROWS])
def test_asides(reader: Reader, row: dict[str, Any]) -> None:
    reading = reader.read(row["say"], row["asked"])
    assert reading.asides == row["asides"]
    assert reading.facts == row["facts"]


def test_asides_go_on_as_entities(reader: Reader) -> None:
    merged = merge(reader.read("sorry, it was six days ago", "location"), "other_topic", 0.9, 0)
    assert merged.facts == {"corrects": "yes", "days_told": 6}
    assert merged.intent == "inform"


def test_a_time_in_another_topic_puts_nothing_right(reader: Reader) -> None:
    reading = reader.read("what's the best laptop this week", "location")
    assert "days_told" in reading.asides
    merged = merge(reading, "other_topic", 0.9, 1)
    assert merged.intent == "other_topic"
    assert merged.facts == {}


def test_each_question_with_an_answer_is_heard_by_words_or_from_an_intent(reader: Reader) -> None:
    by_words = set(reader._lexicon.faq)
    assert by_words | {"which_exercises"} == set(load_library().faq)


@pytest.mark.parametrize(
    ("say", "foreign"),
    [
        ("hola me duele el pie", True),
        ("mein Fuss tut weh", True),
        ("j'ai mal à la cheville", True),
        ("hola", False),
        ("my mate Pie has a bad foot", False),
        ("I had a fall in the Tirol, der Arzt said it is a sprain", False),
    ],
)
def test_other_languages(reader: Reader, say: str, foreign: bool) -> None:
    assert (reader.read(say, "location").intent == "other_language") == foreign
