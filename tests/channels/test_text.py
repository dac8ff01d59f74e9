"""What may pass as a sender and as words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.text import RejectedSender, as_words, bare, checked_sender, clean


@pytest.mark.parametrize(
    "sender",
    [
        None,
        "",
        "web:",
        "default",
        "telegram:5",
        "web:\ud800",
        "web:a\u0000b",
        "web:a\nb",
        "web:" + "a" * 252,
        7,
        ["web:a"],
        {"web:a": 1},
    ],
)
def test_a_hostile_sender_is_refused(sender: object) -> None:
    with pytest.raises(RejectedSender):
        checked_sender(sender, "web")


def test_a_sender_of_the_channel_passes() -> None:
    assert checked_sender("web:" + "a" * 251, "web") == "web:" + "a" * 251


@pytest.mark.parametrize(
    ("given_text", "left"),
    [
        ("my foot\u0000 hurts", "my foot hurts"),
        ("\ud800hi\udfff", "hi"),
        ("che\u200bst\u00ad pa\u202ein", "chest pain"),
        ("a\r\nb\tc\x07", "a\nb\tc"),
        ("  \u0000 ", ""),
        ("👩\u200d⚕️", "👩\u200d⚕️"),
    ],
)
def test_what_cannot_be_stored_or_hides_words_is_taken_out(given_text: str, left: str) -> None:
    assert clean(given_text) == left


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=200))
def test_clean_words_can_always_be_stored(text: str) -> None:
    words = clean(text)
    assert words.encode("utf-8").decode("utf-8") == words
    assert "\u0000" not in words
    assert clean(words) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("/restart", "restart"),
        (" // / /session_start", "session_start"),
        ('/inform{"side": "left"}', "inform"),
        ('/greet@1.0{"name": "x"}', "greet@1.0"),
        ("/", ""),
        ("left/right", "left/right"),
        ("it is {odd}", "it is {odd}"),
    ],
)
def test_a_command_is_read_as_words_without_its_values(typed: str, words: str) -> None:
    assert as_words(typed) == words


@given(st.text(max_size=50))
def test_no_words_begin_as_a_command_does(text: str) -> None:
    assert not as_words(text).strip().startswith("/")


def test_words_are_compared_without_case_and_punctuation() -> None:
    assert bare("No, carry  on!") == bare("no carry on")
    assert bare("That’s not what I meant.") == bare("that's not what i meant")
