"""Words in normal form: short forms, spelling, and where each word stood."""

import pytest

from nlu.lexicon import load_lexicon

LINES = {
    "can't": "can not",
    "cant": "can not",
    "dont": "do not",
    "I’m": "i am",
    "it's": "it is",
    "3wks": "3 weeks",
    "½ hour": "half hour",
    "sooo sore": "so sore",
    "ankel": "ankle",
    "achillies": "achilles",
    "wieght": "weight",
    "twistd": "twisted",
    "stiffnes": "stiffness",
    "teh foot": "the foot",
    "my heal hurts": "my heel hurts",
    "it will heal": "it will heal",
    "heals slowly": "heals slowly",
    "the soul of my foot": "the soul of my foot",
    "plantar fascitis": "plantar fasciitis",
}


@pytest.mark.parametrize(("typed", "line"), LINES.items())
def test_normal_form(typed: str, line: str) -> None:
    assert load_lexicon().text(typed).line.strip().removesuffix(" .") == line


@pytest.mark.parametrize(
    "typed", ["", "?", "   ", "\n", "😀", "1/2", "é", "\ud800", "a" * 3000, "'", "''s", "n't", "ﬁ"]
)
def test_anything_can_be_read(typed: str) -> None:
    text = load_lexicon().text(typed)
    assert text.tokens
    assert all(0 <= token.start <= token.end <= len(typed) for token in text.tokens)


def test_each_word_knows_where_it_stood() -> None:
    text = load_lexicon().text("My ankel can't bend")
    places = {token.word: (token.start, token.end) for token in text.tokens}
    assert places["ankle"] == (3, 8)
    assert places["can"] == places["not"] == (9, 14)
