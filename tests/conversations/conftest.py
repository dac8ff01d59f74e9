"""The real servers, started once for all conversations."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.conversations.live import LiveTalk
from tests.servers import footwise

TURN_WITHIN_S = 20
# The tests talk faster than any person.
LIMITS = {"FOOTWISE_RATE_PER_SESSION": "100000", "FOOTWISE_RATE_PER_ADDRESS": "100000"}


@pytest.fixture(scope="session")
def new_talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], LiveTalk]]:
    """Opens talks with the trained model, the action server and the `web` channel."""
    folder: Path = tmp_path_factory.mktemp("footwise")
    settings = {"FOOTWISE_SECRET": secrets.token_hex(32), **LIMITS}
    with (
        footwise(folder, **settings) as url,
        httpx.Client(base_url=url, timeout=TURN_WITHIN_S) as http,
    ):
        yield lambda: LiveTalk(http, folder / "footwise.db")
