"""Long opening messages: most facts heard, few heard wrongly."""

import pytest

from nlu.reader import Reader
from tests.nlu import openings

GROUPS = {group: openings.rows(group) for group in ("development", "held_out")}


@pytest.mark.parametrize("group", GROUPS)
def test_most_facts_are_heard_and_few_wrongly(reader: Reader, group: str) -> None:
    scores = [openings.score(reader, row) for row in GROUPS[group]]
    assert openings.captured(scores) >= BOUNDS[group][0]
    assert openings.wrong_share(scores) <= BOUNDS[group][1]


BOUNDS = {"development": (0.9, 0.02), "held_out": (0.9, 0.02)}


@pytest.mark.parametrize("group", GROUPS)
def test_each_message_tells_three_facts_at_least(group: str) -> None:
    assert len(GROUPS[group]) >= 50
    assert all(len(row["told"]) + len(row.get("signs", ())) >= 3 for row in GROUPS[group])


def test_what_was_told_saves_questions(reader: Reader) -> None:
    told = [openings.score(reader, row).questions for row in GROUPS["development"]]
    nothing = openings.questions_left(Reader().read("hello"))
    assert sorted(told)[len(told) // 2] <= nothing - 4
