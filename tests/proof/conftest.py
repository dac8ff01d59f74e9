"""The worlds that the proofs share: building one takes longer than asking it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.proof.world import World
from triage import load_library


@pytest.fixture(scope="session")
def world() -> World:
    """Everybody, also those who contradict themselves from one question to the next."""
    return World(load_library())


@pytest.fixture(autouse=True)
def figures(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Print how long each proof took."""
    started = time.perf_counter()
    yield
    with capsys.disabled():
        print(f"\n{request.node.name}: {time.perf_counter() - started:.1f} s", end=" ")
