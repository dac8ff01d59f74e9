"""The condition language of the knowledge files, compiled to quick three-valued functions."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Facts = Mapping[str, Any]
Truth = bool | None
Test = Callable[[Facts], Truth]
Names = Callable[[Facts], frozenset[str]]
# (finding, value) pairs, one of which must be a fact for the condition to be true; value None:
# any value of that finding. No set at all: the condition may be true whatever the facts are.
Triggers = frozenset[tuple[str, str | None]] | None

BOUNDS: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": operator.ge,
    "at_most": operator.le,
    "over": operator.gt,
    "under": operator.lt,
}
UNSURE = "unsure"
_PLAIN = frozenset({"yes", "no", UNSURE})
_NOTHING: frozenset[str] = frozenset()


class ConditionError(ValueError):
    """A condition that cannot be read; the text says what is wrong."""


@dataclass(frozen=True)
class Condition:
    """A compiled condition.

    `holds` reads "unsure" as no help for the condition, `could_hold` as enough for it. Both give
    True, False, or None while an answer that decides it has not been given. `undecided` names the
    findings, not known yet, by which one of them can still come out either way.
    """

    holds: Test
    could_hold: Test
    undecided: Names
    findings: frozenset[str]
    triggers: Triggers


def compile_condition(source: Any, terms: Mapping[str, Any]) -> Condition:
    """Compile `source` (a mapping of the condition language; `{}` is always true).

    `terms` are the named conditions. Raises ConditionError on an unknown word or a loop of terms.
    """
    return _compile(source, terms, ())


def _compile(source: Any, terms: Mapping[str, Any], inside: tuple[str, ...]) -> Condition:
    if not isinstance(source, Mapping):
        raise ConditionError(f"a condition is a mapping, not {source!r}")
    parts = [_part(str(key), value, terms, inside) for key, value in source.items()]
    return parts[0] if len(parts) == 1 else _join(parts, _all, _fewest)


def _part(key: str, value: Any, terms: Mapping[str, Any], inside: tuple[str, ...]) -> Condition:
    if key in ("all", "any"):
        parts = [_compile(item, terms, inside) for item in _items(key, value)]
        return _join(parts, _all, _fewest) if key == "all" else _join(parts, _any, _every)
    if key == "not":
        part = _compile(value, terms, inside)
        return Condition(
            _negate(part.could_hold), _negate(part.holds), part.undecided, part.findings, None
        )
    if key == "count":
        return _counted(value, terms, inside)
    if key == "term":
        return _term(value, terms, inside)
    return _atom(key, value)


def _items(key: str, value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise ConditionError(f"{key!r} needs a list of conditions")
    return value


def _counted(value: Any, terms: Mapping[str, Any], inside: tuple[str, ...]) -> Condition:
    if not isinstance(value, Mapping) or set(value) != {"at_least", "of"}:
        raise ConditionError("'count' needs 'at_least' and 'of'")
    least = value["at_least"]
    if not isinstance(least, int) or least < 1:
        raise ConditionError("'at_least' of 'count' is a whole number from 1")
    parts = [_compile(item, terms, inside) for item in _items("of", value["of"])]
    return _join(parts, lambda tests: _count(tests, least), _every)


def _term(name: Any, terms: Mapping[str, Any], inside: tuple[str, ...]) -> Condition:
    if not isinstance(name, str) or name not in terms:
        raise ConditionError(f"there is no term {name!r}")
    if name in inside:
        raise ConditionError(f"the term {name!r} leads back to itself")
    return _compile(terms[name], terms, (*inside, name))


def _atom(finding: str, wanted: Any) -> Condition:
    findings = frozenset({finding})
    if isinstance(wanted, Mapping):
        check = _bounds(finding, wanted)
        sure, generous = _number_test(finding, check, False), _number_test(finding, check, True)
        return Condition(sure, generous, _unknown(finding), findings, frozenset({(finding, None)}))
    allowed = frozenset(map(str, wanted if isinstance(wanted, list) else [wanted]))
    either = allowed | {UNSURE}
    triggers = frozenset((finding, value) for value in either)
    sure, generous = _word_test(finding, allowed), _word_test(finding, either)
    return Condition(sure, generous, _unknown(finding), findings, triggers)


def _unknown(finding: str) -> Names:
    findings = frozenset({finding})
    return lambda facts: _NOTHING if facts.get(finding) is not None else findings


def _word_test(finding: str, allowed: frozenset[str]) -> Test:
    def run(facts: Facts) -> Truth:
        value = facts.get(finding)
        if value is None:
            return None
        if isinstance(value, tuple):
            return not allowed.isdisjoint(value)
        return value in allowed

    return run


def _number_test(finding: str, check: Callable[[Any], bool], if_unsure: bool) -> Test:
    def run(facts: Facts) -> Truth:
        value = facts.get(finding)
        if value is None:
            return None
        return if_unsure if value == UNSURE else check(value)

    return run


def _bounds(finding: str, wanted: Mapping[str, Any]) -> Callable[[Any], bool]:
    for word, bound in wanted.items():
        if word not in BOUNDS or isinstance(bound, bool) or not isinstance(bound, (int, float)):
            raise ConditionError(
                f"{finding}: {word!r} is not one of {', '.join(BOUNDS)} with a number"
            )
    checks = [(BOUNDS[word], bound) for word, bound in wanted.items()]
    if len(checks) == 1:
        (check, bound), *_ = checks
        return lambda value: check(value, bound)
    return lambda value: all(check(value, bound) for check, bound in checks)


def _join(
    parts: list[Condition],
    combine: Callable[[list[Test]], Test],
    triggers: Callable[[list[Triggers]], Triggers],
) -> Condition:
    holds = combine([part.holds for part in parts])
    could_hold = combine([part.could_hold for part in parts])
    return Condition(
        holds,
        could_hold,
        _undecided(parts, holds, could_hold),
        frozenset().union(*(part.findings for part in parts)),
        triggers([part.triggers for part in parts]),
    )


def _undecided(parts: list[Condition], holds: Test, could_hold: Test) -> Names:
    """Nothing hangs on the parts of what is decided already."""

    def run(facts: Facts) -> frozenset[str]:
        if holds(facts) is not None and could_hold(facts) is not None:
            return _NOTHING
        return _NOTHING.union(*(part.undecided(facts) for part in parts))

    return run


def _every(parts: list[Triggers]) -> Triggers:
    """What starts any of the parts."""
    sets = [part for part in parts if part is not None]
    return frozenset().union(*sets) if len(sets) == len(parts) else None


def _fewest(parts: list[Triggers]) -> Triggers:
    """What starts the part that is true most seldom: without it the whole is not true."""

    def weight(triggers: frozenset[tuple[str, str | None]]) -> int:
        return sum(1 if value in _PLAIN else 9 if value else 99 for _, value in triggers)

    return min((part for part in parts if part is not None), key=weight, default=None)


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
