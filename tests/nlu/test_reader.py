"""The reader takes any text, always answers the same, and says only what the engine knows."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.reader import Reader, shared_reader
from nlu.scope import EMERGENCY_ELSEWHERE, IN_SCOPE, OTHER_PART, OUT_OF_SCOPE, SMALL_TALK
from triage import Answers, load_library

SCOPES = {IN_SCOPE, OTHER_PART, EMERGENCY_ELSEWHERE, SMALL_TALK, OUT_OF_SCOPE}
ASKED = [None, *load_library().questions, "emergency_now"]
TOLD = "my foot ankle heel left right both hurts cold numb swollen 7 / 10 walking chest pain"
BETWEEN = (
    "not no never since 3 weeks ago for a yes maybe rolled fell rest fever if what , . ? and but"
)
WORDS = [*TOLD.split(), *BETWEEN.split()]


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(max_size=200) | st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    asked=st.sampled_from(ASKED),
)
def test_any_text_can_be_read(text: str, asked: str | None) -> None:
    reading = shared_reader().read(text, asked)
    facts = {
        slot: value for slot, value in reading.facts.items() if slot in load_library().findings
    }
    Answers.from_mapping(facts)
    assert set(reading.facts) - set(facts) <= {"region", "emergency_now", *load_library().questions}
    assert set(reading.red_flags) <= set(load_library().findings)
    assert reading.scope in SCOPES
    assert shared_reader().read(text, asked) == reading


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("my heel hurts", IN_SCOPE),
        ("my knee hurts", OTHER_PART),
        ("I have a headache", OTHER_PART),
        ("knee and ankle pain", IN_SCOPE),
        ("I think he is having a heart attack", EMERGENCY_ELSEWHERE),
        ("crushing chest pain", EMERGENCY_ELSEWHERE),
        ("my throat is swelling up and closing", EMERGENCY_ELSEWHERE),
        ("chest pain and a swollen calf", IN_SCOPE),
        ("hello", SMALL_TALK),
        ("thanks", SMALL_TALK),
        ("I want to kill myself", OUT_OF_SCOPE),
    ],
)
def test_scope(reader: Reader, text: str, scope: str) -> None:
    assert reader.read(text).scope == scope


@pytest.mark.parametrize(
    "text", ["I want to die", "I want to end my life", "thinking about suicide", "I'm suicidal"]
)
@pytest.mark.parametrize("asked", [None, "pain_walk", "consent"])
def test_despair_is_heard_whatever_was_asked(reader: Reader, text: str, asked: str | None) -> None:
    assert reader.read(text, asked).intent == "self_harm"


def test_a_message_is_read_in_a_few_milliseconds(reader: Reader) -> None:
    text = (
        "I rolled my left outer ankle {} weeks ago, can't point my foot down, pain 2 when walking"
    )
    reader.read(text.format(0))
    spent = []
    for number in range(60):
        started = time.process_time()
        reader.read(text.format(number))
        spent.append(time.process_time() - started)
    assert sorted(spent)[len(spent) // 2] < 0.010
