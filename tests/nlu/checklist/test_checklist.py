"""Reading behaves in the ways that templates.yml says, case by case."""

from collections import Counter

import pytest

from nlu.bulk import BulkReader
from tests.nlu.checklist.cases import Case, cases, failures

CASES = cases()
CAPABILITIES = list(dict.fromkeys(case.capability for case in CASES))
# The share of each that is read rightly: all, but for what docs/nlu.md says of the gaps.
LEAST = dict.fromkeys(CAPABILITIES, 0.98) | {"scope": 0.95, "typing": 0.88}


@pytest.fixture(scope="module")
def failed() -> list[tuple[Case, str]]:
    """What the trained model reads otherwise than it must."""
    return failures(CASES, BulkReader())


def test_there_are_enough_cases_of_each_capability() -> None:
    counts = Counter(case.capability for case in CASES)
    assert sum(counts.values()) >= 1500
    assert min(counts.values()) >= 100, counts


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_messages_are_read_as_they_must_be(failed: list[tuple[Case, str]], capability: str) -> None:
    every = sum(case.capability == capability for case in CASES)
    wrong = [(case.text, why) for case, why in failed if case.capability == capability]
    assert 1 - len(wrong) / every >= LEAST[capability], wrong
