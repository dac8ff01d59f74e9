"""Real PostgreSQL and Redis for the tests here. Without their packages the tests fail."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import services
from scripts.run import free_port


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """A folder that other users may enter, unlike pytest's own: PostgreSQL is one."""
    folder = Path(tempfile.mkdtemp(prefix="footwise-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(place: Path) -> Iterator[services.Service]:
    """A running PostgreSQL; a test that stops it starts it again."""
    service = services.postgres(place / "postgres", free_port())
    service.start()
    yield service
    service.stop()


@pytest.fixture(scope="session")
def redis(place: Path) -> Iterator[services.Service]:
    """A running Redis; a test that stops it starts it again."""
    service = services.redis(place / "redis", free_port())
    service.start()
    yield service
    service.stop()
