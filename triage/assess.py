"""How urgent it is, and which rules say so."""

from __future__ import annotations

from dataclasses import dataclass

from triage.answers import Answers
from triage.conditions import UNSURE, Facts
from triage.library import Library
from triage.model import Rule, Urgency

UNSURE_ROUTE = "unsure_emergency"


@dataclass(frozen=True)
class Fired:
    """A rule that fired, at which level; `by_unsure` when only "not sure" answers made it so."""

    rule: Rule
    level: Urgency
    by_unsure: bool = False


@dataclass(frozen=True)
class Assessment:
    """The urgency, the rules behind it (most severe first), and whether a soon-rule is unclear."""

    urgency: Urgency
    fired: tuple[Fired, ...]
    unclear: bool

    def rules(self, *levels: Urgency) -> list[Rule]:
        """The fired rules of these levels."""
        return [fired.rule for fired in self.fired if fired.level in levels]


def assess(answers: Answers, library: Library) -> Assessment:
    """Judge `answers` by every rule: the highest level that fires wins (CLINICAL 2.0).

    "unsure" lifts an emergency rule to urgent_same_day, counts as yes for an urgent rule, and does
    not fire the others (`unclear` is set instead). Advice for self-care goes with self-care only.
    """
    facts = answers.facts
    fired: list[Fired] = []
    unclear = False
    names = library.indexes["rule"].candidates(facts, answers.telling)
    for name in (*names, *_doubtful(answers, library).difference(names)):
        found = _judge(library.rules[name], facts, library)
        if isinstance(found, Fired):
            fired.append(found)
        unclear = unclear or found is True
    fired.sort(key=lambda item: (-item.level.severity, item.by_unsure))
    urgency = fired[0].level if fired else Urgency.SELF_CARE
    if urgency is not Urgency.SELF_CARE:
        fired = [item for item in fired if item.level is not Urgency.SELF_CARE]
    return Assessment(urgency, tuple(fired), unclear)


def _doubtful(answers: Answers, library: Library) -> set[str]:
    """The rules that look at an answer that is not sure."""
    unsure = [name for name, fact in answers.telling.items() if _is_unsure(fact)]
    return {rule for name in unsure for rule in library.looking_at("rule", name)}


def _is_unsure(fact: object) -> bool:
    return fact == UNSURE or (isinstance(fact, tuple) and UNSURE in fact)


def _judge(rule: Rule, facts: Facts, library: Library) -> Fired | bool:
    """The rule as fired; True when it is only unclear; False when it does not apply."""
    condition = library.condition("rule", rule.id)
    could, sure = condition.could_hold(facts), condition.holds(facts)
    mild = rule.level.severity < Urgency.URGENT_SAME_DAY.severity
    # What is left to ask of a mild rule that cannot fire any more is not asked: it stays unclear.
    if not could and not (mild and could is None and sure is False):
        return False
    if rule.unless is not None and library.condition("unless", rule.id).holds(facts):
        return False
    if sure:
        return Fired(rule, rule.level)
    if mild:
        return True
    return Fired(rule, Urgency.URGENT_SAME_DAY, by_unsure=True)
