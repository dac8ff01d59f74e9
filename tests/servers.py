"""Real servers for tests: started as `make run` starts them, on free ports, with data of their own.

with footwise(tmp_path) as url:      # url ends in a slash
    ...
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.environment import ROOT
from scripts.run import free_port

STOP_WITHIN_S = 60


def as_from_a_terminal() -> None:
    """In the child: hear Ctrl-C, which shells have their background programs ignore."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(folder: Path, **settings: str) -> subprocess.Popen[str]:
    """Starts both servers with their data and logs in `folder`; `settings` win over defaults.

    They print one line with the address once they are ready.
    """
    env = {
        **os.environ,
        "FOOTWISE_PORT": str(free_port()),
        "FOOTWISE_ACTION_PORT": str(free_port()),
        "FOOTWISE_DATA": str(folder),
        "FOOTWISE_LOGS": str(folder / "logs"),
        "FOOTWISE_DATABASE_URL": "",
        "ACTION_ENDPOINT_URL": "",
        **settings,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "scripts.run"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=as_from_a_terminal,
    )


def address(process: subprocess.Popen[str]) -> str:
    """Waits for the servers; returns their address. Raises RuntimeError with what they said."""
    said = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if "Footwise is at" in line:
            return line.split()[3]
    raise RuntimeError("".join(said))


@contextlib.contextmanager
def footwise(folder: Path, **settings: str) -> Iterator[str]:
    """Running servers as long as the block lasts; gives their address."""
    process = start(folder, **settings)
    try:
        yield address(process)
    finally:
        process.terminate()
        process.communicate(timeout=STOP_WITHIN_S)
