"""Asks every case and row about every fault, and collects the faults that none notices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.mutation.mutate import Mutant
from tests.mutation.rows import Row
from tests.vignettes.cases import Vignette, outcome
from triage import Answers, assess
from triage.conditions import compile_condition
from triage.library import Library


@dataclass(frozen=True)
class Prepared:
    """A row with its answers ready: no rule, only questions and terms, can change them."""

    row: Row
    answers: Answers


def prepare(rows: Iterable[Row], library: Library) -> list[Prepared]:
    """The rows with their answers built."""
    return [Prepared(row, Answers.from_slots(row.person, library)) for row in rows]


def survivors(
    mutants: Iterable[Mutant], rows: Sequence[Prepared], cases: Sequence[Vignette], library: Library
) -> list[Mutant]:
    """The mutants that no row and no case notices."""
    found = []
    for mutant in mutants:
        near = [item for item in rows if item.row.rule == mutant.target]
        far = [item for item in rows if item.row.rule != mutant.target]
        broken = mutated(mutant, library)
        rebuild = mutant.part == "term"
        by_row = any(not holds(item, broken, rebuild) for item in (*near, *far))
        if not by_row and not any(not case_holds(case, broken) for case in cases):
            found.append(mutant)
    return found


def holds(item: Prepared, library: Library, rebuild: bool = False) -> bool:
    """Whether the row still comes out as it says."""
    answers = Answers.from_slots(item.row.person, library) if rebuild else item.answers
    found = assess(answers, library)
    levels = {fired.rule.id: fired.level for fired in found.fired}
    if levels.get(item.row.rule) is not item.row.level:
        return False
    return item.row.urgency is None or found.urgency is item.row.urgency


def case_holds(vignette: Vignette, library: Library) -> bool:
    """Whether the vignette still comes out as it says."""
    found = outcome(vignette, library)
    exact = found.error == 0 and found.categories_agree
    return exact and set(vignette.because) <= set(found.rules)


def mutated(mutant: Mutant, library: Library) -> Library:
    """The knowledge with the fault in it."""
    name, new = mutant.target, mutant.new
    if mutant.part == "term":
        return _with_term(name, new, library)
    rules, compiled = dict(library.rules), dict(library.compiled)
    kind = "unless" if mutant.part == "unless" else "rule"
    if mutant.part == "rule":
        del rules[name], compiled["rule", name]
    elif mutant.part in ("when", "unless"):
        rules[name] = rules[name].copy(update={mutant.part: new})
        if new is None:
            del compiled[kind, name]
        else:
            compiled[kind, name] = compile_condition(new, library.terms)
    else:
        rules[name] = rules[name].copy(update={mutant.part: new})
    return replace(library, rules=rules, compiled=compiled)


def _with_term(name: str, new: Any, library: Library) -> Library:
    terms = {**library.terms, name: new}
    sources = _sources(library) | {("term", term): source for term, source in terms.items()}
    compiled = {key: compile_condition(source, terms) for key, source in sources.items()}
    return replace(library, terms=terms, compiled=compiled)


def _sources(library: Library) -> dict[tuple[str, str], Any]:
    kinds: dict[str, Mapping[str, Any]] = {
        "rule": library.rules,
        "question": library.questions,
        "programme": library.programmes,
        "block": library.blocks,
    }
    found: dict[tuple[str, str], Any] = {}
    for kind, entries in kinds.items():
        for name, entry in entries.items():
            found[kind, name] = entry.when
            if getattr(entry, "unless", None) is not None:
                found["unless", name] = entry.unless
    for programme in library.programmes.values():
        for number, pick in enumerate(programme.picks):
            found["pick", f"{programme.id}.{number}"] = pick.when
    return found


def unbroken(
    rows: Sequence[Prepared], cases: Sequence[Vignette], library: Library
) -> list[Row | Vignette]:
    """Rows and cases that do not come out as they say even without a fault."""
    bad_rows = [item.row for item in rows if not holds(item, library)]
    return [*bad_rows, *(case for case in cases if not case_holds(case, library))]
