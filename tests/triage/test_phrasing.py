"""Doses, plans, reasons and answers in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.people import ache, decision
from tests.triage.test_talks import HEEL
from triage import load_library
from triage.phrasing import (
    answer_words,
    because,
    dose_words,
    plan_lines,
    sign_labels,
    summary_facts,
)

LIBRARY = load_library()
PHRASES = LIBRARY.phrases


def dose(sets: int, reps: int, hold: int = 0, per_day: int = 1, days: int = 7) -> dict[str, int]:
    return {"sets": sets, "reps": reps, "hold_s": hold, "per_day": per_day, "days_per_week": days}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (dose(3, 10), "3 sets of 10, once a day, every day."),
        (dose(1, 10, 5, 2), "10 times, hold each for 5 seconds, twice a day, every day."),
        (dose(3, 1, 30), "3 times, hold each for 30 seconds, once a day, every day."),
        (dose(1, 1, 120), "Once, for 2 minutes, once a day, every day."),
        (dose(1, 1, 60), "Once, hold each for 60 seconds, once a day, every day."),
        (dose(1, 1, 90), "Once, hold each for 90 seconds, once a day, every day."),
        (dose(3, 12, 0, 1, 3), "3 sets of 12, once a day, 3 days a week."),
    ],
)
def test_doses(given: dict[str, int], words: str) -> None:
    assert dose_words(given, LIBRARY) == words


def test_every_dose_has_words() -> None:
    for exercise in LIBRARY.exercises.values():
        assert dose_words(exercise.dose.dict(), LIBRARY).endswith(".")


def test_plan_lines_name_dose_and_reason() -> None:
    lines = plan_lines(decision(HEEL)["exercises"], LIBRARY)
    assert len(lines) == 6
    assert lines[0].startswith(f"1. {LIBRARY.exercises['STH1'].name} (Stretching). ")
    assert LIBRARY.whys["first_step"] in lines[0]
    assert ", from week 4. " in lines[5]
    assert "from week" not in lines[0]


@pytest.mark.parametrize(
    ("person", "kind", "rules"),
    [
        (ache(), "because_nothing", []),
        (ache(signs_no_injury=["foot_drop"]), "because", ["U17"]),
        (ache(signs_no_injury=["foot_drop", "tingling"]), "because", ["U17"]),
        (ache(signs_no_injury=["unsure:foot_drop"]), "because_unsure", ["U17"]),
        (ache(signs_now=["unsure:deformity"]), "because_unsure", ["E1"]),
        (ache(signs_now=["deformity", "cold_pale_blue", "face_arm_speech", "bleeding_wont_stop"]),
         "because", ["E1", "E2", "E9"]),
    ],
)  # fmt: skip
def test_because(person: dict[str, Any], kind: str, rules: list[str]) -> None:
    reasons = PHRASES["and"].join(LIBRARY.rules[name].reason for name in rules)
    assert because(decision(person), LIBRARY) == PHRASES[kind].format(reasons=reasons)


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        ("side", "left", "Left"),
        ("side", "unsure", PHRASES["unsure"]),
        ("pain_walk", 3, "3"),
        ("pain_walk", "unsure", PHRASES["unsure"]),
        ("equipment", ["none"], "None of these"),
        ("signs_health", ["none"], PHRASES["nothing"]),
        ("signs_health", ["diabetes", "known_gout"], f"Diabetes{PHRASES['joint']}Gout"),
        ("signs_health", ["unsure:diabetes"], f"Diabetes ({PHRASES['unsure']})"),
    ],
)
def test_answers(question: str, value: Any, words: str) -> None:
    assert answer_words(LIBRARY.questions[question], value, LIBRARY) == words


@pytest.mark.parametrize("finding", ["bone_or_deep_wound", "unsure:bone_or_deep_wound"])
def test_a_close_relative_has_the_words_of_its_line(finding: str) -> None:
    words = answer_words(LIBRARY.questions["signs_now"], [finding], LIBRARY)
    assert words.startswith(LIBRARY.questions["signs_now"].options[0].label)


def test_a_sign_is_called_by_the_question_that_asks_it() -> None:
    labels, questions = sign_labels(LIBRARY), LIBRARY.questions
    assert labels["cannot_sleep"] == questions["cannot_sleep"].short
    line = questions["signs_now"].options[0]
    assert {labels[name] for name in (str(line.value), *line.covers)} == {line.label}


def test_summary_in_asking_order_without_the_formal_questions() -> None:
    slots = {"side": "left", "summary_ok": "yes", "consent": "yes", "age_band": "25_54", "aim": []}
    assert summary_facts(slots, LIBRARY) == [
        ("age_band", PHRASES["fact"].format(short="Age", value="25 to 54")),
        ("side", PHRASES["fact"].format(short="Side", value="Left")),
    ]
