"""A second, plain reading of what an exercise must not be given for, straight from the words.

It shares nothing with the engine. One table, read in two ways: `forbidden` here for one person's
answers, and `tests/proof/` for those of everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from triage.model import Exercise

AT_RISK = ("diabetes", "numb_feet", "past_ulcer", "poor_circulation")
CHILD = ("under_8", "8_15")


@dataclass(frozen=True)
class Said:
    """One thing that must have been said: one of `values`, or a number from `low` to `high`.

    For a health problem: that it is ticked or not sure, in the list or volunteered.
    """

    question: str
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float = float("inf")

    def fits(self, value: Any) -> bool:
        """Whether one value that was said is meant."""
        if self.low is not None:
            return not isinstance(value, str) and self.low <= value <= self.high
        return str(value) in self.values


@dataclass(frozen=True)
class Never:
    """Who said all of `who` (and none of `but`) must not do the exercises that are meant."""

    reason: str
    who: tuple[Said, ...]
    tags: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    all_but: frozenset[str] = frozenset()
    but: tuple[Said, ...] = ()

    def meant(self, exercise: Exercise) -> bool:
        """Whether `exercise` is one of them."""
        return bool(
            self.tags & set(exercise.tags)
            or self.categories & set(exercise.categories)
            or exercise.id in self.names
            or (self.all_but and exercise.id not in self.all_but)
        )


def _health(*names: str) -> Said:
    marked = [f"unsure:{name}" for name in names]
    return Said("signs_health", (*names, *marked, "unsure"))


def _injury(low: float, high: float) -> tuple[Said, ...]:
    return Said("onset", ("injury",)), Said("injury_days", low=low, high=high)


def _set(*names: str) -> frozenset[str]:
    return frozenset(names)


# What "not sure" counts as, where it is not simply not sure.
UNSURE_AS: Mapping[str, Any] = {"location": "whole_foot_or_both", "injury_days": 4, "pain_walk": 6}
BLEEDS = _health("blood_thinner", "bleeding_disorder")
NEVER = (
    Never("front of the foot", (Said("location", ("ball", "big_toe")),),
          tags=_set("tiptoe_load", "toe_grip")),
    Never("back of the heel", (Said("location", ("heel_back",)),),
          tags=_set("end_range_up", "below_step"), but=(Said("age_band", CHILD),)),
    Never("front pinch", (Said("front_pinch", ("yes", "unsure")),), tags=_set("end_range_up")),
    Never("feet at risk", (_health(*AT_RISK),), tags=_set("barefoot", "tiptoe_load", "ball_roll")),
    Never("falls", (_health("falls_or_dizzy"),), tags=_set("single_leg", "unsupported_balance")),
    Never("pregnant", (_health("pregnant_or_6wk"),), tags=_set("unsupported_balance")),
    Never("latex", (_health("latex_allergy"),), categories=_set("band")),
    Never("walking hurts", (Said("pain_walk", low=3.01),), categories=_set("band")),
    Never("thin bones", (_health("steroids", "periods_missed_or_thin_bones"),),
          tags=_set("impact")),
    Never("thin blood", (*_injury(0, 42), BLEEDS), tags=_set("ball_roll", "impact", "below_step"),
          categories=_set("calf_advanced")),
    Never("first two days", _injury(0, 1), all_but=_set("STA1")),
    Never("no bands yet", _injury(0, 10), categories=_set("band")),
    Never("two weeks", _injury(0, 13.99), categories=_set("calf_intermediate")),
    Never("three weeks", _injury(0, 20.99), categories=_set("calf_advanced")),
    Never("six weeks", _injury(0, 41.99), names=_set("STA7")),
    Never("a child gets calf stretches only", (Said("age_band", CHILD),),
          all_but=_set("STC1", "STC2")),
)  # fmt: skip
# The categories that a rule leaves.
RULE_LEAVES: Mapping[str, frozenset[str]] = {
    **{rule: _set() for rule in ("S1", "S4", "S5", "S8", "S10", "S13", "S15", "S16", "S17", "S18")},
    "S2": _set("arch", "static"),
    **{rule: _set("static", "stretch_calf") for rule in ("S3", "S6", "S7")},
    "S9": _set("static", "stretch_ankle", "stretch_calf", "balance"),
    "S12": _set(),
}
KIT = ("band", "step")


def forbidden(slots: Mapping[str, Any], exercise: Exercise) -> str | None:
    """Why somebody who gave the answers `slots` must not do `exercise`; None where they may."""
    for never in NEVER:
        if (
            never.meant(exercise)
            and all(_said(slots, said) for said in never.who)
            and not any(_said(slots, said) for said in never.but)
        ):
            return never.reason
    for kit in KIT:
        if kit in exercise.kit and kit not in _values(slots, "equipment"):
            return f"there is no {kit}"
    return None


def _said(slots: Mapping[str, Any], said: Said) -> bool:
    values = _values(slots, said.question)
    if said.question == "signs_health":
        values = values + _values(slots, "red_flags")
    return any(said.fits(value) for value in values)


def _values(slots: Mapping[str, Any], name: str) -> list[Any]:
    value = slots.get(name)
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [UNSURE_AS.get(name, item) if item == "unsure" else item for item in values]
