"""What somebody would answer to a question, as formulas; and back from a case to an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from tests.proof.circuit import FALSE, TRUE, Circuit, Formula
from triage.conditions import UNSURE
from triage.library import Library
from triage.model import Question

MAIN = "main:"


@dataclass
class Spoken:
    """The answer to one question: for each thing that can be said, whether it is.

    Of a `single` answer one thing is said; of any other the things that are, or none of them.
    """

    question: Question
    said: dict[Any, Formula]
    single: bool

    def value(self, true: set[int]) -> Any:
        """The answer in the case where the variables `true` are."""
        found = [name for name, formula in self.said.items() if formula == TRUE or formula in true]
        if self.single:
            return found[0]
        main = [name[len(MAIN) :] for name in found if str(name).startswith(MAIN)]
        rest = [name for name in found if not str(name).startswith(MAIN) and name not in main]
        return main + rest or ["none"]

    def choices(self, value: Any) -> dict[Formula, bool]:
        """What each variable must be for the answer to be `value`."""
        values = value if isinstance(value, list) else [value]
        names = {item if item in self.said else str(item) for item in values}
        if MAIN + str(values[0]) in self.said:
            names.add(MAIN + str(values[0]))
        return {formula: name in names for name, formula in self.said.items()}


def bounds(library: Library) -> dict[str, set[float]]:
    """For each number asked for, the bounds that anything sets on it."""
    found: dict[str, set[float]] = {}

    def look(data: Any) -> None:
        if isinstance(data, Mapping):
            for name, value in data.items():
                if isinstance(value, Mapping) and name in library.questions:
                    found.setdefault(name, set()).update(value.values())
                look(value)
        elif isinstance(data, list):
            for item in data:
                look(item)

    for document in library.documents.values():
        look(document.data)
    weeks = {exercise.not_before_weeks_after_sprain for exercise in library.exercises.values()}
    found.setdefault("injury_days", set()).update(7 * week for week in weeks)
    return found


def classes(question: Question, cuts: set[float]) -> Iterator[float]:
    """A number for each bound, and one from between each two of them."""
    low, high = question.range
    points = sorted({low, high, *(cut for cut in cuts if low <= cut <= high)})
    yield points[0]
    for lower, upper in zip(points, points[1:], strict=False):
        yield lower + 1 if lower + 1 < upper else (lower + upper) / 2
        yield upper


Sign = tuple[Formula, Formula]


class Signs:
    """Whether each sign is there (yes) or not sure; one that is new is made."""

    def __init__(self, circuit: Circuit) -> None:
        self.circuit = circuit
        self.found: dict[Any, Sign] = {}

    def sign(self, key: Any) -> Sign:
        """The formulas (yes, not sure) for `key`."""
        if key not in self.found:
            self.found[key] = yes, unsure = self.circuit.input(), self.circuit.input()
            self.circuit.require((-yes, -unsure))
        return self.found[key]


def spoken(
    question: Question, circuit: Circuit, cuts: set[float], signs: Signs, own: bool
) -> Spoken:
    """Everything that can be answered to `question`.

    `own`: a sign that another question names too may be answered otherwise here.
    """
    if question.tick_list or (question.kind == "yes_no" and question.skippable):
        names = question.fills if question.tick_list else (question.id,)
        found = {name: signs.sign((question.id, name) if own else name) for name in names}
        if question.tick_list:
            said: dict[Any, Formula] = {}
            for name, (yes, unsure) in found.items():
                said |= {name: yes, f"unsure:{name}": unsure}
            return Spoken(question, said, single=False)
        yes, unsure = found[question.id]
        no = circuit.all_((-yes, -unsure))
        circuit.require((yes, unsure, no))  # always so; every case then tells which
        return Spoken(question, {"yes": yes, "no": no, UNSURE: unsure}, single=True)
    if question.is_list:
        return _several(question, circuit)
    if question.kind in ("number", "scale"):
        values: list[Any] = list(classes(question, cuts))
    else:
        values = [option.value for option in question.options]
    if question.skippable:
        values.append(UNSURE)
    said = {name: circuit.input() for name in dict.fromkeys(values)}
    just_one(list(said.values()), circuit)
    return Spoken(question, said, single=True)


def _several(question: Question, circuit: Circuit) -> Spoken:
    alone = [*(option.value for option in question.options if option.alone), UNSURE]
    names = [option.value for option in question.options if not option.alone]
    said = {name: circuit.input() for name in [*names, *alone]}
    limit(question, said, circuit)
    if question.id == "location":
        main: dict[Any, Formula] = {f"{MAIN}{name}": circuit.input() for name in names}
        for name in names:
            circuit.require((-main[f"{MAIN}{name}"], said[name]))
            circuit.require((-said[name], *main.values()))
        at_most_one(main.values(), circuit)
        said |= main
    return Spoken(question, said, single=False)


def limit(question: Question, said: Mapping[Any, Formula], circuit: Circuit) -> None:
    """Something is picked, not too much of it, and what stands alone ("none") does."""
    lonely = {UNSURE, *(option.value for option in question.options if option.alone)}
    alone = [formula for name, formula in said.items() if name in lonely]
    others = [formula for name, formula in said.items() if name not in lonely]
    for one in alone:
        for other in others:
            circuit.require((-one, -other))
    at_most_one(alone, circuit)
    circuit.require([*others, *alone])
    if question.max and question.max < len(others):
        for several in combinations(others, question.max + 1):
            circuit.require([-one for one in several])


def just_one(formulas: list[Formula], circuit: Circuit) -> None:
    """Exactly one of `formulas` is true, always."""
    circuit.require(formulas)
    at_most_one(formulas, circuit)


def at_most_one(formulas: Iterable[Formula], circuit: Circuit) -> None:
    """No two of `formulas` are true, ever."""
    for one, other in combinations(formulas, 2):
        circuit.require((-one, -other))


def fixed(answer: Spoken, value: Any) -> Spoken:
    """The same question answered with `value` by everybody."""
    choices = answer.choices(value)
    said = {name: TRUE if choices[formula] else FALSE for name, formula in answer.said.items()}
    return Spoken(answer.question, said, answer.single)
