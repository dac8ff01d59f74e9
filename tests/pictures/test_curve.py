"""The curve of pain and load: what is drawn, and the same in words."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from pictures.curve import curve
from triage import load_library

WORDS = load_library().progress.curve.dict()
POINTS: list[dict[str, Any]] = [
    {"day": "2026-01-05", "pain": 6, "load": 4.0},
    {"day": "2026-01-19", "pain": None, "load": 5.0},
    {"day": "2026-02-16", "pain": 2, "load": 0.0},
]
SPACE = "{http://www.w3.org/2000/svg}"


def drawn(points: list[dict[str, Any]], name: str) -> list[Any]:
    tree = ElementTree.fromstring(curve(points, WORDS)["svg"])  # noqa: S314
    return [part.attrib for part in tree.iter(f"{SPACE}{name}")]


def test_it_says_in_words_what_it_shows() -> None:
    made = curve(POINTS, WORDS)
    assert "0 to 10: 6, ?, 2. How much you do: 4, 5, 0." in made["alt"]
    tree = ElementTree.fromstring(made["svg"])  # noqa: S314
    assert (tree.attrib["role"], tree.attrib["aria-label"]) == ("img", made["alt"])


def test_less_pain_lies_lower_and_days_lie_apart_as_they_were() -> None:
    first, last = drawn(POINTS, "circle")
    assert float(last["cy"]) > float(first["cy"])
    starts = [float(bar["x"]) for bar in drawn(POINTS, "rect")]
    assert (starts[2] - starts[1]) / (starts[1] - starts[0]) == pytest.approx(2, abs=0.01)


def test_more_load_is_taller() -> None:
    tall = [float(bar["height"]) for bar in drawn(POINTS, "rect")]
    assert tall[1] > tall[0] > tall[2] == 0


def test_every_colour_can_be_set_by_a_page() -> None:
    inks = re.findall(r'(?:fill|stroke)="([^"]+)"', curve(POINTS, WORDS)["svg"])
    assert {ink for ink in inks if not ink.startswith("var(--fw-")} == {"none"}


@pytest.mark.parametrize("points", [POINTS[:1], [{"day": "2026-01-05", "pain": None, "load": 0}]])
def test_a_single_day_is_drawn_too(points: list[dict[str, Any]]) -> None:
    assert len(drawn(points, "rect")) == 1
