"""Finds the conditions that may be true, from the facts that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.conditions import Condition, Facts


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
        # Most facts are a plain "no", and few conditions wait for one.
        self._no_matters = {
            finding for finding, values in self._by_value.items() if {"no", None} & values.keys()
        }

    def candidates(self, facts: Facts) -> list[str]:
        """Names of the conditions that may hold for `facts`, in order; no other one can."""
        found = set(self._always)
        no_matters = self._no_matters
        for name, fact in facts.items():
            if fact == "no" and name not in no_matters:
                continue
            values = self._by_value.get(name)
            if values is None:
                continue
            for value in fact if isinstance(fact, (list, tuple)) else (fact,):
                found.update(values.get(str(value), ()))
            found.update(values.get(None, ()))
        return [self._names[number] for number in sorted(found)]

    def true(self, facts: Facts) -> Iterator[str]:
        """Names of the conditions that hold for `facts`, in order."""
        conditions = self.conditions
        return (name for name in self.candidates(facts) if conditions[name].holds(facts))
