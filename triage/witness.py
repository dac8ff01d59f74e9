"""Which findings make a condition true."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from triage.conditions import Condition, Facts, compile_condition


def witnesses(source: Mapping[str, Any], facts: Facts, terms: Mapping[str, Any]) -> list[str]:
    """The findings in `facts` by which the condition `source` holds, or could hold, in its order.

    Of an `any` or a `count` only the parts that are true count; of a `not` all that it looks at.
    """
    condition = compile_condition(source, terms)
    if not condition.could_hold(facts):
        return []
    surely = condition.holds(facts) is True
    found: list[str] = []
    for key, value in source.items():
        found += _of_part(key, value, facts, terms, surely)
    return list(dict.fromkeys(found))


def _of_part(
    key: str, value: Any, facts: Facts, terms: Mapping[str, Any], surely: bool
) -> list[str]:
    if key in ("all", "any", "count"):
        parts = value["of"] if key == "count" else value
        true = [part for part in parts if _is_true(compile_condition(part, terms), facts, surely)]
        return [name for part in true for name in witnesses(part, facts, terms)]
    if key == "not":
        looked_at = compile_condition(value, terms).findings
        return [name for name in facts if name in looked_at]
    return witnesses(terms[value], facts, terms) if key == "term" else [key]


def _is_true(part: Condition, facts: Facts, surely: bool) -> bool:
    """Whether `part` helps: by what is sure where the whole is, else also by "not sure"."""
    return (part.holds(facts) if surely else part.could_hold(facts)) is True
