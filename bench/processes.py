"""Servers as processes: what they and their children use of processor and memory (Linux)."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

STOP_WITHIN_S = 60
TICKS = os.sysconf("SC_CLK_TCK")
MB = 1e6
KB = 1024


class Process:
    """A command that runs until it is stopped, in a group of its own."""

    def __init__(self, command: list[str], folder: Path, env: Mapping[str, str], log: Path) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w") as out:
            self._process = subprocess.Popen(
                command, cwd=folder, env=dict(env), stdout=out, stderr=out, start_new_session=True
            )
        self.pid = self._process.pid

    def stop(self) -> None:
        """Ends it, politely if it listens."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(STOP_WITHIN_S)
            except subprocess.TimeoutExpired:
                os.killpg(self.pid, signal.SIGKILL)
                self._process.wait()


def family(pid: int) -> Iterator[int]:
    """`pid` and all that it started that still run."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from family(int(child))


def cpu_s(pids: list[int]) -> float:
    """Seconds of processor time that these and their families have used so far."""
    return sum(_ticks(pid) for root in pids for pid in family(root)) / TICKS


def children_cpu_s() -> float:
    """Seconds of processor time of all processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _ticks(pid: int) -> int:
    # The name, in brackets, may hold spaces; user and system time are fields 14 and 15.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def memory_mb(pids: list[int]) -> dict[str, float]:
    """Resident memory of each process of these families, by what it runs, in MB."""
    found: dict[str, float] = {}
    for root in pids:
        for pid in family(root):
            words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
            name = words[words.index("-m") + 1] if "-m" in words else Path(words[0]).name
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
            kb = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
            found[name] = found.get(name, 0.0) + kb * KB / MB
    return found
