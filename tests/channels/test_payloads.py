"""Which taps pass: an answer to the question that was asked, or a button that was shown."""

from __future__ import annotations

import json
from typing import Any

import pytest

from channels.payloads import answer_payload, button_payload, value_in

OPTIONS = [{"value": "left"}, {"value": "right"}]
SINGLE = {"slot": "side", "kind": "single", "options": OPTIONS}
TICKS = {
    "slot": "signs_now",
    "kind": "multiple",
    "multiple": True,
    "tick_list": True,
    "options": [{"value": "fever_unwell"}, {"value": "deformity"}, {"value": "none"}],
}
MAP = {
    "slot": "location",
    "kind": "body_map",
    "multiple": True,
    "max": 2,
    "options": [{"value": "arch"}, {"value": "calf"}, {"value": "ball"}],
}
SCALE = {"slot": "pain_walk", "kind": "scale", "min": 0, "max": 10, "options": []}
DAYS = {"slot": "injury_days", "kind": "number", "min": 0, "max": 100, "options": [{"value": 4}]}


def inform(slot: str, value: Any) -> str:
    return "/inform" + json.dumps({slot: value})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (SINGLE, "left"),
        (TICKS, ["none"]),
        (TICKS, ["fever_unwell", "deformity"]),
        (TICKS, ["unsure:deformity", "fever_unwell"]),
        (MAP, ["arch", "calf"]),
        (MAP, "ball"),
        (SCALE, 0),
        (SCALE, 10),
        (DAYS, 4),
        (DAYS, 37),
        (DAYS, 1.5),
    ],
)
def test_an_answer_within_the_options_passes(question: dict[str, Any], value: Any) -> None:
    payload = inform(question["slot"], value)
    assert answer_payload(payload, question) == payload


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (SINGLE, "both"),
        (SINGLE, ["left"]),
        (SINGLE, {"left": 1}),
        (SINGLE, None),
        (TICKS, []),
        (TICKS, ["unsure:none of them"]),
        (TICKS, ["breathless_chest_pain"]),
        (TICKS, [["none"]]),
        (MAP, ["unsure:arch"]),
        (MAP, ["arch", "calf", "ball"]),
        (SCALE, 11),
        (SCALE, -1),
        (SCALE, True),
        (SCALE, "5"),
        (SCALE, [5]),
        (DAYS, 101),
        (DAYS, 1e999),
    ],
)
def test_anything_else_does_not(question: dict[str, Any], value: Any) -> None:
    assert answer_payload(inform(question["slot"], value), question) is None


@pytest.mark.parametrize(
    "text",
    [
        "left",
        "/restart",
        "/session_start",
        '/inform{"location": ["arch"]}',
        '/inform{"side": "left", "red_flags": []}',
        '/inform{"red_flags": ["deformity"]}',
        '/inform@1.0{"side": "left"}',
        '/inform{"side": "left"',
        "/inform" + '{"side":' * 5000,
        '/inform["side"]',
        '/inform{"side": NaN}',
        '/affirm{"side": "left"}',
        '/inform{"side": "left"}{"side": "right"}',
    ],
)
def test_other_slots_broken_json_and_other_commands_do_not_pass(text: str) -> None:
    assert answer_payload(text, SINGLE) is None
    assert answer_payload(text, None) is None


def test_a_value_given_twice_is_one_value() -> None:
    text = '/inform  {"side": "nowhere", "side": "left"}'
    assert answer_payload(text, SINGLE) == '/inform{"side": "left"}'


def test_a_button_passes_only_as_it_was_shown() -> None:
    shown = {"/why", '/change{"change_slot": "side"}', '/inform{"summary_ok": "yes"}', "words"}
    assert button_payload("/why", shown) == "/why"
    assert button_payload('/change{"change_slot": "age_band"}', shown) is None
    # An answer counts only for the question that is open.
    assert button_payload('/inform{"summary_ok": "yes"}', shown) is None
    assert button_payload("words", shown) is None


def test_the_value_of_an_answer() -> None:
    assert value_in('/inform{"side": ["left"]}', "side") == ["left"]
    assert value_in('/inform{"side": "left"}', "location") is None
    assert value_in("left", "side") is None
