"""A fresh talk for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.channels.harness import Talk

NewTalk = Callable[..., Talk]


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
