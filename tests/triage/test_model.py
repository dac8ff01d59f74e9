"""The shapes of knowledge entries."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from triage import Urgency, load_library
from triage.model import Option, Question

LIBRARY = load_library()
QUESTION: dict[str, Any] = {
    "id": "side",
    "kind": "single",
    "short": "Side",
    "ask": "Which side?",
    "reask": "Left or right?",
    "why": "To know.",
    "when": {},
    "options": [{"value": "left", "label": "Left"}],
}


def test_urgency_from_least_to_most() -> None:
    assert [level.severity for level in Urgency] == [0, 1, 2, 3]
    assert Urgency("emergency") is Urgency.EMERGENCY


def test_entries_do_not_change() -> None:
    with pytest.raises(TypeError):
        setattr(Question(**QUESTION), "id", "x")  # noqa: B010


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"options": []}, "there are no options"),
        ({"kind": "scale"}, "a number needs min and max"),
        ({"kind": "number", "min": 0}, "a number needs min and max"),
        ({"kind": "number", "max": 3}, "a number needs min and max"),
        ({"kind": "colour"}, "unexpected value"),
        ({"colour": 1}, "extra fields not permitted"),
    ],
)
def test_questions_that_cannot_be_asked(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Question(**{**QUESTION, **change})


def test_numbers_and_dates_need_no_options() -> None:
    number = Question(**{**QUESTION, "kind": "number", "min": 0, "max": 10, "options": []})
    assert number.range == (0, 10)
    assert Question(**{**QUESTION, "kind": "date", "options": []}).kind == "date"


@pytest.mark.parametrize(
    ("name", "is_list"),
    [
        ("location", True),
        ("signs_now", True),
        ("stiffness", True),
        ("side", False),
        ("consent", False),
    ],
)
def test_which_answers_are_lists(name: str, is_list: bool) -> None:
    assert LIBRARY.questions[name].is_list is is_list


def test_what_an_answer_fills() -> None:
    fills = LIBRARY.questions["signs_now"].fills
    assert fills[0] == "deformity"
    assert "bone_or_deep_wound" in fills
    assert len(set(fills)) == len(fills)
    assert LIBRARY.questions["stiffness"].fills == ("stiffness", "first_step_pain")
    assert LIBRARY.questions["pain_walk"].fills == ("pain_walk",)


def test_numbers_stay_numbers() -> None:
    assert Option.parse_obj({"value": 3, "label": "Three"}).value == 3
    assert Option.parse_obj({"value": "3", "label": "Three"}).value == "3"


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("injury_days", "days"),
        ("surgery_weeks_ago", "weeks"),
        ("morning_stiffness_min", "minutes"),
        ("pain_walk", None),
    ],
)
def test_a_number_tells_its_unit(name: str, unit: str | None) -> None:
    assert load_library().questions[name].unit == unit
