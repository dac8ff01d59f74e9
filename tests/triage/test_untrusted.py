"""Answers from slots that nothing has checked."""

import pytest

from triage import decide
from triage.untrusted import answers_from, clean_answer


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("pain_walk", "7", 7),
        ("pain_walk", " 3 ", 3),
        ("pain_walk", 2.5, 2.5),
        ("pain_walk", "unsure", "unsure"),
        ("pain_walk", 11, None),
        ("pain_walk", True, None),
        ("pain_walk", float("nan"), None),
        ("pain_walk", {"a": 1}, None),
        ("side", "left", "left"),
        ("side", "top", None),
        ("location", ["arch", "arch", "none"], ["arch"]),
        ("location", [], None),
        ("location", [["arch"]], None),
        ("signs_now", ["none"], ["none"]),
        ("goal", "stiff", "stiff"),
    ],
)
def test_only_what_a_question_takes_is_kept(name: str, given: object, kept: object) -> None:
    assert clean_answer(name, given) == kept


def test_bad_slots_do_not_stop_a_decision() -> None:
    answers = answers_from({"pain_walk": {"x": 1}, "red_flags": ["breathless_chest_pain"], "a": 1})
    assert decide(answers).urgency.value == "emergency"
