"""What a machine does to a server that runs: its disk fills up, its memory ends, it is killed."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

UP_WITHIN_S = 120.0
GOOD = 200
Fault = Callable[[int, Path], contextlib.AbstractContextManager[None]]


def process_of(name: str, folder: Path) -> int:
    """The process of this server now, as its supervisor logged it."""
    log = (folder / "logs" / "supervisord.log").read_text()
    return int(re.findall(rf"spawned: '{name}' with pid (\d+)", log)[-1])


@contextlib.contextmanager
def limited(process: int, what: int, most: int) -> Iterator[None]:
    """That process gets no more than `most` of `what` as long as the block lasts."""
    soft, hard = resource.prlimit(process, what)
    resource.prlimit(process, what, (most, hard))
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(process, what, (soft, hard))


def full_disk(process: int, _folder: Path) -> contextlib.AbstractContextManager[None]:
    """No file can be written to any more."""
    return limited(process, resource.RLIMIT_FSIZE, 0)


def no_memory(process: int, _folder: Path) -> contextlib.AbstractContextManager[None]:
    """What it has is all it gets."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[0])
    return limited(process, resource.RLIMIT_AS, pages * resource.getpagesize())


def no_more_files(process: int, _folder: Path) -> contextlib.AbstractContextManager[None]:
    """It can open nothing: no connection of its own, no database."""
    return limited(process, resource.RLIMIT_NOFILE, _open_files(process))


def _open_files(process: int) -> int:
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


@contextlib.contextmanager
def locked(_process: int, folder: Path) -> Iterator[None]:
    """Somebody else writes into the database and does not come to an end."""
    with contextlib.closing(sqlite3.connect(folder / "footwise.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


# Each way in which a machine can fail a server that goes on running.
FAULTS: dict[str, Fault] = {
    "the disk is full": full_disk,
    "memory is at its end": no_memory,
    "no file can be opened": no_more_files,
    "the database is locked": locked,
}


def kill(name: str, folder: Path) -> None:
    """Ends that server as a power cut would; its supervisor starts it again."""
    os.kill(process_of(name, folder), signal.SIGKILL)


def back_within(http: httpx.Client) -> float:
    """Waits until the servers are fit for people again; returns the seconds that took."""
    began = time.monotonic()
    while time.monotonic() - began < UP_WITHIN_S:
        with contextlib.suppress(httpx.TransportError):
            if http.get("health/ready").status_code == GOOD:
                return time.monotonic() - began
        time.sleep(0.2)
    raise AssertionError(f"not ready after {UP_WITHIN_S:g} s")
