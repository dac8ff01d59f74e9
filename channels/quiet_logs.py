"""Logs say where an error happened and of what kind it is, never its text: it can hold a person's.

Rasa writes each error of an action with everything the action server answered.
"""

from __future__ import annotations

import logging
import traceback
from typing import Any


def keep_errors_quiet() -> None:
    """From now on every log record of this process has its errors without their texts."""
    make = logging.getLogRecordFactory()
    if getattr(make, "quiet", False):
        return

    def quiet(*arguments: Any, **named: Any) -> logging.LogRecord:
        record = make(*arguments, **named)
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            record.exc_text, record.exc_info = place_of(error), None
        return record

    quiet.quiet = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(quiet)


def place_of(error: BaseException) -> str:
    """Kind and place of `error`, and of the errors that led to it, first to last."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [place_of(before)] if before is not None else []
    frames = "".join(traceback.format_tb(error.__traceback__))
    return "\n".join([*lines, f"Traceback:\n{frames}{type(error).__name__}"])
