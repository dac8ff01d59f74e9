"""Real servers with a stand-in between them, started once."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from scripts.run import free_port
from tests.conversations.conftest import LIMITS, TURN_WITHIN_S
from tests.conversations.live import LiveTalk
from tests.faults.stand_in import StandIn, standing_in
from tests.servers import footwise

TURN_S = 3.0  # instead of 8, so that a slow action server does not take the tests' time


@dataclass(frozen=True)
class Servers:
    """Running servers: where they listen, what stands between them, where they write."""

    http: httpx.Client
    actions: StandIn
    folder: Path

    def new_talk(self) -> LiveTalk:
        """A conversation of its own."""
        return LiveTalk(self.http, self.folder / "footwise.db")

    def logs(self) -> str:
        """All that the servers wrote so far."""
        return "".join(log.read_text() for log in sorted((self.folder / "logs").glob("*.log*")))


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Both servers, with the trained model."""
    folder = tmp_path_factory.mktemp("faults")
    real, between = free_port(), free_port()
    settings = {
        "FOOTWISE_SECRET": secrets.token_hex(32),
        "FOOTWISE_ACTION_PORT": str(real),
        "ACTION_ENDPOINT_URL": f"http://127.0.0.1:{between}/webhook",
        "FOOTWISE_TURN_SECONDS": str(TURN_S),
        **LIMITS,
    }
    with (
        standing_in(between, f"http://127.0.0.1:{real}") as actions,
        footwise(folder, **settings) as url,
        httpx.Client(base_url=url, timeout=TURN_WITHIN_S) as http,
    ):
        yield Servers(http, actions, folder)
