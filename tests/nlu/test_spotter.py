"""Signs in words that no pattern knows, told from messages that only sound like them."""

import time
from pathlib import Path

import joblib
import pytest
from rapidfuzz import fuzz, process, utils

from nlu.phrasings import EXAMPLES, example_rows
from nlu.reader import Reader
from nlu.segments import own_segments
from nlu.spotter import FORMAT, SignsMissing, load_spotter
from nlu.training import examples, levels, train
from nlu.vectors import VectorsMissing, spacy_vectors
from tests.nlu.conftest import TODAY, rows
from triage import Urgency, decide, load_library
from triage.untrusted import answers_from

HELD_OUT = ("plain_signs", "unseen_signs", "plain_harmless", "unseen_harmless")
TOO_LIKE = 88  # of 100
EMERGENCY = set(levels()["emergency"])
# What the trained classifier reached when this was written, less two standard errors.
FLOORS = {"plain_signs": 0.88, "unseen_signs": 0.40}
FALSE_ALARMS = 0.03


def of_level(name: str, signs: set[str]) -> list[tuple[str, str]]:
    """(sign, message) of one file of held-out rows."""
    return [(sign, text) for sign, texts in rows(name).items() if sign in signs for text in texts]


@pytest.fixture(scope="module")
def patterns() -> Reader:
    """A reader without the classifier."""
    return Reader(lambda: TODAY)


@pytest.mark.parametrize("name", HELD_OUT)
def test_no_held_out_message_is_like_one_that_was_learnt(name: str) -> None:
    learnt = [
        utils.default_process(text)
        for file in EXAMPLES.glob("*.yml")
        for _, text in example_rows(file.stem)
    ]
    for texts in rows(name).values():
        for text in texts:
            near = process.extractOne(utils.default_process(text), learnt, scorer=fuzz.ratio)
            assert near[1] < TOO_LIKE, (text, near)


@pytest.mark.parametrize("name", FLOORS)
def test_emergencies_in_new_words_are_raised(reader: Reader, patterns: Reader, name: str) -> None:
    told = of_level(name, EMERGENCY)
    raised = [text for _, text in told if EMERGENCY & set(reader.read(text).red_flags)]
    by_patterns = [text for _, text in told if EMERGENCY & set(patterns.read(text).red_flags)]
    assert len(raised) / len(told) >= FLOORS[name]
    assert set(by_patterns) < set(raised)


@pytest.mark.parametrize("name", ["plain_harmless", "unseen_harmless"])
def test_harmless_messages_raise_no_emergency(reader: Reader, name: str) -> None:
    texts = rows(name)["harmless"]
    alarmed = [text for text in texts if EMERGENCY & set(reader.read(str(text)).red_flags)]
    assert len(alarmed) / len(texts) <= FALSE_ALARMS, alarmed


def test_each_emergency_sign_has_forty_wordings() -> None:
    told = {
        sign: {text for heading, text in example_rows("emergency_signs") if heading == sign}
        for sign in EMERGENCY
    }
    for heading, text in example_rows("red_flags"):
        if heading in EMERGENCY:
            told[heading].add(text)
    assert {sign: len(texts) for sign, texts in told.items() if len(texts) < 40} == {}


def test_what_alone_is_an_emergency_is_learnt_as_one() -> None:
    learnt = {sign for signs in levels().values() for sign in signs}
    alone = {
        sign
        for sign in learnt
        if decide(answers_from({"red_flags": [sign]})).urgency is Urgency.EMERGENCY
    }
    assert alone and alone <= EMERGENCY
    assert learnt <= set(load_library().findings)


@pytest.mark.parametrize(
    "text",
    [
        "no numbness at all and it isn't cold",
        "my mum had a clot in her lung once",
        "what if my foot goes white and cold",
        "top",
        "back of it",
        "",
        "?",
    ],
)
def test_what_is_not_so_stays_quiet(reader: Reader, text: str) -> None:
    assert reader.read(text).red_flags == []


def test_denied_words_are_marked(patterns: Reader) -> None:
    heard = patterns.listen("I have no feeling in my foot but it hurts")
    whole = own_segments(heard.words, heard.context)[0]
    assert "not_feeling" in whole.words and "feeling" not in whole.typed
    assert "hurts" in whole.words.split()


def test_a_missing_classifier_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SignsMissing, match="make train"):
        load_spotter(tmp_path / "none.joblib")


def test_a_classifier_of_another_version_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "signs.joblib"
    joblib.dump({"format": FORMAT + " or so", "spotter": None}, other)
    with pytest.raises(SignsMissing, match="another version"):
        load_spotter(other)


def test_missing_vectors_are_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(VectorsMissing, match="make setup"):
        spacy_vectors(["foot"], tmp_path)


def test_training_twice_gives_the_same(patterns: Reader) -> None:
    given = examples(patterns)
    few = [e for e in given if e.signs][::3] + [e for e in given if e.harmless][::60]
    one, two = (train(few, few[:40], None) for _ in range(2))
    parts = few[0].parts
    assert (one.strengths(parts) == two.strengths(parts)).all()
    assert [level.threshold for level in one.levels] == [level.threshold for level in two.levels]


def test_a_message_is_read_in_time(reader: Reader) -> None:
    texts = [text for _, text in of_level("plain_signs", EMERGENCY)]
    took = []
    for text in texts:
        start = time.perf_counter()
        reader.read(text)
        took.append(time.perf_counter() - start)
    assert sorted(took)[len(took) // 2] < 0.1
