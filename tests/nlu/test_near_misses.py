"""Figures of speech, other people's past and questions tell no sign; the same words of now do."""

import pytest

from nlu.reader import Reader
from tests.nlu.conftest import TODAY

FIGURES = [
    "nearly had a heart attack laughing, my heel is sore",
    "these insoles cost an arm and a leg",
    "he went white as a sheet when I told him",
    "chilled to the bone watching rugby, feet fine once home",
    "I can't speak highly enough of the band exercises",
    "just out of breath after the 10k, it's my calf that's tight",
    "puss in boots boots, sore arch",
    "I had a crush on my physio",
    "night fever disco and sore feet",
    "I faint at the sight of needles",
    "my ankle bones have always stuck out",
]
NOT_NOW = [
    "my grandad lost his toe to gangrene back in the seventies",
    "my uncle had gangrene in his foot, that was in the sixties",
    "we saw a rugby player dislocate his ankle",
    "come back if the toes go blue, they said",
    "would I know if I had snapped my achilles?",
    "nothing black, nothing oozing, only dry heels",
    "I sleep with one foot out of the duvet",
]
REAL = {
    "my foot went white as a sheet and it's cold": "cold_pale_blue",
    "the bone has come out through the skin": "bone_or_deep_wound",
    "cut down to the bone": "bone_or_deep_wound",
    "I can't take a deep breath": "breathless_chest_pain",
    "I felt it snap at the back of my heel": "pop_or_kicked",
    "my foot is out of shape and bent since the fall": "deformity",
    "I felt a pop in my calf": "pop_or_kicked",
    "a heavy box fell on my foot": "crash_height_crush",
    "my grandad's toe has gone black with gangrene": "foot_black_or_pus",
    "my foot came out of the joint and looks bent": "deformity",
    "nothing helps and my toes have gone blue and cold": "cold_pale_blue",
    "dead tired, and my toes have gone numb, I can't feel my foot": "numb_or_cannot_move",
    "the cut on my foot is close to the bone": "bone_or_deep_wound",
    "my face has dropped and I can't speak for long, words are jumbled": "face_arm_speech",
    "my foot is numb to it when you touch": "numb_or_cannot_move",
    "I can't feel any difference between hot and cold on my foot": "numb_or_cannot_move",
}


@pytest.fixture(scope="module")
def patterns() -> Reader:
    """A reader without the classifier, whose guesses would hide what the patterns do."""
    return Reader(lambda: TODAY)


@pytest.mark.parametrize("text", [*FIGURES, *NOT_NOW])
def test_a_near_miss_is_no_sign(patterns: Reader, text: str) -> None:
    assert patterns.read(text).red_flags == []


@pytest.mark.parametrize(("text", "sign"), REAL.items())
def test_the_same_words_of_a_limb_and_now_are_one(patterns: Reader, text: str, sign: str) -> None:
    assert sign in patterns.read(text).red_flags
