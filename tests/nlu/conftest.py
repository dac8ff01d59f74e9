"""One reader for all tests of this folder, on a fixed day."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from nlu.phrasings import EXAMPLES
from nlu.reader import Reader
from nlu.spotter import load_spotter
from triage.yaml_source import Document

ROWS = Path(__file__).parent / "rows"
TODAY = datetime.date(2025, 6, 18)  # a Wednesday


def rows(name: str) -> Any:
    """The rows of one file of tests/nlu/rows, or of those that the classifier learns from."""
    own = ROWS / f"{name}.yml"
    return Document(own if own.is_file() else EXAMPLES / f"{name}.yml").data


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader whose clock stands still."""
    return Reader(lambda: TODAY, load_spotter())
