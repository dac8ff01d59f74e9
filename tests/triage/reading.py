"""A second, plain reading of what an exercise must not be given for, straight from the words.

It shares nothing with the engine: answers in, tags of one exercise in, a reason or None out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from triage.model import Exercise

AT_RISK = {"diabetes", "numb_feet", "past_ulcer", "poor_circulation"}


def forbidden(slots: Mapping[str, Any], exercise: Exercise) -> str | None:
    """Why somebody who gave the answers `slots` must not do `exercise`; None where they may."""
    tags, categories = set(exercise.tags), set(exercise.categories)
    for reason, applies, never in _rules(slots, tags, categories):
        if applies and never:
            return reason
    if _children(slots) and exercise.id not in ("STC1", "STC2"):
        return "a child gets calf stretches only"
    if "band" in exercise.kit and "band" not in _said(slots, "equipment"):
        return "there is no band"
    if "step" in exercise.kit and "step" not in _said(slots, "equipment"):
        return "there is no step"
    return None


def _said(slots: Mapping[str, Any], name: str) -> set[str]:
    value = slots.get(name) or []
    return set(map(str, value)) if isinstance(value, list) else {str(value)}


def _health(slots: Mapping[str, Any], *names: str) -> bool:
    """Whether any of these is ticked, not sure, or was volunteered."""
    said = _said(slots, "signs_health") | _said(slots, "red_flags")
    wanted = {*names, *(f"unsure:{name}" for name in names), "unsure"}
    return bool(said & wanted)


def _children(slots: Mapping[str, Any]) -> bool:
    return slots.get("age_band") in ("under_8", "8_15")


def _rules(
    slots: Mapping[str, Any], tags: set[str], categories: set[str]
) -> list[tuple[str, bool, bool]]:
    """(reason, whether it applies to this person, whether this exercise is meant)."""
    places = _said(slots, "location") | (
        {"whole_foot_or_both"} if "unsure" in _said(slots, "location") else set()
    )
    days = _injury_days(slots)
    pain = 6 if slots.get("pain_walk") == "unsure" else slots.get("pain_walk", 0)
    return [
        ("front of the foot", bool(places & {"ball", "big_toe"}),
         bool(tags & {"tiptoe_load", "toe_grip"})),
        ("back of the heel", "heel_back" in places and not _children(slots),
         bool(tags & {"end_range_up", "below_step"})),
        ("front pinch", slots.get("front_pinch") in ("yes", "unsure"), "end_range_up" in tags),
        ("feet at risk", _health(slots, *AT_RISK),
         bool(tags & {"barefoot", "tiptoe_load", "ball_roll"})),
        ("falls", _health(slots, "falls_or_dizzy"),
         bool(tags & {"single_leg", "unsupported_balance"})),
        ("pregnant", _health(slots, "pregnant_or_6wk"), "unsupported_balance" in tags),
        ("latex", _health(slots, "latex_allergy"), "band" in categories),
        ("walking hurts", pain > 3, "band" in categories),
        ("thin bones", _health(slots, "steroids", "periods_missed_or_thin_bones"),
         "impact" in tags),
        ("thin blood", days <= 42 and _health(slots, "blood_thinner"),
         bool(tags & {"ball_roll", "impact", "below_step"}) or "calf_advanced" in categories),
        ("first two days", days <= 1, "stretch_ankle" not in categories),
        ("no bands yet", days <= 10, "band" in categories),
        ("two weeks", days < 14, "calf_intermediate" in categories),
        ("three weeks", days < 21, "calf_advanced" in categories),
    ]  # fmt: skip


def _injury_days(slots: Mapping[str, Any]) -> float:
    if slots.get("onset") != "injury":
        return float("inf")
    days = slots.get("injury_days")
    return 4 if days == "unsure" else float("inf") if days is None else float(days)
