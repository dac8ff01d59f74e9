"""Every talk at once: question after question, in the order in which the engine asks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.proof.circuit import FALSE, Formula
from tests.proof.findings import Findings
from tests.proof.judging import Judge, Status
from triage.library import Library

# How often the file's questions are gone through until nothing that applies is left.
PASSES = 3


@dataclass(frozen=True)
class Asked:
    """A place in the talk where `question` is asked of those of whom `when` is true."""

    question: str
    when: Formula
    before: Mapping[str, Formula]


@dataclass(frozen=True)
class Talk:
    """What was asked, and what was given in the end."""

    asked: tuple[Asked, ...]
    given: Mapping[str, Formula]
    end: Status


def hold_talk(
    findings: Findings,
    judge: Judge,
    order: Sequence[str],
    given: Mapping[str, Formula],
) -> Talk:
    """Ask the questions in `order`, each of those of whom it is the next one then.

    `order` names a question as often as it may take; a place where it is not the next one is
    passed by. Whether anything is left open in the end is for the caller to prove impossible.
    """
    library, circuit = findings.library, findings.circuit
    earlier = {name: number for number, name in enumerate(library.questions)}
    questions = list(library.questions.values())
    places = []
    given = dict(given)
    status = Status(findings.facts(given), given, judge)
    for name in order:
        pending = status.pending(library.questions[name])
        if pending != FALSE:
            first = [-status.pending(other) for other in questions[: earlier[name]]]
            pending = circuit.all_((pending, *first))
        if pending == FALSE:
            continue
        places.append(Asked(name, pending, dict(given)))
        given[name] = circuit.any_((given[name], pending))
        status = Status(findings.facts(given), dict(given), judge)
    return Talk(tuple(places), given, status)


def ask_everything(findings: Findings, judge: Judge, given: Mapping[str, Formula]) -> Status:
    """The end for those who are asked all that applies to them, also what can change nothing."""
    given, status = dict(given), Status(findings.facts(given), given, judge)
    for question in PASSES * list(findings.library.questions.values()):
        asked = status.may_be_asked(question)
        if asked != FALSE:
            given = {**given, question.id: findings.circuit.any_((given[question.id], asked))}
            status = Status(findings.facts(given), given, judge)
    return status


def order_of(
    talks: Iterable[Sequence[str]], library: Library, start: Sequence[str] = ()
) -> list[str]:
    """An order in which each of `talks` fits, grown from `start`, with the file's as its spine.

    A question that is asked after a later one of the file stands once more behind that one.
    """
    rank = {name: number for number, name in enumerate(library.questions)}
    again: dict[str, list[str]] = {name: [] for name in library.questions}
    place = ""
    for name in start:
        if not place or rank[name] > rank[place]:
            place = name
        else:
            again[place].append(name)
    for talk in talks:
        spine, behind = "", 0
        for name in talk:
            if not spine or rank[name] > rank[spine]:
                spine, behind = name, 0
                continue
            if name not in again[spine][behind:]:
                again[spine].insert(behind, name)
            behind += again[spine][behind:].index(name) + 1
    return [name for spine in library.questions for name in (spine, *again[spine])]
