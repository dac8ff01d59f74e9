"""Reads many texts with the trained model, in batches and without a server."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from nlu.corrections import ASIDES

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "models" / "footwise.tar.gz"
BATCH = 64


class InputError(ValueError):
    """A line of input that is no text to read; the text says which line and why."""


def parse(lines: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Texts and asked slots of JSON lines `{"text": ..., "asked": slot or null}`."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"line {number} is not JSON: {error.msg}") from error
        text = row.get("text") if isinstance(row, dict) else None
        if not isinstance(text, str):
            raise InputError(f'line {number} has no "text"')
        yield text, row.get("asked")


class BulkReader:
    """The trained model's message pipeline, the same that a conversation runs through."""

    def __init__(self, model: Path | None = None) -> None:
        """Load `model` (default: FOOTWISE_MODEL, else models/footwise.tar.gz)."""
        model = model or Path(os.environ.get("FOOTWISE_MODEL", MODEL))
        if not model.is_file():
            raise InputError(f"there is no trained model at {model}: run `make train`")
        quiet()
        from rasa.core.agent import Agent

        processor = Agent.load(str(model)).processor
        self._runner = processor.graph_runner
        self._target = processor.model_metadata.nlu_target

    def read(self, rows: Iterable[tuple[str, str | None]]) -> Iterator[dict[str, Any]]:
        """What each text says: intent, confidence, findings, red_flags, scope; in order."""
        rows = iter(rows)
        while batch := list(islice(rows, BATCH)):
            yield from self._batch(batch)

    def _batch(self, batch: list[tuple[str, str | None]]) -> list[dict[str, Any]]:
        from rasa.core.channels.channel import UserMessage
        from rasa.core.processor import PLACEHOLDER_MESSAGE

        # Rasa's pipeline cannot read an empty text; the guard never lets one through either.
        messages = [
            UserMessage(text=text.lstrip("/").strip() or ".", metadata={"asked": asked})
            for text, asked in batch
        ]
        parsed = self._runner.run(inputs={PLACEHOLDER_MESSAGE: messages}, targets=[self._target])[
            self._target
        ]
        return [line(message.as_dict(only_output_properties=True)) for message in parsed]


def line(parsed: dict[str, Any]) -> dict[str, Any]:
    """One line of output from a message's parse data."""
    lists = _list_slots()
    findings: dict[str, Any] = {}
    for entity in parsed.get("entities", []):
        if entity["entity"] in ASIDES:
            continue
        if entity["entity"] in lists:
            findings.setdefault(entity["entity"], []).append(entity["value"])
        else:
            findings[entity["entity"]] = entity["value"]
    intent = parsed.get("intent") or {}
    return {
        "intent": intent.get("name"),
        "confidence": round(float(intent.get("confidence") or 0.0), 4),
        "findings": findings,
        "red_flags": parsed.get("red_flags", []),
        "scope": parsed.get("scope", "out_of_scope"),
    }


def _list_slots() -> set[str]:
    from triage import load_library

    library = load_library()
    lists = {name for name, question in library.questions.items() if question.is_list}
    return lists | {name for name, heard in library.heard.items() if heard.many}


def quiet() -> None:
    """Rasa's logs go to standard error, warnings and worse only; standard output stays ours."""
    import structlog

    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
