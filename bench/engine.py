"""How many decisions the engine makes in a second, on one core.

`python -m bench.engine [seconds]` measures people of every urgency level, each for so long. It
counts processor time, so that other work on the machine does not slow the figure.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from triage import Answers, decide, load_library, next_questions
from triage.explain import explain
from triage.library import Library

SECONDS = 1.0
BATCH, SMALL_BATCH = 50, 2
AIM = 5_000
ANYBODY: dict[str, Any] = {
    "consent": "yes",
    "age_band": "25_54",
    "signs_now": ["none"],
    "side": "left",
    "signs_health": ["none"],
    "stiffness": ["bend_up"],
    "pain_walk": 2,
    "equipment": ["band"],
    "summary_ok": "yes",
}
OLD_SPRAIN = {
    **ANYBODY,
    "location": ["outer_ankle"],
    "onset": "injury",
    "injury_days": 150,
    "signs_no_injury": ["none"],
    "gives_way_or_locks": "no",
    "front_pinch": "no",
}
NEW_SPRAIN = {
    **ANYBODY,
    "location": ["outer_ankle"],
    "onset": "injury",
    "injury_days": 6,
    "injury_mechanism": "rolled_in",
    "walk_4_steps_now": "yes",
    "signs_injury": ["none"],
    "bone_tender": ["outer_ankle_bone"],
}
PEOPLE: dict[str, dict[str, Any]] = {
    "nothing said yet": {},
    "self_care": OLD_SPRAIN,
    "see_clinician_soon": {**OLD_SPRAIN, "gives_way_or_locks": "yes"},
    "urgent_same_day": NEW_SPRAIN,
    "emergency": {**OLD_SPRAIN, "signs_now": ["cold_pale_blue"]},
}


@dataclass(frozen=True)
class Speed:
    """How often one kind of work was done in a second."""

    person: str
    decisions: float
    answers: float
    questions: float
    explanations: float


def rate(work: Callable[[], object], seconds: float, batch: int = BATCH) -> float:
    """How often `work` is done in a second of processor time, the best of many batches."""
    best, end = 0.0, time.process_time() + seconds
    while True:
        start = time.process_time()
        for _ in range(batch):
            work()
        now = time.process_time()
        if now > start:  # the clock can stand still for a short batch
            best = max(best, batch / (now - start))
        if now >= end:
            return best


def measure(person: str, slots: dict[str, Any], library: Library, seconds: float) -> Speed:
    """The speed for one person: deciding, taking answers in, asking on, explaining."""
    answers = Answers.from_slots(slots, library)
    decision = decide(answers, library)
    return Speed(
        person,
        rate(lambda: decide(answers, library), seconds),
        rate(lambda: Answers.from_slots(slots, library), seconds / 2),
        rate(lambda: next_questions(answers, library), seconds / 2),
        rate(lambda: explain(answers, decision, library), seconds / 2, SMALL_BATCH),
    )


def main(arguments: list[str]) -> int:
    """Print a table of speeds; 1 where deciding is slower than the aim for somebody."""
    seconds = float(arguments[0]) if arguments else SECONDS
    library = load_library()
    print(f"a second, one core{'decide':>14}{'answers':>10}{'next':>10}{'explain':>10}")
    speeds = [measure(person, slots, library, seconds) for person, slots in PEOPLE.items()]
    for speed in speeds:
        print(
            f"{speed.person:<18}{speed.decisions:>14,.0f}{speed.answers:>10,.0f}"
            f"{speed.questions:>10,.0f}{speed.explanations:>10,.0f}"
        )
    slowest = min(speed.decisions for speed in speeds)
    print(f"slowest: {slowest:,.0f} decisions a second; aim: {AIM:,}")
    return 0 if slowest >= AIM else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
