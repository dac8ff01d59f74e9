"""How urgent it is, and which rules say so."""

from __future__ import annotations

from dataclasses import dataclass

from triage.answers import Answers
from triage.conditions import Facts
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
    for name in library.indexes["rule"].candidates(facts, answers.telling):
        found = _judge(library.rules[name], facts, library)
        if isinstance(found, Fired):
            fired.append(found)
        unclear = unclear or found is True
    fired.sort(key=lambda item: (-item.level.severity, item.by_unsure))
    urgency = fired[0].level if fired else Urgency.SELF_CARE
    if urgency is not Urgency.SELF_CARE:
        fired = [item for item in fired if item.level is not Urgency.SELF_CARE]
    return Assessment(urgency, tuple(fired), unclear)


def _judge(rule: Rule, facts: Facts, library: Library) -> Fired | bool:
    """The rule as fired; True when it is only unclear; False when it does not apply."""
    condition = library.condition("rule", rule.id)
    if not condition.could_hold(facts):
        return False
    if rule.unless is not None and library.condition("unless", rule.id).holds(facts):
        return False
    if condition.holds(facts):
        return Fired(rule, rule.level)
    if rule.level is Urgency.EMERGENCY:
        return Fired(rule, Urgency.URGENT_SAME_DAY, by_unsure=True)
    if rule.level is Urgency.URGENT_SAME_DAY:
        return Fired(rule, rule.level, by_unsure=True)
    return True
