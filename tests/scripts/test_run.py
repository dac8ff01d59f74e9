"""`make run`: what it says when it cannot start, and that it leaves nothing behind."""

import os
import re
import shutil
import signal
import socket
import sys
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import run
from scripts.environment import ROOT, complete
from tests.servers import address, start

# Stands for both servers: the chat server answers every path with 200.
STAND_IN = """#!{python}
import os, sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer
with open(os.environ["FOOTWISE_DATA"] + "/started", "a") as file:
    file.write(f"{{sys.argv[2]}} {{os.getpid()}}\\n")
class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *args):
        pass
if sys.argv[2] == "rasa":
    HTTPServer(("127.0.0.1", int(os.environ["FOOTWISE_PORT"])), Answer).serve_forever()
time.sleep(600)
"""
BROKEN = "#!/bin/sh\necho the reason of $2\nexit 1\n"
# Lives long enough each time to count as started.
SHORT_LIVED = "#!/bin/sh\necho the reason of $2\nsleep 6\nexit 1\n"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Settings of a Footwise of its own, with free ports and an archive in the model's place."""
    with tarfile.open(tmp_path / "model.tar.gz", "w:gz") as model:
        model.add(__file__, "metadata.json")
    mine = {
        "FOOTWISE_DATA": str(tmp_path),
        "FOOTWISE_LOGS": str(tmp_path / "logs"),
        "FOOTWISE_MODEL": str(tmp_path / "model.tar.gz"),
        "FOOTWISE_PORT": str(run.free_port()),
        "FOOTWISE_ACTION_PORT": str(run.free_port()),
        "FOOTWISE_INTERPRETER": str(tmp_path / "interpreter"),
        "FOOTWISE_DATABASE_URL": "",
        "ACTION_ENDPOINT_URL": "",
    }
    for name, value in mine.items():
        monkeypatch.setenv(name, value)
    return mine


