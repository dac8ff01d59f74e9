"""Finds the conditions that may be true, from the facts that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.conditions import Condition, Facts

NO = "no"


class Index:
    """Finds, from the facts, the conditions that may be true: a look at each fact, not at all."""

    def __init__(self, conditions: Iterable[tuple[str, Condition]]) -> None:
        """`conditions` are (name, condition), in the order in which they are to be found."""
        self.conditions = dict(conditions)
        self._always: set[int] = set()
        self._by_value: dict[str, dict[str | None, set[int]]] = {}
        self._names = list(self.conditions)
        for number, condition in enumerate(self.conditions.values()):
            if condition.triggers is None:
                self._always.add(number)
            for finding, value in condition.triggers or ():
                self._by_value.setdefault(finding, {}).setdefault(value, set()).add(number)
        self._no_matters = [name for name, values in self._by_value.items() if NO in values]

    def candidates(self, facts: Facts, telling: Facts | None = None) -> list[str]:
        """Names of the conditions that may hold for `facts`, in order; no other one can.

        `telling`: those facts that are not a plain "no", where they are known already.
        """
        found = set(self._always)
        by_value = self._by_value
        for name in self._no_matters:
            if facts.get(name) == NO:
                found.update(by_value[name][NO])
        for name, fact in (facts if telling is None else telling).items():
            values = by_value.get(name)
            if values is None or fact == NO:
                continue
            if isinstance(fact, tuple):
                found.update(*(values[item] for item in fact if item in values))
            elif fact in values:
                found.update(values[fact])
            if None in values:
                found.update(values[None])
        return [self._names[number] for number in sorted(found)]

    def true(self, facts: Facts, telling: Facts | None = None) -> Iterator[str]:
        """Names of the conditions that hold for `facts`, in order; `telling`: as above."""
        conditions = self.conditions
        candidates = self.candidates(facts, telling)
        return (name for name in candidates if conditions[name].holds(facts))
