"""Propositional formulas that share what they have in common, and the solver that decides them.

A formula is a whole number, as in the files of SAT solvers: a variable, or minus a variable for
its negation. Every `all_` of parts gets a variable of its own, equal parts the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pysat.solvers import Solver

TRUE, FALSE = 1, -1
SOLVER = "minisat22"
Formula = int


class Circuit:
    """Builds formulas and asks the solver about them; `constraints` on inputs always hold."""

    def __init__(self) -> None:
        self._gates: dict[tuple[int, ...], int] = {}
        self._parts: dict[int, tuple[int, ...]] = {}
        self._constraints: list[list[int]] = [[TRUE]]
        self._last = TRUE
        self._inputs: set[int] = set()
        self.queries = 0

    def input(self) -> Formula:
        """A new variable that may be true or false."""
        self._last += 1
        self._inputs.add(self._last)
        return self._last

    def is_input(self, formula: Formula) -> bool:
        """Whether it is a variable that stands for nothing but itself."""
        return formula in self._inputs

    def require(self, parts: Iterable[Formula]) -> None:
        """At least one of `parts` is true, always."""
        self._constraints.append(list(parts))

    def all_(self, parts: Iterable[Formula]) -> Formula:
        """True where each of `parts` is."""
        found = set(parts)
        found.discard(TRUE)
        if FALSE in found or any(-part in found for part in found):
            return FALSE
        if len(found) < 2:
            return found.pop() if found else TRUE
        key = tuple(sorted(found))
        gate = self._gates.get(key)
        if gate is None:
            self._last += 1
            gate = self._gates[key] = self._last
            self._parts[gate] = key
        return gate

    def any_(self, parts: Iterable[Formula]) -> Formula:
        """True where one of `parts` is."""
        return -self.all_([-part for part in parts])

    def if_(self, condition: Formula, then: Formula, otherwise: Formula) -> Formula:
        """`then` where `condition` is true, else `otherwise`."""
        if then == otherwise:
            return then
        return self.any_((self.all_((condition, then)), self.all_((-condition, otherwise))))

    def differ(self, one: Formula, other: Formula) -> Formula:
        """True where just one of them is."""
        return self.if_(one, -other, other)

    def model(self, *parts: Formula) -> set[int] | None:
        """The true variables of a case in which all `parts` are true; None: there is none."""
        return Search(self, parts).model(*parts)

    def clauses(self, formulas: Iterable[Formula]) -> list[list[int]]:
        """What makes `formulas` mean what they mean, and the constraints."""
        found, waiting = list(self._constraints), [abs(formula) for formula in formulas]
        waiting += [abs(part) for clause in found for part in clause]
        seen: set[int] = set()
        while waiting:
            gate = waiting.pop()
            if gate in seen:
                continue
            seen.add(gate)
            key = self._parts.get(gate, ())
            if key:
                found.append([gate, *(-part for part in key)])
                found += [[-gate, part] for part in key]
                waiting += [abs(part) for part in key]
        return found

    def values(self, inputs: Mapping[int, int], cases: int) -> Sequence[int]:
        """What every formula is in each of `cases` cases: bit n of a number is case n.

        `inputs` gives the cases in which an input is true; others are false in all.
        """
        full = (1 << cases) - 1
        found = [0] * (self._last + 1)
        found[TRUE] = full
        for number, cases_true in inputs.items():
            found[number] = cases_true
        for gate, key in self._parts.items():
            value = full
            for part in key:
                value &= found[part] if part > 0 else full ^ found[-part]
            found[gate] = value
        return found

    @property
    def size(self) -> int:
        """The number of variables."""
        return self._last


class Search:
    """Looks for cases of some formulas; only what these hang on is given to the solver."""

    def __init__(self, circuit: Circuit, formulas: Iterable[Formula]) -> None:
        """`formulas` are those that will be asked about."""
        self.circuit = circuit
        self._solver = Solver(name=SOLVER, bootstrap_with=circuit.clauses(formulas))

    def model(self, *parts: Formula) -> set[int] | None:
        """The true variables of a case in which all `parts` are true; None: there is none."""
        self.circuit.queries += 1
        if FALSE in parts or not self._solver.solve(assumptions=list(parts)):
            return None
        return {number for number in self._solver.get_model() if number > 0}
