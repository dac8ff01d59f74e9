"""Which variation of a response is said is never left to chance."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.content.project import Responses, Variation, load


def condition_of(variation: Variation) -> dict[str, Any]:
    """Slot and value of each part of the condition, as Rasa compares them."""
    parts = variation.get("condition") or []
    return {
        p["name"]: p["value"].casefold() if isinstance(p["value"], str) else p["value"]
        for p in parts
    }


def exclude_each_other(one: Variation, other: Variation) -> bool:
    """Whether never both variations can be chosen from."""
    if one.get("channel") != other.get("channel"):
        return True
    first, second = condition_of(one), condition_of(other)
    if bool(first) != bool(second):
        return True
    return any(first[name] != second[name] for name in first.keys() & second.keys())


def left_to_chance(responses: Responses) -> list[str]:
    """Responses of which Rasa would choose a variation at random."""
    return [
        name
        for name, variations in responses.items()
        if not all(exclude_each_other(*pair) for pair in itertools.combinations(variations, 2))
    ]


def overruled(responses: Responses) -> list[str]:
    """Conditions that a channel's own unconditional text would overrule (RASA.md 3.7.1)."""
    wrong = []
    for name, variations in responses.items():
        wanted = [condition_of(v) for v in variations if v.get("condition") and "channel" not in v]
        for channel in {v["channel"] for v in variations if "channel" in v}:
            there = [condition_of(v) for v in variations if v.get("channel") == channel]
            wrong += [f"{name}, {channel}: {c}" for c in wanted if c not in there]
    return wrong


def silent_otherwise(responses: Responses) -> list[str]:
    """Responses that say nothing when no condition or channel matches."""
    return [
        name
        for name, variations in responses.items()
        if all(v.get("condition") or "channel" in v for v in variations)
    ]


def badly_shaped(responses: Responses) -> list[str]:
    """Responses that say nothing, are split in two, or name a channel that never matches."""
    return [
        name
        for name, variations in responses.items()
        for v in variations
        if not str(v.get("text", "")).strip() or "\n\n" in v["text"] or v.get("channel") == "rest"
    ]


def test_no_response_is_left_to_chance() -> None:
    assert left_to_chance(load().responses) == []
    assert overruled(load().responses) == []
    assert silent_otherwise(load().responses) == []
    assert badly_shaped(load().responses) == []


def when(slot: str, value: Any, **more: Any) -> Variation:
    """A variation for this value of the slot."""
    condition = [{"type": "slot", "name": slot, "value": value}]
    return {"text": "?", "condition": condition, **more}


def test_two_variations_for_one_moment_are_found() -> None:
    plain: Variation = {"text": "?"}
    for pair in (
        [plain, plain],
        [when("misses", "1"), when("region", "foot")],
        [when("misses", "a"), when("misses", "A")],
    ):
        assert left_to_chance({"utter_more": pair}) == ["utter_more"]
    assert left_to_chance({"utter_more": [plain, when("misses", "1"), when("misses", "2")]}) == []


def test_a_channel_that_overrules_a_condition_is_found() -> None:
    variations: list[Variation] = [{"text": "?"}, when("a", 1), {"text": "?", "channel": "sms"}]
    assert overruled({"utter_more": variations}) != []
    assert overruled({"utter_more": [*variations, when("a", 1, channel="sms")]}) == []


def test_a_response_without_a_default_is_found() -> None:
    assert silent_otherwise({"utter_more": [when("a", 1)]}) == ["utter_more"]
    assert silent_otherwise({"utter_more": [{"text": "?", "channel": "sms"}]}) == ["utter_more"]


@pytest.mark.parametrize("text", ["", " ", "One.\n\nTwo."])
def test_a_badly_shaped_response_is_found(text: str) -> None:
    assert badly_shaped({"utter_more": [{"text": text}]}) == ["utter_more"]
    assert badly_shaped({"utter_more": [{"text": "?", "channel": "rest"}]}) == ["utter_more"]
