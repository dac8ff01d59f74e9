"""No question is asked whose answer cannot change what comes out: tried on talks by chance."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from tests.triage.space import LIBRARY, chance_answer, chance_talks, possible, talk
from triage import Answers, decide, next_questions
from triage.assess import assess
from triage.fence import Fence
from triage.use import Use

TALKS, SEED, TRIES, PICKS = 100, 7, 150, 4
OUTCOME = (
    "urgency", "rules", "exercises", "blocked", "conditions", "route", "meanwhile", "recheck_days",
)  # fmt: skip


def outcome(slots: dict[str, Any]) -> str:
    """What these answers lead to, with the exercises that a person may swap to."""
    answers = Answers.from_slots(slots, LIBRARY)
    decision = decide(answers, LIBRARY)
    data, fence = decision.to_json(), Fence(answers, decision.assessment, LIBRARY)
    forms = {form for item in data["exercises"] for form in LIBRARY.forms[item["id"]]}
    swaps = sorted(form for form in forms if fence.permits(LIBRARY.exercises[form]))
    return json.dumps([*(data[key] for key in OUTCOME), swaps], sort_keys=True)


def ending(slots: dict[str, Any], seed: str, calm: float) -> str:
    """The outcome where the rest of the talk is answered by chance, the same for each `seed`."""
    slots = dict(slots)
    while left := next_questions(Answers.from_slots(slots, LIBRARY), LIBRARY):
        question = LIBRARY.questions[left[0]]
        slots[question.id] = chance_answer(question, random.Random(seed + question.id), calm)
    return outcome(slots)


def matters(name: str, slots: dict[str, Any], chance: random.Random) -> bool:
    """Whether two answers to `name`, and the same answers to all else, come out differently."""
    options = possible(LIBRARY.questions[name])
    for attempt in range(TRIES):
        calm = (0.95, 0.6, 0.2)[attempt % 3]
        picks = options if attempt < 3 else chance.sample(options, min(PICKS, len(options)))
        if len({ending({**slots, name: value}, f"{name}{attempt}", calm) for value in picks}) > 1:
            return True
    return False


@pytest.mark.no_cover
def test_every_question_asked_can_change_something(capsys: pytest.CaptureFixture[str]) -> None:
    """Those for the record and the formal ones apart: their use is to be kept, or said."""
    chance, tried = random.Random(SEED), 0
    for done, _ in chance_talks(TALKS, SEED):
        told = {name: value for name, value in done.slots.items() if name not in done.asked}
        for number, name in enumerate(done.asked):
            question = LIBRARY.questions[name]
            if question.recorded or question.purpose in ("consent", "summary"):
                continue
            tried += 1
            before = {other: done.slots[other] for other in done.asked[:number]}
            assert matters(name, {**told, **before}, chance), (name, told, before)
    with capsys.disabled():
        print(f"\n{tried} questions asked in {TALKS} talks, each can change what comes out")


def test_few_questions_are_for_the_record_alone() -> None:
    """Those whose answers a later visit is compared with, and who answered."""
    recorded = {question.id for question in LIBRARY.questions.values() if question.recorded}
    assert recorded == {
        "side", "injury_days", "duration_days", "surgery_weeks_ago", "stiffness",
        "who_for", "injury_mechanism",
        "check_trend", "check_swelling", "check_done", "check_session", "check_morning",
    }  # fmt: skip


def test_the_kit_is_not_asked_where_there_can_be_no_exercises() -> None:
    """A lump at the shin is seen by a clinician before any exercise."""
    assert "equipment" in talk({"location": ["shin"]}).asked
    assert "equipment" not in talk({"location": ["shin"], "signs_no_injury": ["lump"]}).asked


def test_the_kit_can_matter_while_every_programme_is_open() -> None:
    answers = Answers.from_slots({"consent": "yes"}, LIBRARY)
    assert Use(answers, assess(answers, LIBRARY), LIBRARY).of(LIBRARY.questions["equipment"])
