"""Why a decision is what it is, and which one answer would have made it another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from triage.answers import NONE, UNSURE_MARK, Answers, as_list
from triage.assess import Fired, assess
from triage.conditions import UNSURE
from triage.decide import Decision
from triage.library import Library, load_library
from triage.model import Question, Urgency
from triage.phrasing import answer_words
from triage.questions import is_formal, pending, stale_questions
from triage.use import MAIN_PLACE
from triage.witness import witnesses

# What lies in the past or in the person: it is told as a change only where nothing else would do.
HISTORY = (
    *("age_band", "location", "side", "onset", "injury_days", "duration_days"),
    *("surgery_weeks_ago", "signs_health"),
)


@dataclass(frozen=True)
class Said:
    """One thing the person said: question id (None: volunteered), its short name, the words."""

    question: str | None
    short: str
    words: str


@dataclass(frozen=True)
class Cause:
    """A rule that fired, and the answers by which it did."""

    rule: str
    level: Urgency
    reason: str
    unsure: bool
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Change:
    """Another answer to one question, and what the result would then be.

    `complete`: no more questions would follow, so the result would be final.
    """

    question: str
    short: str
    value: Any
    words: str
    urgency: Urgency
    rules: tuple[str, ...]
    complete: bool


@dataclass(frozen=True)
class Explanation:
    """The causes, most severe first; the nearest change that lowers or raises the urgency."""

    causes: tuple[Cause, ...]
    lower: Change | None
    higher: Change | None

    @property
    def nearest(self) -> Change | None:
        """The change worth telling: what would make it milder, else what would make it worse."""
        return self.lower or self.higher

    def to_json(self) -> dict[str, Any]:
        """The explanation as plain data."""
        return asdict(self, dict_factory=_plain)

    def sentences(self, library: Library | None = None) -> list[str]:
        """The explanation in plain words: a line for each cause, one for the nearest change."""
        library = library or load_library()
        words = library.phrases["explain"]
        lines = []
        for cause in self.causes:
            line = words["unsure" if cause.unsure else "cause"].format(reason=cause.reason)
            said = words["joint"].join(f"{item.short}: {item.words}" for item in cause.said)
            lines.append(f"{line} {words['said'].format(said=said)}" if said else line)
        if (change := self.nearest) is not None:
            lines.append(
                words["change" if change.complete else "change_so_far"].format(
                    short=change.short,
                    value=change.words,
                    verdict=words["levels"][change.urgency.value],
                )
            )
        return lines


def _plain(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: item.value if isinstance(item, Urgency) else item for name, item in pairs}


def explain(answers: Answers, decision: Decision, library: Library | None = None) -> Explanation:
    """Which answers fired which rule in `decision` on `answers`, and what would alter the urgency.

    A change is tried by building the answers again from what was said, so that all that follows
    from the answer changes with it.
    """
    library = library or load_library()
    causes = tuple(_cause(fired, answers, library) for fired in decision.assessment.fired)
    level = decision.urgency.severity
    found = sorted(_changes(answers, decision.urgency, library), key=lambda pair: pair[0])
    lower = next((c for _, c in found if c.urgency.severity < level), None)
    higher = next((c for _, c in found if c.urgency.severity > level), None)
    return Explanation(causes, lower, higher)


def _cause(fired: Fired, answers: Answers, library: Library) -> Cause:
    rule = fired.rule
    names = witnesses(rule.when, answers.facts, library.terms)
    said = (_said(name, answers, library) for name in names)
    return Cause(
        rule.id,
        fired.level,
        rule.reason,
        fired.by_unsure,
        tuple(dict.fromkeys(item for item in said if item is not None)),
    )


def _said(finding: str, answers: Answers, library: Library) -> Said | None:
    """What the person said that gave `finding`, None where no question has words for it."""
    finding = "location" if finding == MAIN_PLACE else finding
    asking = [q for q in library.questions.values() if finding in q.fills or finding in q.implies]
    asking.sort(key=lambda question: question.id not in answers.given)
    if not asking:
        return None
    question = asking[0]
    given = question.id if question.id in answers.given else None
    return Said(given, question.short, _words(question, finding, answers, library))


def _words(question: Question, finding: str, answers: Answers, library: Library) -> str:
    fact = answers.facts[finding]
    if question.tick_list:
        mark = UNSURE_MARK if fact == UNSURE else ""
        return answer_words(question, [mark + finding], library)
    return answer_words(question, answers.slots.get(question.id, fact), library)


def _changes(
    answers: Answers, level: Urgency, library: Library
) -> Iterator[tuple[tuple[float, int, int], Change]]:
    """Each single change that alters the urgency, with how far away it is."""
    order = {name: number for number, name in enumerate(library.questions)}
    for name in answers.given:
        question = library.questions[name]
        if is_formal(question) or question.purpose == "outcome_record":
            continue
        for distance, value in _other_answers(question, answers.slots[name]):
            changed = answers.replaced({name: value}, library)
            stale = stale_questions(changed, name, library)
            changed = changed.replaced(dict.fromkeys(stale), library) if stale else changed
            assessment = assess(changed, library)
            if assessment.urgency is level:
                continue
            left = pending(changed, assessment, library)
            change = Change(
                name,
                question.short,
                value,
                answer_words(question, value, library),
                assessment.urgency,
                tuple(fired.rule.id for fired in assessment.fired),
                all(is_formal(library.questions[other]) for other in left),
            )
            step = abs(assessment.urgency.severity - level.severity)
            yield (distance + (name in HISTORY), step, -order[name]), change


def _other_answers(question: Question, value: Any) -> Iterator[tuple[float, Any]]:
    """(how far away, answer) for the other answers that `question` could have had."""
    values = [option.value for option in question.options]
    if question.kind in ("number", "scale"):
        yield from _other_numbers(question, value)
    elif question.is_list:
        said = as_list(value)
        for item in said:
            if item != NONE:
                distance = 0 if str(item).startswith(UNSURE) else 1
                yield distance, [other for other in said if other != item] or [NONE]
        if question.id != "location":
            real = [item for item in said if item in values and item != NONE]
            yield from ((1, [*real, item]) for item in values if item not in (*said, NONE))
    else:
        yield from ((0 if value == UNSURE else 1, v) for v in values if v not in (value, UNSURE))


def _other_numbers(question: Question, value: Any) -> Iterator[tuple[float, int]]:
    low, high = question.range
    offered = [option.value for option in question.options if isinstance(option.value, int)]
    numbers = offered or list(range(low, high + 1))
    start = low if value == UNSURE else value
    for number in numbers:
        if number != value:
            between = sum(min(start, number) < other < max(start, number) for other in numbers)
            yield (between + 1) / (len(numbers) + 1), number
