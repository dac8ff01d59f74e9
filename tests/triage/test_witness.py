"""Which findings make a condition true."""

from __future__ import annotations

from typing import Any

import pytest

from triage.witness import witnesses

TERMS = {"risk": {"any": [{"b": "yes"}, {"c": "yes"}]}}
A, B, C = {"a": "yes"}, {"b": "yes"}, {"c": "yes"}

TWO = {"count": {"at_least": 2, "of": [A, B, C]}}


@pytest.mark.parametrize(
    ("condition", "facts", "found"),
    [
        (A, {"a": "yes", "b": "yes"}, ["a"]),
        (A, {"a": "no"}, []),
        (A, {}, []),
        (A, {"a": "unsure"}, ["a"]),
        ({"a": "yes", "b": "yes"}, {"a": "yes", "b": "yes"}, ["a", "b"]),
        ({"all": [A, B]}, {"a": "yes", "b": "yes", "c": "yes"}, ["a", "b"]),
        ({"any": [A, B, C]}, {"a": "no", "b": "yes", "c": "yes"}, ["b", "c"]),
        ({"any": [A, B]}, {"a": "yes", "b": "unsure"}, ["a"]),
        ({"any": [A, B]}, {"a": "no", "b": "unsure"}, ["b"]),
        ({"all": [A, {"any": [B, C]}]}, {"a": "unsure", "b": "no", "c": "yes"}, ["a", "c"]),
        ({"all": [A, {"term": "risk"}]}, {"a": "yes", "c": "yes"}, ["a", "c"]),
        ({"all": [A, {"not": B}]}, {"a": "yes", "b": "no"}, ["a", "b"]),
        ({"not": {"any": [A, B]}}, {"a": "no", "b": "no", "c": "no"}, ["a", "b"]),
        (TWO, {"a": "yes", "b": "no", "c": "yes"}, ["a", "c"]),
        ({"any": [A, {"all": [A, B]}]}, {"a": "yes", "b": "yes"}, ["a", "b"]),
        ({"days": {"at_most": 10}}, {"days": 3}, ["days"]),
        ({}, {"a": "yes"}, []),
    ],
)  # fmt: skip
def test_witnesses(condition: Any, facts: dict[str, Any], found: list[str]) -> None:
    assert witnesses(condition, facts, TERMS) == found
