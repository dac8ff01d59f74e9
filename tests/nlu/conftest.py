"""One reader for all tests of this folder, on a fixed day."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from nlu.reader import Reader
from triage.yaml_source import Document

ROWS = Path(__file__).parent / "rows"
TODAY = datetime.date(2025, 6, 18)  # a Wednesday


def rows(name: str) -> Any:
    """The rows of one file."""
    return Document(ROWS / f"{name}.yml").data


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader whose clock stands still."""
    return Reader(lambda: TODAY)
