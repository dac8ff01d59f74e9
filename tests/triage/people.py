"""People to judge: answers as a finished talk would have left them, with some changed."""

from __future__ import annotations

from typing import Any

from triage import Answers, assess, decide, load_library
from triage.model import Urgency

EMERGENCY, URGENT = Urgency.EMERGENCY, Urgency.URGENT_SAME_DAY
SOON, SELF_CARE = Urgency.SEE_CLINICIAN_SOON, Urgency.SELF_CARE

ANYBODY: dict[str, Any] = {
    "consent": "yes",
    "age_band": "25_54",
    "signs_now": ["none"],
    "side": "left",
    "signs_health": ["none"],
    "stiffness": ["none"],
    "pain_walk": 2,
    "summary_ok": "yes",
}
ACHE = {
    **ANYBODY,
    "location": ["outer_ankle"],
    "onset": "gradual",
    "duration_days": 20,
    "signs_no_injury": ["none"],
}
INJURY = {
    **ANYBODY,
    "location": ["outer_ankle"],
    "onset": "injury",
    "injury_days": 5,
    "walk_4_steps_now": "yes",
    "bone_tender": ["none"],
    "signs_injury": ["none"],
}
OLD_INJURY = {**ACHE, "onset": "injury", "injury_days": 60, "duration_days": None}


def ache(**changes: Any) -> dict[str, Any]:
    """Someone whose ankle has ached for twenty days without an injury, with `changes`."""
    return {**ACHE, **changes}


def injury(days: int = 5, **changes: Any) -> dict[str, Any]:
    """Someone who hurt the ankle `days` ago and walks on it, with `changes`."""
    return {**INJURY, "injury_days": days, **changes}


def old_injury(days: int = 60, **changes: Any) -> dict[str, Any]:
    """Someone whose ankle injury was more than six weeks ago, with `changes`."""
    return {**OLD_INJURY, "injury_days": days, **changes}


def health(*ticks: str) -> list[str]:
    """The health tick-list with these ticks."""
    return list(ticks)


def fired(person: dict[str, Any]) -> dict[str, Urgency]:
    """The rules that fire for `person`, each with the level at which it does."""
    found = assess(Answers.from_mapping(person), load_library()).fired
    return {item.rule.id: item.level for item in found}


def urgency(person: dict[str, Any]) -> Urgency:
    """How urgent it is for `person`."""
    return assess(Answers.from_mapping(person), load_library()).urgency


def decision(person: dict[str, Any], **settings: Any) -> dict[str, Any]:
    """The decision for `person` as plain data."""
    return decide(Answers.from_mapping(person), **settings).to_json()


def exercises(person: dict[str, Any]) -> list[str]:
    """Ids of the exercises that `person` gets, in order."""
    return [exercise["id"] for exercise in decision(person)["exercises"]]
