"""The rows of the rule tables, and finer ones of our own: a rule, a person, what must happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.triage import test_rules_emergency, test_rules_soon, test_rules_urgent
from tests.triage.people import EMERGENCY, SELF_CARE, SOON, URGENT
from triage.model import Urgency


@dataclass(frozen=True)
class Row:
    """`rule` must fire at `level` for `person` (None: must not); `urgency` where it is certain."""

    rule: str
    person: dict[str, Any]
    level: Urgency | None
    urgency: Urgency | None = None


def rows() -> list[Row]:
    """All rows."""
    tables = (
        (test_rules_emergency, EMERGENCY),
        (test_rules_urgent, URGENT),
        (test_rules_soon, SOON),
    )
    found = []
    for table, level in tables:
        certain = level if level is EMERGENCY else None
        found += [Row(rule, person, level, certain) for rule, person in table.FIRES]
        found += [Row(rule, person, None) for rule, person in table.SPARES]
    found += [Row("S14", person, SELF_CARE, SELF_CARE) for person in test_rules_soon.NOTES]
    return found