@pytest.fixture
def taken_port() -> Iterator[str]:
    """A port that somebody listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield str(server.getsockname()[1])


def install(settings: dict[str, str], program: str) -> None:
    path = Path(settings["FOOTWISE_INTERPRETER"])
    path.write_text(program.format(python=sys.executable) if "{python}" in program else program)
    path.chmod(0o755)


def started(settings: dict[str, str]) -> list[tuple[str, int]]:
    lines = (Path(settings["FOOTWISE_DATA"]) / "started").read_text().splitlines()
    return [(name, int(pid)) for name, pid in (line.split() for line in lines)]


def wait_for(settings: dict[str, str], count: int) -> list[tuple[str, int]]:
    end = time.monotonic() + 30
    while len(started(settings)) < count and time.monotonic() < end:
        time.sleep(0.2)
    return started(settings)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until_gone(pids: list[int]) -> None:
    end = time.monotonic() + 20
    while any(is_alive(pid) for pid in pids) and time.monotonic() < end:
        time.sleep(0.2)
    assert not [pid for pid in pids if is_alive(pid)]


@pytest.mark.parametrize("name", ["FOOTWISE_PORT", "FOOTWISE_ACTION_PORT"])
@pytest.mark.parametrize("value", ["abc", "0", "65536", "-1"])
def test_a_bad_port_is_named(
    settings: dict[str, str], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(run.CannotRun, match=f"{name} is '{value}'"):
        run.server_environment()


def test_a_taken_port_gives_one_clear_line(
    tmp_path: Path, settings: dict[str, str], taken_port: str
) -> None:
    done = start(tmp_path, **{**settings, "FOOTWISE_PORT": taken_port})
    output, _ = done.communicate(timeout=60)
    assert done.returncode == 1
    assert re.fullmatch(f"Port {taken_port} on 127.0.0.1 cannot be used .*\n", output)


def test_a_missing_model_is_named(settings: dict[str, str]) -> None:
    Path(settings["FOOTWISE_MODEL"]).unlink()
    with pytest.raises(run.CannotRun, match="run 'make train' first"):
        run.server_environment()


@pytest.mark.parametrize("damage", ["empty", "half", "no archive", "a bit"])
def test_a_damaged_model_is_named_and_nothing_is_started(
    tmp_path: Path, settings: dict[str, str], damage: str
) -> None:
    path = Path(settings["FOOTWISE_MODEL"])
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(
        {
            "empty": b"",
            "half": whole[:middle],
            "no archive": b"<html>not found</html>",
            "a bit": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        }[damage]
    )
    done = start(tmp_path, **settings)
    output, _ = done.communicate(timeout=60)
    assert done.returncode == 1
    assert output == f"The model at {path} is damaged: delete it and run 'make train'.\n"


def test_broken_knowledge_is_named_with_its_line_and_nothing_is_started(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", knowledge)
    file = knowledge / "red_flags.yml"
    lines = file.read_text(encoding="utf-8").count("\n")
    file.write_text(file.read_text(encoding="utf-8") + "wrong: [\n", encoding="utf-8")
    done = start(tmp_path, **settings, FOOTWISE_KNOWLEDGE=str(knowledge))
    output, _ = done.communicate(timeout=60)
    assert done.returncode == 1
    assert re.fullmatch(rf"The knowledge cannot be used: red_flags.yml:{lines + 2}: .*\n", output)


def test_the_action_server_moves_when_its_usual_port_is_taken(
    settings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOOTWISE_ACTION_PORT")
    monkeypatch.setattr(run, "port_is_free", lambda _host, port: port != 5055)
    env = run.server_environment()
    assert env["FOOTWISE_ACTION_PORT"] != "5055"
    assert env["FOOTWISE_ACTION_PORT"] in env["ACTION_ENDPOINT_URL"]


def test_the_folders_of_logs_and_database_are_made(tmp_path: Path) -> None:
    database = tmp_path / "deep" / "talks" / "footwise.db"
    env = {
        "FOOTWISE_LOGS": str(tmp_path / "logs"),
        "FOOTWISE_DATABASE_URL": f"sqlite:///{database}",
    }
    run.prepare_folders(complete(env))
    assert database.parent.is_dir()
    assert (tmp_path / "logs").is_dir()


@pytest.mark.parametrize(
    ("host", "shown"), [("127.0.0.1", "localhost"), ("::", "localhost"), ("chat.lan", "chat.lan")]
)
def test_the_address_can_be_opened_in_a_browser(host: str, shown: str) -> None:
    env = complete({"FOOTWISE_HOST": host, "FOOTWISE_PORT": "5010"})
    assert run.page_url(env) == f"http://{shown}:5010/"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_one_address_then_a_stop_that_leaves_nothing(
    tmp_path: Path, settings: dict[str, str], how: signal.Signals
) -> None:
    install(settings, STAND_IN)
    process = start(tmp_path, **settings)
    assert address(process) == f"http://localhost:{settings['FOOTWISE_PORT']}/"
    pids = [pid for _, pid in wait_for(settings, 2)]
    assert len(pids) == 2
    process.send_signal(how)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "http" not in output
    wait_until_gone(pids)


def test_a_server_that_dies_is_started_again(tmp_path: Path, settings: dict[str, str]) -> None:
    install(settings, STAND_IN)
    process = start(tmp_path, **settings)
    address(process)
    time.sleep(5)
    os.kill(dict(started(settings))["rasa"], signal.SIGKILL)
    names = [name for name, _ in wait_for(settings, 3)]
    process.terminate()
    process.communicate(timeout=60)
    assert names.count("rasa") == 2
    wait_until_gone([pid for _, pid in started(settings)])


def test_killed_outright_it_still_leaves_nothing(tmp_path: Path, settings: dict[str, str]) -> None:
    install(settings, STAND_IN)
    process = start(tmp_path, **settings)
    address(process)
    process.kill()
    process.communicate(timeout=60)
    wait_until_gone([pid for _, pid in started(settings)])


@pytest.mark.parametrize("program", [BROKEN, SHORT_LIVED])
def test_servers_that_cannot_start_are_reported(
    tmp_path: Path, settings: dict[str, str], program: str
) -> None:
    install(settings, program)
    process = start(tmp_path, **settings)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "cannot be kept running" in output
    assert "the reason of rasa\n" in output
