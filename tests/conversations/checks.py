"""Compares a turn with what a scenario expects, and with what holds for every turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tests.conversations.script import EMERGENCY_CHECK, NOTHING
from tests.conversations.turn import Message, Turn

WITHOUT_EXERCISES = ("emergency", "urgent_same_day")


def always_wrong(turn: Turn) -> Iterator[str]:
    """What must never happen in any turn."""
    if not turn.messages:
        yield "silence"
    for message in turn.messages:
        if not (message.get("text") or message.get("image") or message.get("custom")):
            yield f"an empty message: {message}"
    for text in turn.texts:
        if set("{}") & set(text):
            yield f"a text that was not filled in: {text!r}"
    if len(turn.payloads("question")) > 1:
        yield "two questions at once"
    if len(turn.payloads("triage_result")) > 1:
        yield "two results at once"
    if turn.asked not in (None, EMERGENCY_CHECK, turn.slots.get("requested_slot")):
        yield f"{turn.asked} is asked while the form waits for {turn.slots.get('requested_slot')}"
    if turn.result:
        yield from _wrong_with_result(turn.result)


def _wrong_with_result(result: Message) -> Iterator[str]:
    if result["urgency"] in WITHOUT_EXERCISES and result["exercises"]:
        yield f"exercises at {result['urgency']}"
    if result["exercises"] and not result["caveat"]:
        yield "a plan without the caveat"
    if result["schema"] != 1:
        yield "another schema than 1"


def unmet(expected: dict[str, Any], turn: Turn) -> Iterator[str]:
    """What of `expected` (see README.md) does not hold for `turn`."""
    if "asked" in expected and (turn.asked or NOTHING) != expected["asked"]:
        yield f"asked: {turn.asked or NOTHING}, not {expected['asked']}"
    offered = [option["value"] for option in (turn.question or {}).get("options", [])]
    if offered != expected.get("options", offered):
        yield f"options: {_listed(map(str, offered))}"
    yield from (
        f"{name} was not said, but {_listed(turn.said)}"
        for name in expected.get("said", [])
        if name not in turn.said
    )
    yield from (f"{n} was said" for n in expected.get("not_said", []) if n in turn.said)
    for slot, value in expected.get("slots", {}).items():
        if turn.slots.get(slot) != value:
            yield f"slot {slot}: {turn.slots.get(slot)!r}, not {value!r}"
    if expected.get("result") == NOTHING:
        if turn.result:
            yield f"there is a result: {turn.result['urgency']}"
    elif "result" in expected:
        yield from unmet_result(expected["result"], turn.result)


def unmet_result(expected: dict[str, Any], result: Message | None) -> Iterator[str]:
    """What of the expected result does not hold; ids are compared in any order."""
    if result is None:
        yield "there is no result"
        return
    for key in ("urgency", "recheck_days", "complete"):
        if key in expected and result[key] != expected[key]:
            yield f"{key}: {result[key]}, not {expected[key]}"
    if "route" in expected and result["route"]["number"] != expected["route"]:
        yield f"route: {result['route']['number']}, not {expected['route']}"
    for key in ("rules", "categories", "exercises", "conditions"):
        found = names_in(result, key)
        if key in expected and sorted(found) != sorted(expected[key]):
            yield f"{key}: {_listed(found)}, not {_listed(expected[key])}"
    present = {*names_in(result, "categories"), *names_in(result, "exercises")}
    for name in expected.get("without", []):
        if name in present:
            yield f"{name} is in the plan"


def names_in(result: Message, key: str) -> list[str]:
    """The ids under `key` of a result."""
    return [item if isinstance(item, str) else item["id"] for item in result[key]]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or NOTHING
