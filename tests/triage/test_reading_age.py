"""How hard texts are to read, and what none of them may say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.copies import changed, put
from triage import load_library
from triage.reading import Reading

READING = Reading(load_library())
HARD = (
    "Prior to commencing rehabilitation it is recommended that individuals experiencing "
    "considerable discomfort obtain professional evaluation."
)


def test_every_text_for_patients_is_plain() -> None:
    assert list(READING.faults()) == []
    assert READING.unused() == []


def test_no_text_is_forgotten() -> None:
    """All that is said comes from the fields that the models mark as words for patients."""
    texts = {text.words for text in READING.texts}
    library = READING.library
    for question in library.questions.values():
        assert {question.ask, question.reask, question.why, question.short} <= texts
        assert {option.label for option in question.options} <= texts
    for exercise in library.exercises.values():
        assert {exercise.name, exercise.feel, *exercise.steps, *exercise.stop_if} <= texts
    for rule in library.rules.values():
        assert {rule.reason, *rule.meanwhile} <= texts
    for route in library.routes.values():
        assert {route.say, route.who, route.by} <= texts
    assert set(library.whys.values()) <= texts
    assert {tip["text"] for tip in [*library.tips["tips"], *library.tips["pointers"]]} <= texts
    assert library.words["caveat"] in texts
    assert library.bands["safety"] in texts
    assert {library.phrases["no_plan"], library.phrases["dose"]["per_day"][1]} <= texts


def test_each_wording_is_measured_once() -> None:
    assert len({text.words for text in READING.texts}) == len(READING.texts)


def test_reading_age() -> None:
    easy = "Sit down. Put your foot on the floor. Lift the heel. Hold it and count to five."
    assert READING.age(easy) < 6 < 18 < READING.age(HARD)


def test_allowed_words_and_gaps_do_not_count() -> None:
    plain = "The foot told me that I should have a foot on that same foot."
    allowed = "The podiatrist told me that I should have {number} operation on that same foot."
    assert READING.age(allowed) == pytest.approx(READING.age(plain), abs=0.6)


@pytest.mark.parametrize(
    ("text", "hard"),
    [
        ("Plantarflexion", ["Plantarflexion"]),
        ("See a podiatrist or a haematologist", ["haematologist"]),
        ("Yesterday I had a banana", []),
        ("Your ankle is sore", []),
    ],
)
def test_hard_words(text: str, hard: list[str]) -> None:
    assert READING.hard_words(text) == hard


@pytest.mark.parametrize(
    "text",
    [
        "You have plantar fasciitis.",
        "I think you've got a broken bone there.",
        "You probably have gout, so rest.",
        "It seems they have a bad sprain.",
        "You have a small tear.",
    ],
)
def test_a_diagnosis_is_found(text: str) -> None:
    assert READING.certain(text)


@pytest.mark.parametrize(
    "text",
    [
        "This can fit with plantar fasciitis.",
        "If you have gout, tell them so.",
        "You have foot pain.",
        "Have you broken a bone before?",
    ],
)
def test_no_diagnosis(text: str) -> None:
    assert READING.certain(text) is None


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (HARD, "reading age"),
        ("Perform plantarflexion", r"hard words \(plantarflexion\), not allowed"),
        ("You have a sprain", "'You have a sprain' is a diagnosis"),
    ],
)
def test_a_fault_names_file_line_and_text(words: str, message: str) -> None:
    library: Any = changed("tips", put(words, "tips", 0, "text"))
    found = [fault for fault in Reading(library).faults() if message.split(" (")[0][:9] in fault]
    line = library.documents["tips"].line(("tips", 0, "text"))
    assert len(found) == 1
    assert found[0].startswith(f"tips.yml:{line}: ")
    assert found[0].endswith(words)


def test_an_allowed_word_that_stands_nowhere() -> None:
    library = changed("reading", put(["foot", "zebra"], "allowed", 0, "words"))
    assert "reading.yml: no text uses 'zebra'" in Reading(library).unused()


def test_the_report() -> None:
    assert READING.report().startswith(f"{len(READING.texts)} texts for patients: reading age ")
