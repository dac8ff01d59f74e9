"""The condition language as formulas: a second compiler, from the words of the knowledge alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tests.proof.circuit import FALSE, TRUE, Circuit, Formula
from triage.conditions import BOUNDS, UNSURE


class Truth(NamedTuple):
    """When a condition is known to be true, and when it is known to be false."""

    true: Formula
    false: Formula

    def negated(self) -> Truth:
        """The truth of its opposite."""
        return Truth(self.false, self.true)


class Both(NamedTuple):
    """A condition with "not sure" read as no help for it (`holds`), and as enough (`could`)."""

    holds: Truth
    could: Truth


@dataclass(frozen=True, eq=False)
class Fact:
    """What is known of a finding: for each value whether it is that, and whether it is known."""

    values: Mapping[Any, Formula]
    known: Formula

    def among(self, values: set[Any], circuit: Circuit) -> Truth:
        """Whether it is one of `values`."""
        true = circuit.any_(self.values[value] for value in values if value in self.values)
        return Truth(true, circuit.all_((self.known, -true)))


UNKNOWN = Fact({}, FALSE)
Facts = Mapping[str, Fact]


class Conditions:
    """Conditions as formulas over facts, each built once for the same facts."""

    def __init__(self, circuit: Circuit, terms: Mapping[str, Any]) -> None:
        self.circuit, self.terms = circuit, terms
        self._findings: dict[int, tuple[str, ...]] = {}
        self._built: dict[tuple[int, tuple[int, ...]], Both] = {}
        self._undecided: dict[tuple[int, tuple[int, ...]], dict[str, Formula]] = {}
        self._kept: list[Any] = []

    def both(self, source: Mapping[str, Any], facts: Facts) -> Both:
        """The truth of the condition `source`, read both ways."""
        names = self.findings(source)
        found = [facts.get(name, UNKNOWN) for name in names]
        key = (id(source), tuple(map(id, found)))
        if key not in self._built:
            self._kept.append((source, found))
            self._built[key] = self._all([self._part(*item, facts) for item in source.items()])
        return self._built[key]

    def holds(self, source: Mapping[str, Any], facts: Facts) -> Truth:
        """The truth of the condition `source`; "not sure" is no help for it."""
        return self.both(source, facts).holds

    def undecided(self, source: Mapping[str, Any], facts: Facts) -> Mapping[str, Formula]:
        """For each finding: whether `source` can come out either way by it.

        So it can where the finding is not known, and neither are all the parts around it.
        """
        found = [facts.get(name, UNKNOWN) for name in self.findings(source)]
        key = (id(source), tuple(map(id, found)))
        if key not in self._undecided:
            self._kept.append((source, found))
            self._undecided[key] = self._hanging(source, facts)
        return self._undecided[key]

    def _hanging(self, source: Mapping[str, Any], facts: Facts) -> dict[str, Formula]:
        doubts = [self.circuit.all_((-t.true, -t.false)) for t in self.both(source, facts)]
        here, found = self.circuit.any_(doubts), dict[str, Formula]()
        for key, value in source.items() if here != FALSE else ():
            for name, formula in self._within(key, value, facts):
                inside = self.circuit.all_((here, formula))
                found[name] = self.circuit.any_((found.get(name, FALSE), inside))
        return found

    def _within(self, key: str, value: Any, facts: Facts) -> Iterable[tuple[str, Formula]]:
        if key not in ("all", "any", "count", "not", "term"):
            return [(key, -facts.get(key, UNKNOWN).known)]
        parts = value["of"] if key == "count" else value
        parts = [self.terms[value]] if key == "term" else parts
        parts = [parts] if key == "not" else parts
        return [item for part in parts for item in self.undecided(part, facts).items()]

    def findings(self, source: Mapping[str, Any]) -> tuple[str, ...]:
        """The findings that the condition `source` looks at."""
        if id(source) not in self._findings:
            self._kept.append(source)
            self._findings[id(source)] = tuple(sorted(set(self._names(source))))
        return self._findings[id(source)]

    def _names(self, source: Mapping[str, Any]) -> list[str]:
        names: list[str] = []
        for key, value in source.items():
            if key in ("all", "any"):
                names += [name for part in value for name in self._names(part)]
            elif key == "count":
                names += [name for part in value["of"] for name in self._names(part)]
            elif key == "not":
                names += self._names(value)
            elif key == "term":
                names += self._names(self.terms[value])
            else:
                names.append(key)
        return names

    def _part(self, key: str, value: Any, facts: Facts) -> Both:
        if key == "all":
            return self._all([self.both(part, facts) for part in value])
        if key == "any":
            return _opposite(self._all([_opposite(self.both(part, facts)) for part in value]))
        if key == "not":
            return _opposite(self.both(value, facts))
        if key == "count":
            parts = [self.both(part, facts) for part in value["of"]]
            return self._count(parts, value["at_least"])
        if key == "term":
            return self.both(self.terms[value], facts)
        return self._atom(facts.get(key, UNKNOWN), value)

    def _atom(self, fact: Fact, wanted: Any) -> Both:
        if isinstance(wanted, Mapping):
            numbers = (number for number in fact.values if number != UNSURE)
            right = {n for n in numbers if all(BOUNDS[w](n, b) for w, b in wanted.items())}
        else:
            right = set(wanted if isinstance(wanted, list) else [wanted])
        circuit = self.circuit
        return Both(fact.among(right, circuit), fact.among(right | {UNSURE}, circuit))

    def _all(self, parts: list[Both]) -> Both:
        return Both(
            self._every([part.holds for part in parts]), self._every([part.could for part in parts])
        )

    def _every(self, parts: list[Truth]) -> Truth:
        circuit = self.circuit
        return Truth(
            circuit.all_(part.true for part in parts), circuit.any_(part.false for part in parts)
        )

    def _count(self, parts: list[Both], least: int) -> Both:
        def counted(truths: list[Truth]) -> Truth:
            true = at_least([t.true for t in truths], least, self.circuit)
            open_or_true = at_least([-t.false for t in truths], least, self.circuit)
            return Truth(true, -open_or_true)

        return Both(counted([p.holds for p in parts]), counted([p.could for p in parts]))


def _opposite(both: Both) -> Both:
    return Both(both.could.negated(), both.holds.negated())


def at_least(parts: list[Formula], least: int, circuit: Circuit) -> Formula:
    """Whether at least `least` of `parts` are true."""
    counts = [TRUE] + [FALSE] * least
    for part in parts:
        for number in range(least, 0, -1):
            more = circuit.all_((part, counts[number - 1]))
            counts[number] = circuit.any_((counts[number], more))
    return counts[least]
