"""The shape of knowledge/progress.yml: when a check-in means more, the same, less, or stop."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, root_validator

from triage.model import Entry
from triage.wording import When, Words

Step = Literal["progress", "hold", "regress", "stop", "restart"]
Reason = Literal[
    "sign", "swelling", "worse_again", "over_limit", "mornings", "worse_morning", "worse_now",
    "few_done", "good_once", "good", "as_hard", "seen_again", "phase", "blocked",
]  # fmt: skip


class Limit(Entry):
    """How much pain (0-10) exercises may cause, and for whom."""

    limit: int = Field(ge=0, le=10)
    when: When
    sources: list[str] = Field(min_items=1)


class Series(Entry):
    """What is read from several check-ins; points are those of the pain scale."""

    good_to_progress: int = Field(ge=1)
    counts_twice_days: int = Field(ge=1)
    morning_rise: int = Field(ge=1)
    worse_mornings: int = Field(ge=1)
    worse_to_stop: int = Field(ge=1)
    change_points: int = Field(ge=1)
    technique_days: int = Field(ge=1)
    no_change_days: int = Field(ge=1)
    no_change_days_heavy: int = Field(ge=1)
    heavy_tags: list[str]
    sources: list[str] = Field(min_items=1)


class Ladder(Entry):
    """The steps of one exercise, and from one to the next; shares of a dose."""

    more: float = Field(gt=1, le=1.5)
    less: float = Field(gt=0, lt=1)
    cut: float = Field(gt=0, lt=1)
    new_at_once: int = Field(ge=0)
    load_kit: list[str]
    steady: list[str]
    ask_first: list[str]
    sources: list[str] = Field(min_items=1)


class OutcomeWords(Entry):
    """How the change of pain since the start is said."""

    start: Words
    better: Words
    little_better: Words
    same: Words
    worse: Words


class CurveWords(Entry):
    """What stands in the drawing of pain and load, and the same in words."""

    pain: Words
    load: Words
    day: Words
    alt: Words
    not_told: Words


class ProgressRules(Entry):
    """All of progress.yml but its sign-off."""

    check_days: list[int] = Field(min_items=1)
    kept: list[str] = Field(min_items=1)
    grows: dict[str, int]
    limits: list[Limit] = Field(min_items=1)
    series: Series
    ladder: Ladder
    steps: dict[Step, Words]
    reasons: dict[Reason, Words]
    why: Words
    no_change: Words
    clinician: Words
    on_the_way: Words
    harder_now: Words
    easier_now: Words
    first_check: Words
    load_note: Words
    outcome: OutcomeWords
    curve: CurveWords

    @root_validator(skip_on_failure=True)
    def _is_whole(cls, values: dict[str, object]) -> dict[str, object]:
        """Every step and reason has words, days rise, and the last limit is for everybody."""
        for name, known in (("steps", Step), ("reasons", Reason)):
            missing = set(known.__args__) - set(values[name])  # type: ignore[attr-defined, call-overload]
            if missing:
                raise ValueError(f"{name}: {', '.join(sorted(missing))} is missing")
        days = values["check_days"]
        if days != sorted(set(days)):  # type: ignore[call-overload]
            raise ValueError("check_days must rise")
        if values["limits"][-1].when:  # type: ignore[index]
            raise ValueError("the last limit must be for everybody: when: {}")
        return values
