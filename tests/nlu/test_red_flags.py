"""Danger signs in free text: raised when true of the patient now, and only then."""

import pytest

from nlu.lexicon import load_lexicon
from nlu.reader import Reader
from tests.nlu.conftest import rows
from triage import load_library

TOLD = [(finding, text) for finding, texts in rows("red_flags").items() for text in texts]
UNTOLD = [(why, str(text)) for why, texts in rows("not_red_flags").items() for text in texts]
DENIALS = ("no {}", "I don't have {}", "I've never had {}", "without any {}", "{}? no")
NOUNS = ("chest pain", "a fever", "numbness", "tingling", "diabetes", "night sweats", "a lump")
IMAGININGS = ("what if I get {}", "could it turn into {}", "I'm worried about getting {}")
OTHERS = (
    "my mum had {} last year",
    "my friend had {} before",
    "people with {} should see a doctor",
)
PAST = ("I had {} years ago", "the {} has gone now", "I used to get {}")


@pytest.mark.parametrize(("finding", "text"), TOLD, ids=[text for _, text in TOLD])
def test_a_sign_that_is_told_is_raised(reader: Reader, finding: str, text: str) -> None:
    assert finding in reader.read(text).red_flags


@pytest.mark.parametrize(("why", "text"), UNTOLD, ids=[text for _, text in UNTOLD])
def test_no_sign_is_raised_where_none_is_told(reader: Reader, why: str, text: str) -> None:
    assert reader.read(text).red_flags == []


@pytest.mark.parametrize("frame", DENIALS + IMAGININGS)
@pytest.mark.parametrize("noun", NOUNS)
def test_denied_and_imagined_signs_are_not_raised(reader: Reader, frame: str, noun: str) -> None:
    phrase = noun.removeprefix("a ") if frame.startswith("no") else noun
    assert reader.read(frame.format(phrase)).red_flags == []


@pytest.mark.parametrize("frame", OTHERS + PAST)
@pytest.mark.parametrize("noun", ["chest pain", "a fever", "numbness", "tingling"])
def test_signs_of_others_and_of_the_past_are_not_raised(
    reader: Reader, frame: str, noun: str
) -> None:
    assert reader.read(frame.format(noun.removeprefix("a "))).red_flags == []


def test_every_finding_of_the_tick_lists_has_words() -> None:
    library = load_library()
    listed = {
        finding
        for question in library.questions.values()
        if question.tick_list
        for finding in question.fills
    }
    said = set(load_lexicon().files["signs"])
    assert listed - said == {"cannot_sleep"} & listed
    assert said - set(library.findings) == set()


def test_each_sign_has_rows() -> None:
    assert set(load_lexicon().files["signs"]) <= set(rows("red_flags"))


@pytest.mark.parametrize("asked", ["location", "pain_walk", "signs_health", "consent", None])
def test_a_sign_is_raised_whatever_was_asked(reader: Reader, asked: str | None) -> None:
    assert (
        "breathless_chest_pain"
        in reader.read("my chest hurts and I can't breathe", asked).red_flags
    )


def test_a_sign_after_a_denied_one_is_raised(reader: Reader) -> None:
    found = reader.read("No fever, but my foot has gone numb and cold").red_flags
    assert {"numb_or_cannot_move", "cold_pale_blue"} <= set(found)
    assert "fever_unwell" not in found


@pytest.mark.parametrize("text", rows("emergencies")["emergencies"])
def test_an_emergency_is_raised_in_any_words(reader: Reader, text: str) -> None:
    grave = {*load_library().questions["signs_now"].fills, "very_unwell", "child_very_ill"}
    assert grave & set(reader.read(text).red_flags)
