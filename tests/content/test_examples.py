"""The example sentences of the intents: enough of each, none twice."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.content.project import examples_in, load

Examples = Mapping[str, list[str]]
MOST_TO_LEAST = 8
AT_LEAST = 10
WHOLE_WORLD = "other_topic"  # all that Footwise is not about: no number of sentences is too many
DROPPED = str.maketrans("", "", string.punctuation)


def plain(text: str) -> str:
    """The sentence as the classifier sees it: no case, no punctuation."""
    return " ".join(text.casefold().translate(DROPPED).split())


def in_two_intents(examples: Examples) -> list[str]:
    """Sentences that stand for two intents."""
    found = Counter(text for texts in examples.values() for text in {plain(t) for t in texts})
    return sorted(text for text, count in found.items() if count > 1)


def twice_in_one(examples: Examples) -> list[str]:
    """Sentences that stand twice under one intent; "that's" and "thats" are two."""
    return [
        f"{intent}: {text}"
        for intent, texts in examples.items()
        for text, count in Counter(text.casefold() for text in texts).items()
        if count > 1
    ]


def empty(examples: Examples) -> list[str]:
    """Intents with a sentence of no words."""
    return [intent for intent, texts in examples.items() if not all(map(plain, texts))]


def wrong_sizes(examples: Examples) -> list[str]:
    """Intents with too few sentences, or too many beside the smallest intent."""
    sizes = {intent: len(texts) for intent, texts in examples.items()}
    most = MOST_TO_LEAST * min(sizes.values(), default=0)
    return [
        f"{name}: {n}"
        for name, n in sizes.items()
        if n < AT_LEAST or (n > most and name != WHOLE_WORLD)
    ]


CHECKS = [in_two_intents, twice_in_one, empty, wrong_sizes]


@pytest.mark.parametrize("check", CHECKS)
def test_examples_teach_one_thing_each(check: Any) -> None:
    assert load().examples
    assert check(load().examples) == []


TEN = [f"sentence {number}" for number in range(AT_LEAST)]
SAMPLES = [
    (in_two_intents, {"a": ["Stop!"], "b": ["stop", "go"]}, ["stop"]),
    (twice_in_one, {"a": ["Stop it", "stop it", "go"]}, ["a: stop it"]),
    (empty, {"a": ["stop"], "b": ["?!"]}, ["b"]),
    (wrong_sizes, {"a": TEN, "b": TEN[:-1]}, ["b: 9"]),
    (wrong_sizes, {"a": TEN, "b": TEN * MOST_TO_LEAST, "c": TEN * 8 + ["more"]}, ["c: 81"]),
]


@pytest.mark.parametrize(("check", "examples", "problems"), SAMPLES)
def test_bad_examples_are_found(check: Any, examples: Examples, problems: list[str]) -> None:
    assert check(examples) == problems


def test_examples_are_read_without_the_marks_of_entities(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(
        """nlu:
- intent: inform
  examples: |
    - my [left](side) foot
    - the [heel]{"entity": "location", "value": "heel_bottom"} hurts
- synonym: foot
  examples: |
    - feet
"""
    )
    assert examples_in(tmp_path) == {"inform": ["my left foot", "the heel hurts"]}
