"""Kinds of text and data that the knowledge files hold, told apart by type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any


class Words(str):
    """Words that patients read or hear; `triage check` measures their reading age."""

    @classmethod
    def __modify_schema__(cls, schema: dict[str, Any]) -> None:
        schema["description"] = "Patients read this: plain words, reading age 10, nothing certain."


class Day(str):
    """A date, written like 2026-11-23."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[Any], str]]:
        yield cls.check

    @classmethod
    def check(cls, value: Any) -> str:
        """The date as it was written; ValueError where it is none."""
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError as error:
            raise ValueError("a date is written like 2026-11-23") from error

    @classmethod
    def __modify_schema__(cls, schema: dict[str, Any]) -> None:
        schema.update(type="string", format="date", pattern=r"^\d{4}-\d{2}-\d{2}$")


class When(dict[str, Any]):
    """A condition of the condition language (see README.md in knowledge/)."""

    @classmethod
    def __modify_schema__(cls, schema: dict[str, Any]) -> None:
        schema.clear()
        schema["$ref"] = "#/definitions/Condition"
