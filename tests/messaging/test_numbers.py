"""Numbers that choose from numbered lines."""

from __future__ import annotations

import pytest

from channels.numbers import Lines, chosen
from channels.outgoing import Offer
from channels.words import Words, own_responses
from tests.channels.bot import LOCATION, SIDE, question


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("1", "/inform-a"),
        ("1, 2", '/inform{"signs": ["a", "b"]}'),
        ("2 and 3", '/inform{"signs": ["b"]}'),
        ("3.", "/inform-none"),
        ("4", None),
        ("0", None),
        ("1 and my chest hurts", None),
    ],
)
def test_numbers_choose_only_what_was_offered(text: str, payload: str | None) -> None:
    choices = [("A", "/inform-a"), ("B", "/inform-b"), ("None", "/inform-none")]
    assert chosen(text, Offer("p", choices, "signs", ["a", "b", "none"])) == payload


def test_the_last_question_alone_is_answered_by_number() -> None:
    lines = Lines(Words(own_responses))
    lines.offer("p", LOCATION)
    lines.offer("p", SIDE)
    assert lines.payload("p", "2") == '/inform{"side": "right"}'
    assert lines.payload("q", "2") is None
    lines.offer("p", {"text": "A word beside the question."})
    assert lines.payload("p", "1") == '/inform{"side": "left"}'
    lines.offer("p", question("pain_walk", "0", "5", kind="scale"))
    assert lines.payload("p", "2") is None
