"""The phrasings that the model learns from, and those it is tested with."""

from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process, utils

from triage.yaml_source import Document

ROOT = Path(__file__).resolve().parents[2]
TRAINING = sorted((ROOT / "data" / "nlu").glob("*.yml"))
HELD_OUT = ROOT / "tests" / "nlu" / "held_out.yml"
TOO_LIKE = 95  # of 100
SHORT = 12  # letters: such phrases are too common to differ
FEWEST = 12


def phrasings(file: Path) -> list[tuple[str, str]]:
    """(intent, phrase) of a file of Rasa examples."""
    return [
        (block["intent"], line.strip()[2:])
        for block in Document(file).data["nlu"]
        for line in block["examples"].splitlines()
        if line.strip()
    ]


TAUGHT = [pair for file in TRAINING for pair in phrasings(file)]
TESTED = phrasings(HELD_OUT)


def test_no_phrase_is_taught_twice() -> None:
    counts = Counter(utils.default_process(phrase) for _, phrase in TAUGHT)
    assert [phrase for phrase, count in counts.items() if count > 1 and len(phrase) > SHORT] == []


def test_every_intent_has_enough_phrasings() -> None:
    counts = Counter(intent for intent, _ in TAUGHT)
    assert {intent: count for intent, count in counts.items() if count < FEWEST} == {}


@pytest.mark.parametrize("phrase", [p for _, p in TESTED if len(p) > SHORT])
def test_a_held_out_phrase_is_not_taught(phrase: str) -> None:
    taught = [utils.default_process(other) for _, other in TAUGHT]
    nearest = process.extractOne(utils.default_process(phrase), taught, scorer=fuzz.ratio)
    assert nearest is not None
    assert nearest[1] < TOO_LIKE, nearest
