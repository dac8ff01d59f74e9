"""The terminal client: what a typed line becomes, and what a person reads."""

import pytest

from scripts.terminal import buttons_question, lines_of, question_of, to_send

YES_NO = {
    "type": "question",
    "slot": "latex_allergy",
    "kind": "yes_no",
    "options": [
        {"value": "yes", "label": "Yes", "payload": '/inform{"latex_allergy": "yes"}'},
        {"value": "no", "label": "No", "payload": '/inform{"latex_allergy": "no"}'},
    ],
}
TICKS = {
    "type": "question",
    "slot": "equipment",
    "kind": "multiple",
    "options": [
        {"value": "band", "label": "A band", "payload": '/inform{"equipment": ["band"]}'},
        {"value": "step", "label": "A step", "payload": '/inform{"equipment": ["step"]}'},
    ],
}
SCALE = {
    "type": "question",
    "slot": "pain_walk",
    "kind": "scale",
    "options": [{"value": 0, "label": "0", "payload": '/inform{"pain_walk": 0}'}],
}


@pytest.mark.parametrize(
    ("typed", "question", "sent"),
    [
        ("2", YES_NO, '/inform{"latex_allergy": "no"}'),
        ("1,2", YES_NO, "1,2"),
        ("3", YES_NO, "3"),
        ("0", YES_NO, "0"),
        ("no", YES_NO, "no"),
        ("1", TICKS, '/inform{"equipment": ["band"]}'),
        ("1,2", TICKS, '/inform{"equipment": ["band", "step"]}'),
        ("2 1", TICKS, '/inform{"equipment": ["step", "band"]}'),
        ("1,9", TICKS, "1,9"),
        ("a band", TICKS, "a band"),
        ("7", SCALE, "7"),
        ("7", None, "7"),
        (",", YES_NO, ","),
    ],
)
def test_a_typed_line(typed: str, question: dict[str, object] | None, sent: str) -> None:
    assert to_send(typed, question) == sent


def test_the_last_question_of_a_turn_counts() -> None:
    messages = [{"text": "Hi", "custom": YES_NO}, {"text": "Kit?", "custom": TICKS}]
    assert question_of(messages) is TICKS
    assert question_of([{"text": "Hi"}]) is None


def test_choices_are_numbered() -> None:
    assert list(lines_of([{"text": "Any kit?", "custom": TICKS}])) == [
        "Any kit?",
        "  1. A band",
        "  2. A step",
        "  (one number, or several such as 1,3)",
    ]


def test_a_scale_shows_no_list() -> None:
    assert list(lines_of([{"text": "How bad, 0 to 10?", "custom": SCALE}])) == ["How bad, 0 to 10?"]


def test_buttons_without_a_question_can_be_picked_by_number() -> None:
    messages = [{"text": "Next?", "buttons": [{"title": "Show it", "payload": "/show_exercise"}]}]
    assert list(lines_of(messages)) == ["Next?", "  1. Show it"]
    assert to_send("1", buttons_question(messages)) == "/show_exercise"
