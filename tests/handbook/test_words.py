"""Conditions in words, what uses what, and the picture."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest

from handbook import flow, uses
from handbook.pages import plain
from handbook.say import Sayer
from triage import load_library
from triage.model import Urgency

LIBRARY = load_library()
SAYER = Sayer(LIBRARY)


def text(source: dict[str, Any]) -> str:
    """The words of a condition without their links."""
    parts = ElementTree.fromstring(f"<p>{SAYER.condition(source)}</p>").itertext()  # noqa: S314
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({}, "always"),
        ({"onset": ["gradual", "overnight"]},
         "Began : Bit by bit, with no injury or Overnight"),
        ({"diabetes": ["yes", "unsure"]}, "Diabetes : yes or unsure"),
        ({"walk_4_steps_now": "no"}, "Four steps now : no"),
        ({"pain_walk": {"at_least": 4, "under": 6}},
         "Pain when walking : at least 4 and less than 6"),
        ({"location_main": "arch"}, "Place (first named) : Arch"),
        ({"term": "child"}, "child"),
        ({"goal": "pain"}, "goal : pain"),
        ({"side": "left", "term": "child"}, "all of Side : Left child"),
        ({"any": [{"side": "left"}, {"term": "child"}]}, "any of Side : Left child"),
        ({"all": [{"term": "child"}]}, "child"),
        ({"not": {"term": "child"}}, "not child"),
        ({"count": {"at_least": 2, "of": [{"term": "child"}, {"side": "left"}]}},
         "at least 2 of child Side : Left"),
    ],
)  # fmt: skip
def test_a_condition_in_words(source: dict[str, Any], words: str) -> None:
    assert text(source) == words


def test_every_condition_can_be_said() -> None:
    for rule in LIBRARY.rules.values():
        assert text(rule.when)
        assert text(rule.unless or {})
    for source in LIBRARY.terms.values():
        assert text(source)


def test_a_close_relative_is_told_from_its_line() -> None:
    assert text({"deformity": "yes"}) != text({"bone_or_deep_wound": "yes"})
    assert "bone or deep wound" in text({"bone_or_deep_wound": "yes"})


def test_who_uses_a_question() -> None:
    found = uses.users(LIBRARY, LIBRARY.questions["cannot_sleep"])
    assert ("rules", "U19") in found["rule"]
    assert uses.worst_level(LIBRARY, LIBRARY.questions["cannot_sleep"]) is Urgency.URGENT_SAME_DAY
    assert uses.worst_level(LIBRARY, LIBRARY.questions["consent"]) is None
    place = uses.users(LIBRARY, LIBRARY.questions["location"])
    assert ("programmes", "heel") in place["programme"]
    assert ("programmes", "back_of_heel") in place["block"]
    stiff = uses.users(LIBRARY, LIBRARY.questions["stiffness"])
    assert ("conditions", "plantar_fasciitis") in stiff["condition"]


def test_who_uses_an_exercise_and_a_source() -> None:
    assert "heel" in uses.programmes_with(LIBRARY, "STH1")
    named = uses.source_users(LIBRARY)
    assert set(named) == set(LIBRARY.sources)
    assert {"S2", "arch", "inner_ankle"} <= set(named["C41"])


def test_the_picture_is_in_asking_order() -> None:
    found = flow.edges(LIBRARY)
    names = list(found)
    assert names == list(LIBRARY.questions)
    depth = flow.layers(found)
    for name, earlier in found.items():
        for other in earlier:
            assert names.index(other) < names.index(name)
            assert depth[other] < depth[name]
    assert found["side"] == ["location"]
    assert "location" not in found["injury_days"]  # onset leads there


def test_the_picture_shows_every_question() -> None:
    picture = ElementTree.fromstring(flow.draw(LIBRARY))  # noqa: S314
    space = "{http://www.w3.org/2000/svg}"
    targets = {link.get("href") for link in picture.iter(f"{space}a")}
    assert targets == {f"questions.html#{name}" for name in LIBRARY.questions}
    boxes = [rect for rect in picture.iter(f"{space}rect") if rect.get("class") is None]
    places = {(rect.get("x"), rect.get("y")) for rect in boxes}
    assert len(places) == len(LIBRARY.questions)
    wide = [float(rect.get("x", 0)) + float(rect.get("width", 0)) for rect in boxes]
    assert max(wide) <= float(picture.get("width", 0))


def test_text_is_shown_as_it_is() -> None:
    assert plain("a | b\n*c* <d>") == r"a \| b \*c\* \<d\>"
