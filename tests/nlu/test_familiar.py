"""Letters struck at random are told from words of another topic and from mistyped words."""

import pytest

from nlu.familiar import Familiar

FAMILIAR = Familiar({"thanks", "hello"})


@pytest.mark.parametrize("text", ["asdf", "asdfgh jklqw", "gqxwt vlorp", "zzzz qqqq"])
def test_no_word_at_all_is_nonsense(text: str) -> None:
    assert FAMILIAR.nonsense(text)


@pytest.mark.parametrize(
    "text",
    [
        "what is the capital of France",
        "weather tomorrow",
        "ankel hrts",
        "strech",
        "dont no",
        "asdfgh ankle",
        "hello",
        "42",
        "???",
        "",
    ],
)
def test_words_and_mistyped_words_are_not(text: str) -> None:
    assert not FAMILIAR.nonsense(text)
