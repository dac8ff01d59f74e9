"""How much of a long opening message is heard: `python -m tests.nlu.openings`.

Prints a table for the rows of openings.yml; the wrong ones too with `--show development`.
"""

from __future__ import annotations

import argparse
import datetime
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlu.reader import Reader, Reading
from nlu.spotter import load_spotter
from tests.conversations.player import usual
from triage import Answers, load_library, next_questions
from triage.untrusted import answers_from
from triage.yaml_source import Document

FILE = Path(__file__).parent / "openings.yml"
TODAY = datetime.date(2025, 6, 18)  # a Wednesday, as in the other tests of reading
NEAR = 0.15  # how far a time may be off: "half a year" is 180 or 182 days
# Said with other facts, never asked: neither right nor wrong here.
DERIVED = frozenset({"goal", "region", "first_step_pain", "known_condition"})
MOST_QUESTIONS = 40
Row = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """One message: what was to be heard, heard rightly, heard wrongly; questions still asked."""

    say: str
    told: int
    heard: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    claims: int
    questions: int


def rows(group: str) -> list[Row]:
    """The rows of `development` or `held_out`."""
    return list(Document(FILE).data[group])


def score(reader: Reader, row: Row) -> Score:
    """What `reader` makes of the message of `row`."""
    reading = reader.read(row["say"])
    missed = [
        slot
        for slot, value in row["told"].items()
        if not any(same(reading.facts.get(slot), v) for v in (value, *other_values(row, slot)))
    ]
    missed += [sign for sign in row.get("signs", ()) if sign not in reading.red_flags]
    told = len(row["told"]) + len(row.get("signs", ()))
    claims = len(reading.facts.keys() - DERIVED) + len(reading.red_flags)
    return Score(
        row["say"],
        told,
        told - len(missed),
        tuple(missed),
        tuple(wrong_in(reading, row)),
        claims,
        questions_left(reading),
    )


def other_values(row: Row, slot: str) -> list[Any]:
    """Values that are right for `slot` too."""
    return list(row.get("may", {}).get(slot, ()))


def wrong_in(reading: Reading, row: Row) -> Iterator[str]:
    """Every fact and sign heard that the message does not tell."""
    may = row.get("may", {})
    for slot, heard in reading.facts.items():
        right = [row["told"][slot]] if slot in row["told"] else []
        right += other_values(row, slot)
        if slot not in DERIVED and not any(same(heard, value) for value in right):
            yield f"{slot}={heard}"
    for sign in reading.red_flags:
        if sign not in (*row.get("signs", ()), *may.get("signs", ())):
            yield sign


def same(heard: Any, value: Any) -> bool:
    """Whether `heard` says what `value` says; a list of places has an order, other lists none."""
    if isinstance(value, list):
        return isinstance(heard, list) and sorted(heard) == sorted(value)
    if isinstance(value, int) and isinstance(heard, (int, float)):
        return abs(heard - value) <= max(NEAR * value, 0)
    return bool(heard == value)


def questions_left(reading: Reading) -> int:
    """How many questions somebody with nothing else to tell still answers."""
    slots: Row = {**reading.facts, "red_flags": reading.red_flags, "consent": "yes"}
    library, count = load_library(), 0
    while count < MOST_QUESTIONS:
        answers: Answers = answers_from(slots)
        pending = next_questions(answers, library)
        if not pending:
            break
        question = library.questions[pending[0]]
        kind = {"slot": question.id, "kind": question.kind, "multiple": question.is_list}
        slots[question.id] = NOT_USUAL.get(question.id) or usual(kind)
        count += 1
    return count


# What the player of talks is always told.
NOT_USUAL: Row = {"location": ["outer_ankle"], "onset": "gradual", "injury_days": 14}
NOT_USUAL |= {"duration_days": 60, "surgery_weeks_ago": 13, "morning_stiffness_min": 10}


def captured(scores: list[Score]) -> float:
    """Mean share of each message's facts that were heard."""
    return statistics.mean(score.heard / score.told for score in scores)


def wrong_share(scores: list[Score]) -> float:
    """Wrong facts among all that were heard."""
    return sum(len(score.wrong) for score in scores) / sum(score.claims for score in scores)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", choices=("development", "held_out"))
    shown = parser.parse_args().show
    reader = Reader(lambda: TODAY, load_spotter())
    print(f"{'opening messages':<18}{'rows':>6}{'heard':>9}{'wrong':>9}{'questions left':>17}")
    for group in ("development", "held_out"):
        scores = [score(reader, row) for row in rows(group)]
        left = statistics.median(item.questions for item in scores)
        print(
            f"{group:<18}{len(scores):>6}{captured(scores):>9.1%}"
            f"{wrong_share(scores):>9.1%}{left:>17}"
        )
        for item in scores if group == shown else ():
            if item.missed or item.wrong:
                print(f"  {item.say}\n    missed {item.missed}  wrong {item.wrong}")


if __name__ == "__main__":
    main()
