"""Our own phrasings: nlu/examples, by sign, and data/nlu, by intent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

EXAMPLES = Path(__file__).resolve().parent / "examples"
INTENTS = Path(__file__).resolve().parent.parent / "data" / "nlu"


def example_rows(name: str) -> Iterator[tuple[str, str]]:
    """(heading, message) of one file of nlu/examples."""
    for heading, texts in _read(EXAMPLES / f"{name}.yml").items():
        for text in texts:
            yield heading, text


def intent_phrasings() -> Iterator[str]:
    """What the intents are taught with."""
    for file in sorted(INTENTS.glob("*.yml")):
        for block in _read(file)["nlu"]:
            for line in block["examples"].splitlines():
                if line.strip():
                    yield line.strip()[2:]


def phrasings() -> Iterator[str]:
    """All of them."""
    for file in sorted(EXAMPLES.glob("*.yml")):
        yield from (text for _, text in example_rows(file.stem))
    yield from intent_phrasings()


def _read(file: Path) -> dict[str, Any]:
    # In C and all as text: this is read at each start; tests check the files line by line.
    found: dict[str, Any] = yaml.load(file.read_bytes(), yaml.CBaseLoader)  # noqa: S506  # nosec B506
    return found
