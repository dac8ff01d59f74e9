"""The pattern language of the lexicon."""

import pytest

from nlu.pattern import PatternError, Patterns

CLASSES = {"limb": ["foot", "ankle"], "cold": ["ice cold", "cold"], "loop": ["<loop>"]}


def found(pattern: str, line: str) -> str | None:
    """What `pattern` finds in `line`."""
    match = Patterns(CLASSES).compile([pattern]).search(f" {line} ")
    return match.group().strip() if match else None


@pytest.mark.parametrize(
    ("pattern", "line", "match"),
    [
        ("swollen ankle", "a swollen ankle", "swollen ankle"),
        ("swell*", "it swells", "swells"),
        ("cold|pale foot", "my pale foot", "pale foot"),
        ("(went white|gone cold)", "it has gone cold", "gone cold"),
        ("[really] sore", "really sore", "really sore"),
        ("[really] sore", "so sore", "sore"),
        ("<limb> is <cold>", "my ankle is ice cold", "ankle is ice cold"),
        ("foot ... cold", "foot went so very cold", "foot went so very cold"),
        ("foot ... cold", "foot was a bit too very cold", None),
        ("foot ... cold", "foot . it is cold", None),
        ("foot ...6 cold", "foot is not cold", None),
        ("# weeks", "about 3 weeks", "3 weeks"),
        ("cold", "coldness", None),
    ],
)
def test_a_pattern(pattern: str, line: str, match: str | None) -> None:
    assert found(pattern, line) == match


@pytest.mark.parametrize("pattern", ["(foot", "foot)", "<toe>", "<loop>", "(foot|)", "[foot"])
def test_a_broken_pattern_is_named(pattern: str) -> None:
    with pytest.raises(PatternError):
        Patterns(CLASSES).compile([pattern])


def test_no_pattern_at_all_is_an_error() -> None:
    with pytest.raises(PatternError):
        Patterns(CLASSES).compile([])
