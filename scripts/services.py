"""PostgreSQL and Redis of this machine, started on 127.0.0.1 and stopped again, for tests.

Data stand in a folder of their own, nothing else of the machine is touched. They need Debian's
packages postgresql and redis-server.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

HOST = "127.0.0.1"
UP_WITHIN_S = 20.0
STOP_WITHIN_S = 20.0
POSTGRES_HOMES = ("/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin")


class Missing(RuntimeError):
    """A program is not installed, or does not start; the text says which."""


class Service:
    """One program that is started, killed and started again at the same address."""

    def __init__(self, name: str, command: list[str], folder: Path, port: int) -> None:
        """`folder` is where it runs and logs; `port` is where it listens once it is up."""
        self.name, self.command, self.folder, self.port = name, command, folder, port
        self.process: subprocess.Popen[bytes] | None = None
        self.env = dict(os.environ)
        self.user: str | None = None
        self.stop_signal = signal.SIGTERM
        self.asks_ready: list[str] | None = None

    def start(self, wait: bool = True) -> None:
        """Starts it; with `wait`, until it listens. Raises Missing if it ends at once."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, env=self.env, stdout=log, stderr=log, user=self.user
            )
        if wait:
            self.wait_up()

    def wait_up(self, within_s: float = UP_WITHIN_S) -> None:
        """Waits until it answers. Raises Missing."""
        end = time.monotonic() + within_s
        while time.monotonic() < end and self.process and self.process.poll() is None:
            if self._is_up():
                return
            time.sleep(0.05)
        raise Missing(f"{self.name} does not start: see {self.folder / self.name}.log")

    def _is_up(self) -> bool:
        if self.asks_ready:
            return subprocess.run(self.asks_ready, capture_output=True, check=False).returncode == 0
        with socket.socket() as probe:
            return probe.connect_ex((HOST, self.port)) == 0

    def kill(self) -> None:
        """Ends it as a power cut would."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """Ends it politely, and for good if that takes too long."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.kill()


def program(name: str) -> str:
    """The path of an installed program. Raises Missing."""
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", *POSTGRES_HOMES])
    found = shutil.which(name, path=places)
    if found is None:
        raise Missing(f"{name} is not installed (Debian: postgresql redis-server)")
    return found


def postgres(folder: Path, port: int) -> Service:
    """An empty PostgreSQL; its address is `database_url(port)`. Its data survives a kill."""
    folder.mkdir(parents=True, exist_ok=True)
    # It refuses to run as root: then it runs as the user that its package made.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    if not data.exists():
        made = [program("initdb"), "-D", str(data), "-U", "footwise", "-A", "trust", "-E", "UTF8"]
        subprocess.run(made, cwd=folder, user=user, check=True, capture_output=True)
    command = [program("postgres"), "-D", str(data), "-p", str(port), "-h", HOST, "-k", str(folder)]
    service = Service("postgres", command, folder, port)
    # It listens before it can be used.
    service.asks_ready = [program("pg_isready"), "-q", "-h", HOST, "-p", str(port)]
    service.user, service.stop_signal = user, signal.SIGINT
    return service


def database_url(port: int) -> str:
    """FOOTWISE_DATABASE_URL of `postgres`."""
    return f"postgresql://footwise@{HOST}:{port}/postgres"


def redis(folder: Path, port: int) -> Service:
    """A Redis that writes nothing to disk: locks must not outlive it."""
    own = ["--bind", HOST, "--port", str(port), "--save", "", "--appendonly", "no"]
    return Service("redis", [program("redis-server"), *own], folder, port)


def lock_url(port: int) -> str:
    """FOOTWISE_LOCK_URL of `redis`."""
    return f"redis://{HOST}:{port}/0"
