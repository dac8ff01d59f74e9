"""Finding conditions from facts leaves none out that holds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.conditions import compile_condition
from triage.index import Index

SOURCES: dict[str, Any] = {
    "always": {},
    "yes": {"a": "yes"},
    "no": {"a": "no"},
    "not": {"not": {"a": "yes"}},
    "number": {"days": {"at_least": 4}},
    "word": {"place": ["arch", "ball"]},
    "all": {"all": [{"place": ["arch"]}, {"b": "yes"}, {"days": {"under": 9}}]},
    "any": {"any": [{"b": "yes"}, {"days": {"over": 90}}]},
    "any_not": {"any": [{"b": "yes"}, {"not": {"place": "ball"}}]},
    "count": {"count": {"at_least": 2, "of": [{"a": "yes"}, {"b": "no"}, {"place": "ball"}]}},
}
CONDITIONS = {name: compile_condition(source, {}) for name, source in SOURCES.items()}
INDEX = Index(CONDITIONS.items())
ANSWER = st.sampled_from(["yes", "no", "unsure"])
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "a": ANSWER,
        "b": ANSWER,
        "days": st.integers(0, 120) | st.just("unsure"),
        "place": st.lists(st.sampled_from(["arch", "ball", "calf"]), min_size=1).map(tuple),
        "other": ANSWER,
    },
)


@given(FACTS)
def test_everything_that_could_hold_is_a_candidate(facts: dict[str, Any]) -> None:
    candidates = INDEX.candidates(facts)
    could = [name for name, condition in CONDITIONS.items() if condition.could_hold(facts)]
    assert [name for name in candidates if name in could] == could


@given(FACTS)
def test_knowing_what_tells_changes_nothing(facts: dict[str, Any]) -> None:
    telling = {name: fact for name, fact in facts.items() if fact != "no"}
    assert INDEX.candidates(facts, telling) == INDEX.candidates(facts)
    assert list(INDEX.true(facts, telling)) == list(INDEX.true(facts))


@given(FACTS)
def test_true_is_what_holds_in_order(facts: dict[str, Any]) -> None:
    expected = [name for name, condition in CONDITIONS.items() if condition.holds(facts)]
    assert list(INDEX.true(facts)) == expected


@pytest.mark.parametrize(
    ("facts", "candidates"),
    [
        ({}, ["always", "not", "any_not"]),
        ({"b": "yes"}, ["always", "not", "all", "any", "any_not"]),
        ({"days": 3}, ["always", "not", "number", "any", "any_not"]),
        ({"other": "yes"}, ["always", "not", "any_not"]),
    ],
)
def test_facts_lead_to_few_conditions(facts: dict[str, Any], candidates: list[str]) -> None:
    assert INDEX.candidates(facts) == candidates
