"""Which taps a client may send: an answer to the question that was asked, or a button it was shown.

Anything else that looks like a command is read as words (DESIGN section 4).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

INFORM = re.compile(r"^/inform\s*(\{.*\})$", re.DOTALL)
UNSURE_MARK = "unsure:"
NUMBERS = ("number", "scale")
LISTS = ("multiple", "body_map")


def answer_payload(text: str, question: Mapping[str, Any] | None) -> str | None:
    """`text` in one fixed form, if it answers `question` (a custom payload) within its options.

    None if it does not: another slot, a value that was not offered, broken JSON, no question.
    """
    found = INFORM.match(text)
    if not found or not question:
        return None
    given = _json(found.group(1))
    if not isinstance(given, dict) or list(given) != [question.get("slot")]:
        return None
    value = given[question["slot"]]
    if not is_offered(value, question):
        return None
    return "/inform" + json.dumps({question["slot"]: value})


def button_payload(text: str, shown: set[str]) -> str | None:
    """`text`, if it is exactly what a button in `shown` sends and no answer to a question."""
    return text if text in shown and text.startswith("/") and not INFORM.match(text) else None


def value_in(payload: str, slot: str) -> Any:
    """The value that an answer payload gives to `slot`, None if it is none."""
    found = INFORM.match(payload)
    given = _json(found.group(1)) if found else None
    return given.get(slot) if isinstance(given, dict) else None


def is_offered(value: Any, question: Mapping[str, Any]) -> bool:
    """Whether `value` is within what `question` offers."""
    options = [option.get("value") for option in question.get("options") or []]
    if question.get("kind") in NUMBERS:
        return _is_number(value, options, question)
    if question.get("multiple") or question.get("kind") in LISTS:
        return _are_options(value, options, question)
    return isinstance(value, (str, int)) and _among(value, options)


def _are_options(value: Any, options: list[Any], question: Mapping[str, Any]) -> bool:
    values = value if isinstance(value, list) else [value]
    most = question.get("max") or len(options)
    if not 0 < len(values) <= most or not all(isinstance(item, (str, int)) for item in values):
        return False
    unsure = [f"{UNSURE_MARK}{option}" for option in options if question.get("tick_list")]
    return all(_among(item, [*options, *unsure]) for item in values)


def _is_number(value: Any, options: list[Any], question: Mapping[str, Any]) -> bool:
    if _among(value, options):
        return True
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return False
    low, high = question.get("min"), question.get("max")
    if low is None or high is None:
        return False
    return bool(low <= value <= high)


def _among(value: Any, options: list[Any]) -> bool:
    """Whether `value` is an option of the same type: true is not 1."""
    return any(value == option and type(value) is type(option) for option in options)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
