"""Small faults for the rules and terms of red_flags.yml, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from triage.library import Library
from triage.model import Urgency

DROP, FLIP, LEVEL, PLAN = "rule dropped", "rule flipped", "level moved", "plan changed"
UNLESS, BRANCH, NOT, JOIN = "unless dropped", "branch dropped", "branch flipped", "all/any swapped"
VALUE, BOUND = "value dropped", "bound moved by one"
WHOLE = (DROP, FLIP, LEVEL, UNLESS)
LEVELS = list(Urgency)
Condition = dict[str, Any]


@dataclass(frozen=True)
class Mutant:
    """One fault. `target` is a rule or a term, `part` what of it is replaced by `new`.

    `part` is when, unless, level, plan (of a rule), rule (`new` None: gone) or term.
    """

    kind: str
    target: str
    part: str
    new: Any
    words: str

    @property
    def name(self) -> str:
        """What was done, as it stands in the list of faults that change nothing."""
        return f"{self.target}.{self.part}: {self.words}"


def mutants(library: Library) -> list[Mutant]:
    """Every fault of every rule, and of every term that a rule uses."""
    found: list[Mutant] = []
    for name, rule in library.rules.items():
        found += _of_rule(name, rule.when, rule.unless, rule.level, rule.plan)
    for name in _used_terms(library):
        for kind, words, new in variants(library.terms[name]):
            found.append(Mutant(kind, name, "term", new, words))
    return found


def _of_rule(
    name: str, when: Condition, unless: Condition | None, level: Urgency, plan: Any
) -> Iterator[Mutant]:
    yield Mutant(DROP, name, "rule", None, "gone")
    yield Mutant(FLIP, name, "when", {"not": when}, "not")
    for step in (-1, 1):
        if 0 <= level.severity + step < len(LEVELS):
            other = LEVELS[level.severity + step]
            yield Mutant(LEVEL, name, "level", other, other.value)
    if level is Urgency.SEE_CLINICIAN_SOON:
        yield Mutant(PLAN, name, "plan", "full" if plan != "full" else "none", "other way")
    for part, source in (("when", when), ("unless", unless)):
        if source is not None:
            for kind, words, new in variants(source):
                yield Mutant(kind, name, part, new, words)
    if unless is not None:
        yield Mutant(UNLESS, name, "unless", None, "gone")
        yield Mutant(FLIP, name, "unless", {"not": unless}, "not")


def variants(source: Condition) -> Iterator[tuple[str, str, Condition]]:
    """Every condition that differs from `source` by one small fault: (kind, words, condition)."""
    if len(source) > 1:
        for key in source:
            rest = {name: value for name, value in source.items() if name != key}
            part = {key: source[key]}
            yield BRANCH, f"without {_say(part)}", rest
            yield NOT, f"not {_say(part)}", {"all": [{"not": part}, rest]}
            for kind, words, new in variants(part):
                yield kind, words, {"all": [new, rest]}
        return
    ((key, value),) = source.items()
    if key in ("all", "any"):
        yield from _joined(key, value)
    elif key == "not":
        yield NOT, f"no not before {_say(value)}", value
        for kind, words, new in variants(value):
            yield kind, words, {"not": new}
    elif key == "count":
        yield from _counted(value)
    elif isinstance(value, Mapping):
        for word, bound in value.items():
            for moved in (bound - 1, bound + 1):
                yield BOUND, f"{key} {word} {moved}", {key: {**value, word: moved}}
            if len(value) > 1:
                rest = {name: limit for name, limit in value.items() if name != word}
                yield BRANCH, f"without {key} {word} {bound}", {key: rest}
    elif isinstance(value, list) and len(value) > 1:
        for item in value:
            yield VALUE, f"{key} without {item}", {key: [v for v in value if v != item]}


def _joined(key: str, parts: list[Condition]) -> Iterator[tuple[str, str, Condition]]:
    if len(parts) > 1:
        other = "any" if key == "all" else "all"
        yield JOIN, f"{other} of {_say(parts[0])} ...", {other: parts}
    for index, part in enumerate(parts):
        before, after = parts[:index], parts[index + 1 :]
        if len(parts) > 1:
            yield BRANCH, f"without {_say(part)}", {key: [*before, *after]}
        if "not" not in part:
            yield NOT, f"not {_say(part)}", {key: [*before, {"not": part}, *after]}
        for kind, words, new in variants(part):
            yield kind, words, {key: [*before, new, *after]}


def _counted(value: dict[str, Any]) -> Iterator[tuple[str, str, Condition]]:
    least, parts = value["at_least"], value["of"]
    for moved in (least - 1, least + 1):
        if 1 <= moved <= len(parts):
            yield BOUND, f"count at_least {moved}", {"count": {"at_least": moved, "of": parts}}
    for index, part in enumerate(parts):
        rest = [*parts[:index], *parts[index + 1 :]]
        yield BRANCH, f"without {_say(part)}", {"count": {"at_least": least, "of": rest}}


def _say(source: Any) -> str:
    if isinstance(source, Mapping):
        return " and ".join(f"{key} {_say(value)}" for key, value in source.items())
    if isinstance(source, list):
        return "(" + ", ".join(map(_say, source)) + ")"
    return str(source)


def _used_terms(library: Library) -> list[str]:
    """The terms that rules use, straight or by way of other terms, in the order of the file."""
    own = library.documents["red_flags"].data["terms"]
    used: set[str] = set()
    waiting = [part for rule in library.rules.values() for part in (rule.when, rule.unless)]
    while waiting:
        for name in _terms_in(waiting.pop()):
            if name not in used:
                used.add(name)
                waiting.append(library.terms[name])
    return [name for name in own if name in used]


def _terms_in(source: Any) -> Iterator[str]:
    if isinstance(source, Mapping):
        for key, value in source.items():
            if key == "term":
                yield value
            else:
                yield from _terms_in(value)
    elif isinstance(source, list):
        for item in source:
            yield from _terms_in(item)
