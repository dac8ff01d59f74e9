"""A fresh talk for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.channels.harness import Talk
from triage import load_library

NewTalk = Callable[..., Talk]


@pytest.fixture(scope="session", autouse=True)
def knowledge() -> None:
    """The knowledge is read before the first turn, which would take the time for it."""
    load_library()


@pytest.fixture
def new_talk(tmp_path: Path) -> NewTalk:
    """Makes a talk, with settings of its own if wanted."""

    def make(**settings: Any) -> Talk:
        return Talk(tmp_path, **settings)

    return make


@pytest.fixture
def talk(new_talk: NewTalk) -> Talk:
    """A talk with the usual settings."""
    return new_talk()
