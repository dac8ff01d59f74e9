"""The condition language: what is true, what is not, and what is not known yet."""

from __future__ import annotations

from typing import Any

import pytest

from triage.conditions import ConditionError, compile_condition

TERMS = {"recent": {"days": {"at_most": 42}}, "risk": {"any": [{"a": "yes"}, {"b": "yes"}]}}
YES_A, YES_B, YES_C = {"a": "yes"}, {"b": "yes"}, {"c": "yes"}


def holds(condition: Any, **facts: Any) -> tuple[bool | None, bool | None]:
    compiled = compile_condition(condition, TERMS)
    return compiled.holds(facts), compiled.could_hold(facts)


@pytest.mark.parametrize(
    ("condition", "facts", "surely", "possibly"),
    [
        ({}, {}, True, True),
        (YES_A, {}, None, None),
        (YES_A, {"a": "yes"}, True, True),
        (YES_A, {"a": "no"}, False, False),
        (YES_A, {"a": "unsure"}, False, True),
        ({"a": ["yes", "unsure"]}, {"a": "unsure"}, True, True),
        ({"a": "no"}, {"a": "no"}, True, True),
        ({"place": ["arch", "ball"]}, {"place": ("calf", "ball")}, True, True),
        ({"place": ["arch", "ball"]}, {"place": ("calf",)}, False, False),
        ({"a": "yes", "b": "yes"}, {"a": "yes", "b": "no"}, False, False),
        ({"a": "yes", "b": "yes"}, {"a": "yes"}, None, None),
        ({"a": "yes", "b": "yes"}, {"a": "yes", "b": "yes"}, True, True),
        ({"all": [YES_A, YES_B]}, {"a": "no"}, False, False),
        ({"all": [YES_A, YES_B]}, {"b": "no"}, False, False),
        ({"all": [YES_A, YES_B]}, {"a": "unsure", "b": "yes"}, False, True),
        ({"any": [YES_A, YES_B]}, {"a": "no"}, None, None),
        ({"any": [YES_A, YES_B]}, {"b": "yes"}, True, True),
        ({"any": [YES_A, YES_B]}, {"a": "no", "b": "no"}, False, False),
        ({"any": [YES_A, YES_B]}, {"a": "no", "b": "unsure"}, False, True),
        ({"not": YES_A}, {}, None, None),
        ({"not": YES_A}, {"a": "no"}, True, True),
        ({"not": YES_A}, {"a": "yes"}, False, False),
        ({"not": YES_A}, {"a": "unsure"}, False, True),
        ({"term": "recent"}, {"days": 42}, True, True),
        ({"term": "recent"}, {"days": 43}, False, False),
        ({"term": "risk"}, {"b": "yes"}, True, True),
        ({"days": {"at_least": 4}}, {"days": 4}, True, True),
        ({"days": {"at_least": 4}}, {"days": 3}, False, False),
        ({"days": {"over": 4}}, {"days": 4}, False, False),
        ({"days": {"over": 4}}, {"days": 4.5}, True, True),
        ({"days": {"under": 4}}, {"days": 4}, False, False),
        ({"days": {"under": 4}}, {"days": 0}, True, True),
        ({"days": {"at_most": 4}}, {}, None, None),
        ({"days": {"at_most": 4}}, {"days": "unsure"}, False, True),
        ({"days": {"at_least": 4, "at_most": 5}}, {"days": 4}, True, True),
        ({"days": {"at_least": 4, "at_most": 5}}, {"days": 6}, False, False),
    ],
)
def test_truth(
    condition: Any, facts: dict[str, Any], surely: bool | None, possibly: bool | None
) -> None:
    assert holds(condition, **facts) == (surely, possibly)


@pytest.mark.parametrize(
    ("facts", "surely", "possibly"),
    [
        ({"a": "yes", "b": "yes"}, True, True),
        ({"a": "yes", "c": "yes"}, True, True),
        ({"a": "yes"}, None, None),
        ({"a": "yes", "b": "no", "c": "no"}, False, False),
        ({"a": "no", "b": "no"}, False, False),
        ({"a": "yes", "b": "unsure", "c": "no"}, False, True),
    ],
)
def test_count(facts: dict[str, Any], surely: bool | None, possibly: bool | None) -> None:
    two_of_three = {"count": {"at_least": 2, "of": [YES_A, YES_B, YES_C]}}
    assert holds(two_of_three, **facts) == (surely, possibly)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("a", "a condition is a mapping, not 'a'"),
        ({"all": []}, "'all' needs a list of conditions"),
        ({"any": {"a": "yes"}}, "'any' needs a list of conditions"),
        ({"count": ["a"]}, "'count' needs 'at_least' and 'of'"),
        ({"count": {"at_least": 1}}, "'count' needs 'at_least' and 'of'"),
        ({"count": {"at_least": 0, "of": [YES_A]}}, "a whole number from 1"),
        ({"count": {"at_least": "2", "of": [YES_A]}}, "a whole number from 1"),
        ({"count": {"at_least": 1, "of": []}}, "'of' needs a list of conditions"),
        ({"not": "a"}, "a condition is a mapping, not 'a'"),
        ({"term": "other"}, "there is no term 'other'"),
        ({"term": ["recent"]}, r"there is no term \['recent'\]"),
        ({"days": {"more_than": 3}}, "'more_than' is not one of at_least, at_most, over, under"),
        ({"days": {"over": "3"}}, "with a number"),
        ({"days": {"over": True}}, "with a number"),
    ],
)
def test_faults(condition: Any, message: str) -> None:
    with pytest.raises(ConditionError, match=message):
        compile_condition(condition, TERMS)


def test_terms_that_lead_back_to_themselves() -> None:
    terms = {"x": {"term": "y"}, "y": {"any": [YES_A, {"term": "x"}]}}
    with pytest.raises(ConditionError, match="the term 'x' leads back to itself"):
        compile_condition({"term": "x"}, terms)


def test_findings_are_all_that_a_condition_looks_at() -> None:
    condition = compile_condition(
        {"all": [{"term": "risk"}, {"not": {"days": {"over": 1}}}]}, TERMS
    )
    assert condition.findings == {"a", "b", "days"}
