"""What stands in the knowledge and nothing leads to."""

from __future__ import annotations

from dataclasses import replace

from triage import load_library
from triage.orphans import orphans

LIBRARY = load_library()
ANY = next(iter(LIBRARY.exercises.values()))


def test_an_exercise_that_nothing_leads_to_is_named() -> None:
    more = ANY.copy(update={"id": "MORE1"})
    library = replace(LIBRARY, exercises={**LIBRARY.exercises, "MORE1": more})
    (line,) = set(orphans(library)) - set(orphans(LIBRARY))
    assert line == "exercises: no programme or other exercise leads to 'MORE1'"


def test_an_exercise_that_another_one_leads_to_is_not_named() -> None:
    picked = LIBRARY.restricted[0].exercise[0]
    leading = LIBRARY.exercises[picked].copy(update={"harder": "MORE1"})
    more = ANY.copy(update={"id": "MORE1", "easier": picked, "harder": None})
    changed = {**LIBRARY.exercises, "MORE1": more, picked: leading}
    assert not [line for line in orphans(replace(LIBRARY, exercises=changed)) if "MORE1" in line]


def test_a_finding_that_nothing_looks_at_is_named() -> None:
    library = replace(LIBRARY, heard={**LIBRARY.heard, "more": LIBRARY.heard["goal"]})
    (line,) = set(orphans(library)) - set(orphans(LIBRARY))
    assert line == "questions.yml: nothing looks at the finding 'more'"


def test_what_a_rule_or_the_programme_uses_is_not_named() -> None:
    named = " ".join(orphans(LIBRARY))
    for name in ("'location'", "'pain_walk'", "'deformity'", "'age_band'", "'clot_risks'"):
        assert name not in named
