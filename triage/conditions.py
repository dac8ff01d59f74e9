"""The condition language of the knowledge files, compiled to quick three-valued functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Facts = Mapping[str, Any]
Truth = bool | None
Test = Callable[[Facts], Truth]

BOUNDS: dict[str, Callable[[float, float], bool]] = {
    "at_least": lambda value, bound: value >= bound,
    "at_most": lambda value, bound: value <= bound,
    "over": lambda value, bound: value > bound,
    "under": lambda value, bound: value < bound,
}
UNSURE = "unsure"


class ConditionError(ValueError):
    """A condition that cannot be read; the text says what is wrong."""


@dataclass(frozen=True)
class Condition:
    """A compiled condition.

    `holds` reads "unsure" as no help for the condition, `could_hold` as enough for it. Both give
    True, False, or None while an answer that decides it has not been given.
    """

    holds: Test
    could_hold: Test
    findings: frozenset[str]


@dataclass(frozen=True)
class _Pair:
    sure: Test
    generous: Test
    findings: frozenset[str]


def compile_condition(source: Any, terms: Mapping[str, Any]) -> Condition:
    """Compile `source` (a mapping of the condition language; `{}` is always true).

    `terms` are the named conditions. Raises ConditionError on an unknown word or a loop of terms.
    """
    pair = _compile(source, terms, ())
    return Condition(pair.sure, pair.generous, pair.findings)


def _compile(source: Any, terms: Mapping[str, Any], inside: tuple[str, ...]) -> _Pair:
    if not isinstance(source, Mapping):
        raise ConditionError(f"a condition is a mapping, not {source!r}")
    parts = [_part(key, value, terms, inside) for key, value in source.items()]
    return parts[0] if len(parts) == 1 else _join(parts, _all)


def _part(key: str, value: Any, terms: Mapping[str, Any], inside: tuple[str, ...]) -> _Pair:
    if key in ("all", "any"):
        parts = [_compile(item, terms, inside) for item in _items(key, value)]
        return _join(parts, _all if key == "all" else _any)
    if key == "not":
        pair = _compile(value, terms, inside)
        return _Pair(_negate(pair.generous), _negate(pair.sure), pair.findings)
    if key == "count":
        parts = [_compile(item, terms, inside) for item in _items("of", value.get("of"))]
        return _join(parts, lambda tests: _count(tests, value["at_least"]))
    if key == "term":
        return _term(value, terms, inside)
    return _atom(key, value)


def _items(key: str, value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise ConditionError(f"{key!r} needs a list of conditions")
    return value


def _term(name: Any, terms: Mapping[str, Any], inside: tuple[str, ...]) -> _Pair:
    if name not in terms:
        raise ConditionError(f"there is no term {name!r}")
    if name in inside:
        raise ConditionError(f"the term {name!r} leads back to itself")
    return _compile(terms[name], terms, (*inside, name))


def _atom(finding: str, wanted: Any) -> _Pair:
    if isinstance(wanted, Mapping):
        matches = _bounds(finding, wanted)
        names_unsure = False
    else:
        allowed = frozenset(map(str, wanted if isinstance(wanted, list) else [wanted]))
        names_unsure = UNSURE in allowed

        def matches(value: Any) -> bool:
            values = value if isinstance(value, (list, tuple)) else (value,)
            return any(str(item) in allowed for item in values)

    def test(if_unsure: bool) -> Test:
        def run(facts: Facts) -> Truth:
            value = facts.get(finding)
            if value is None:
                return None
            return if_unsure if value == UNSURE else matches(value)

        return run

    return _Pair(test(names_unsure), test(True), frozenset({finding}))


def _bounds(finding: str, wanted: Mapping[str, Any]) -> Callable[[Any], bool]:
    for word, bound in wanted.items():
        if word not in BOUNDS or not isinstance(bound, (int, float)):
            raise ConditionError(
                f"{finding}: {word!r} is not one of {', '.join(BOUNDS)} with a number"
            )
    checks = [(BOUNDS[word], bound) for word, bound in wanted.items()]
    return lambda value: all(check(value, bound) for check, bound in checks)


def _join(parts: list[_Pair], combine: Callable[[list[Test]], Test]) -> _Pair:
    findings = frozenset().union(*(part.findings for part in parts))
    return _Pair(
        combine([part.sure for part in parts]), combine([part.generous for part in parts]), findings
    )


def _negate(test: Test) -> Test:
    def run(facts: Facts) -> Truth:
        truth = test(facts)
        return None if truth is None else not truth

    return run


def _all(tests: list[Test]) -> Test:
    def run(facts: Facts) -> Truth:
        known: Truth = True
        for test in tests:
            truth = test(facts)
            if truth is False:
                return False
            if truth is None:
                known = None
        return known

    return run


def _any(tests: list[Test]) -> Test:
    def run(facts: Facts) -> Truth:
        known: Truth = False
        for test in tests:
            truth = test(facts)
            if truth is True:
                return True
            if truth is None:
                known = None
        return known

    return run


def _count(tests: list[Test], at_least: int) -> Test:
    def run(facts: Facts) -> Truth:
        truths = [test(facts) for test in tests]
        if truths.count(True) >= at_least:
            return True
        return None if truths.count(True) + truths.count(None) >= at_least else False

    return run
