"""Who is compared: Footwise, Rasa's default recipe on our data, and the least that Rasa can do.

Each is trained and started by its own commands, in folders of its own under build/bench/.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bench.processes import Process, children_cpu_s
from scripts.environment import ROOT, complete
from scripts.run import free_port
from scripts.train import MODEL, SIGNS
from scripts.train import train as train_footwise

HERE = ROOT / "build" / "bench"
RASA = [sys.executable, "-m", "rasa"]
DEFAULT = "rasa/engine/recipes/config_files/default_config.yml"
STORIES = ROOT / "tests" / "core" / "test_rules.yml"
NO_LIMITS = {"FOOTWISE_RATE_PER_SESSION": "0", "FOOTWISE_RATE_PER_ADDRESS": "0"}
# The smallest assistant that answers: one rule, key words, nothing kept on disk.
FLOOR = {
    "endpoints.yml": {},
    "credentials.yml": {"rest": None},
    "config.yml": {
        "recipe": "default.v1",
        "assistant_id": "floor",
        "language": "en",
        "pipeline": [{"name": "KeywordIntentClassifier"}],
        "policies": [{"name": "RulePolicy"}],
    },
    "domain.yml": {
        "intents": ["greet"],
        "responses": {"utter_greet": [{"text": "Hello."}]},
    },
    "data/all.yml": {
        "nlu": [{"intent": "greet", "examples": "- hello\n- good day\n"}],
        "rules": [
            {"rule": "Hello", "steps": [{"intent": "greet"}, {"action": "utter_greet"}]},
        ],
    },
}


@dataclass
class Contender:
    """One assistant: `key` in the results, `name` in the tables, `web` where it is Footwise.

    `model` are the files that it is made of once trained; `train` makes them.
    """

    key: str
    name: str
    model: tuple[Path, ...]
    web: bool = False
    says: str = "triage"
    processes: list[Process] = field(default_factory=list)
    port: int = 0

    @property
    def folder(self) -> Path:
        """Its own folder for data and logs."""
        return HERE / self.key

    def train(self) -> dict[str, float]:
        """Trains it; seconds and seconds of CPU. Raises RuntimeError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        before, began = children_cpu_s(), time.perf_counter()
        log = self.folder / "train.log"
        if not (train_footwise(log) if self.web else self._rasa_train(log)):
            raise RuntimeError(f"{self.name} cannot be trained: see {log}")
        took = time.perf_counter() - began
        return {"train_s": took, "train_cpu_s": children_cpu_s() - before}

    def model_mb(self) -> float:
        """Size of the model on disk."""
        return sum(path.stat().st_size for path in self.model) / 1e6

    def _rasa_train(self, log: Path) -> bool:
        ours = self.says == "triage"
        write_all(self.folder, default_files() if ours else FLOOR)
        data = [str(ROOT / "data"), str(self.folder / "data")] if ours else ["data"]
        domain = str(ROOT / "domain.yml") if ours else "domain.yml"
        command = [*RASA, "train", "--force", "--config", "config.yml", "--domain", domain]
        command += ["--data", *data, "--out", ".", "--fixed-model-name", "model"]
        with log.open("w") as out:
            env = complete(os.environ)
            done = subprocess.run(
                command, cwd=self.folder, env=env, stdout=out, stderr=out, check=False
            )
        return done.returncode == 0 and self.model[0].is_file()

    def start(self) -> None:
        """Starts its servers with an empty database; does not wait until they answer."""
        self.port = free_port()
        actions = free_port()
        for old in self.folder.glob("*.db*"):
            old.unlink()
        own = {
            "FOOTWISE_PORT": str(self.port),
            "FOOTWISE_ACTION_PORT": str(actions),
            "FOOTWISE_DATA": str(self.folder),
            "FOOTWISE_LOGS": str(self.folder / "logs"),
            "FOOTWISE_DATABASE_URL": "",
            "ACTION_ENDPOINT_URL": f"http://127.0.0.1:{actions}/webhook",
            **NO_LIMITS,
        }
        env = complete({**os.environ, **own})
        if self.web:
            self._run("servers", [sys.executable, "-m", "scripts.run"], env)
            return
        if self.says == "triage":
            served = [sys.executable, "-m", "actions", "--actions", "actions", "--port"]
            door = {"SANIC_HOST": "127.0.0.1", "SANIC_REQUEST_MAX_SIZE": "100000000"}
            self._run("actions", [*served, str(actions)], {**env, **door})
        files = ("--endpoints", "endpoints.yml", "--credentials", "credentials.yml")
        command = [*RASA, "run", "--model", str(self.model[0]), *files]
        command += ["--interface", "127.0.0.1", "--port", str(self.port)]
        self._run("rasa", command, env, self.folder)

    def _run(
        self, name: str, command: list[str], env: Mapping[str, str], folder: Path = ROOT
    ) -> None:
        self.processes.append(Process(command, folder, env, self.folder / f"{name}.log"))

    def stop(self) -> None:
        """Stops its servers."""
        for process in self.processes:
            process.stop()
        self.processes.clear()


def write_all(folder: Path, files: Mapping[str, object]) -> None:
    """Writes each of `files` as YAML into `folder`."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, sort_keys=False))


def default_files() -> dict[str, object]:
    """Rasa's own default recipe; beside our data a few stories, without which TED learns nothing.

    Its conversations are kept in SQLite as ours are, by Rasa's own store.
    """
    import rasa

    recipe = Path(rasa.__file__).parent.parent / DEFAULT
    config = yaml.safe_load(recipe.read_text()) | {"assistant_id": "default"}
    store = {"type": "SQL", "dialect": "sqlite", "db": "talks.db"}
    endpoints = {"action_endpoint": {"url": "${ACTION_ENDPOINT_URL}"}, "tracker_store": store}
    return {
        "config.yml": config,
        "endpoints.yml": endpoints,
        "credentials.yml": {"rest": None},
        "data/stories.yml": yaml.safe_load(STORIES.read_text()),
    }


def contenders() -> list[Contender]:
    """All three, ours first."""
    return [
        Contender("footwise", "Footwise", (MODEL, SIGNS), web=True),
        Contender("default", "Rasa's default recipe", (HERE / "default" / "model.tar.gz",)),
        Contender("floor", "Rasa's floor", (HERE / "floor" / "model.tar.gz",), says="hello"),
    ]
