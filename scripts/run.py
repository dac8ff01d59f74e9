"""`make run`: both servers under one supervisor, one address, and nothing left behind.

Exit code 0 after Ctrl-C, 1 if the servers could not start or cannot be kept running.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from scripts.before_start import fault_of_knowledge, fault_of_model
from scripts.environment import ROOT, complete, signing_key

READY_WITHIN_S = 180
STOP_WITHIN_S = 45
TRIES = 3
TAIL_LINES = 5
PR_SET_PDEATHSIG = 1


class CannotRun(Exception):
    """Why the servers cannot run, for the person at the terminal."""


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen on this address now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def page_url(env: Mapping[str, str]) -> str:
    """The address to open in a browser on this machine."""
    host = env["FOOTWISE_HOST"]
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104  # nosec B104
    return f"http://{shown}:{env['FOOTWISE_PORT']}/"


def is_ready(env: Mapping[str, str]) -> bool:
    """Whether the chat server answers its own self-test with 200."""
    try:
        with urllib.request.urlopen(f"{page_url(env)}health/ready", timeout=10) as answer:  # nosec B310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def server_environment() -> dict[str, str]:
    """Every setting of both servers.

    Raises CannotRun if a port is taken, or the model or the knowledge cannot be used.
    """
    given = dict(os.environ)
    if not given.get("FOOTWISE_ACTION_PORT") and not port_is_free("127.0.0.1", 5055):
        given["FOOTWISE_ACTION_PORT"] = str(free_port())
    env = complete(given)
    for name in ("FOOTWISE_PORT", "FOOTWISE_ACTION_PORT"):
        if not env[name].isdigit() or not 0 < int(env[name]) < 65536:
            raise CannotRun(f"{name} is {env[name]!r}: it must be a port number, such as 5005.")
    host, port = env["FOOTWISE_HOST"], env["FOOTWISE_PORT"]
    if not port_is_free(host, int(port)):
        raise CannotRun(
            f"Port {port} on {host} cannot be used (something listens there already?). "
            f"Choose another: FOOTWISE_PORT=5006 make run"
        )
    fault = fault_of_model(Path(env["FOOTWISE_MODEL"])) or fault_of_knowledge()
    if fault:
        raise CannotRun(fault)
    env.setdefault("FOOTWISE_SECRET", signing_key(Path(env["FOOTWISE_DATA"])))
    env.setdefault("FOOTWISE_INTERPRETER", sys.executable)
    return env


def prepare_folders(env: Mapping[str, str]) -> None:
    """Makes the folders of the logs and, for SQLite, of the database."""
    Path(env["FOOTWISE_LOGS"]).mkdir(parents=True, exist_ok=True)
    url = env["FOOTWISE_DATABASE_URL"]
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)


def stop_with_parent() -> None:
    """In the child: be told to stop when the parent is killed outright (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start_supervisor(env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Starts the supervisor, which starts both servers."""
    log = Path(env["FOOTWISE_LOGS"]) / "supervisord.log"
    log.unlink(missing_ok=True)
    command = [sys.executable, "-m", "supervisor.supervisord", "-c", "scripts/supervisord.conf"]
    return subprocess.Popen(command, cwd=ROOT, env=dict(env), preexec_fn=stop_with_parent)


def stop(supervisor: subprocess.Popen[bytes]) -> None:
    """Stops both servers and waits until they are gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if supervisor.poll() is None:
        supervisor.terminate()
        try:
            supervisor.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            supervisor.kill()
            supervisor.wait()


def gave_up(log: Path, ready: bool) -> bool:
    """Whether the supervisor's log says that a server cannot be kept running.

    A server that ends again and again before it was ever ready counts too: it may live long
    enough each time for the supervisor to try for ever.
    """
    text = log.read_text(errors="replace") if log.is_file() else ""
    return "entered FATAL state" in text or (not ready and text.count(" exited: ") >= TRIES)


def last_words(env: Mapping[str, str]) -> str:
    """Where to look, and the end of what each server said."""
    logs = Path(env["FOOTWISE_LOGS"])
    tails = []
    for log in (logs / "actions.log", logs / "rasa.log"):
        if log.is_file():
            tails.append(f"{log}:")
            tails += log.read_text(errors="replace").splitlines()[-TAIL_LINES:]
    return "\n".join(tails)


def watch(supervisor: subprocess.Popen[bytes], env: Mapping[str, str]) -> None:
    """Prints the address once the servers are ready, then waits for ever.

    Raises CannotRun if they are not ready in time or a server cannot be kept alive.
    """
    log = Path(env["FOOTWISE_LOGS"]) / "supervisord.log"
    started = time.monotonic()
    ready = False
    while True:
        if supervisor.poll() is not None or gave_up(log, ready):
            raise CannotRun(f"The servers cannot be kept running.\n{last_words(env)}")
        if not ready and is_ready(env):
            ready = True
            print(f"Footwise is at {page_url(env)}  (Ctrl-C stops it)", flush=True)
        if not ready and time.monotonic() - started > READY_WITHIN_S:
            raise CannotRun(f"Not ready after {READY_WITHIN_S} s.\n{last_words(env)}")
        time.sleep(1)


def on_terminate(_signal: int, _frame: FrameType | None) -> None:
    """A polite stop from outside is the same as Ctrl-C."""
    raise KeyboardInterrupt


def main() -> int:
    """Runs until stopped; returns the exit code."""
    signal.signal(signal.SIGTERM, on_terminate)
    try:
        env = server_environment()
        prepare_folders(env)
        print(f"Starting the servers (logs in {os.path.relpath(env['FOOTWISE_LOGS'])}/) ...")
        sys.stdout.flush()
        supervisor = start_supervisor(env)
        try:
            watch(supervisor, env)
        finally:
            stop(supervisor)
    except CannotRun as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nFootwise has stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
