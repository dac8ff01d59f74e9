"""Training: only when needed, and a failure leaves the old model."""

import subprocess
from pathlib import Path

import pytest

from scripts import train


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with something to train from; nothing is generated there."""
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "build").mkdir()
    (tmp_path / "config.yml").write_text("recipe: default.v1\n")
    (tmp_path / "domain.yml").write_text("intents: []\n")
    (tmp_path / "data" / "nlu" / "greet.yml").write_text("nlu: []\n")
    monkeypatch.setattr(train, "ROOT", tmp_path)
    monkeypatch.setattr(train, "MODEL", tmp_path / "models" / "footwise.tar.gz")
    monkeypatch.setattr(train, "SIGNS", tmp_path / "models" / "signs.joblib")
    monkeypatch.setattr(train, "STAMP", tmp_path / "models" / "footwise.hash")
    monkeypatch.setattr(train, "generate", lambda: None)
    return tmp_path


class Trainer:
    """Stands for both trainers: writes a model and the signs, or fails."""

    def __init__(self) -> None:
        self.runs = 0
        self.fails = False

    def __call__(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        signs = "nlu.training" in command
        self.runs += not signs or self.fails
        if signs and not self.fails:
            Path(command[-1]).parent.mkdir(parents=True, exist_ok=True)
            Path(command[-1]).write_text(f"signs {self.runs + 1}")
        elif not self.fails:
            out = Path(command[command.index("--out") + 1])
            out.mkdir(parents=True, exist_ok=True)
            (out / "footwise.tar.gz").write_text(f"model {self.runs}")
        return subprocess.CompletedProcess(command, int(self.fails))


@pytest.fixture
def trainer(monkeypatch: pytest.MonkeyPatch) -> Trainer:
    stand_in = Trainer()
    monkeypatch.setattr(subprocess, "run", stand_in)
    return stand_in


@pytest.mark.parametrize("name", ["data/nlu/greet.yml", "domain.yml", "config.yml", "data/new.yml"])
def test_trains_once_and_again_after_a_change(project: Path, trainer: Trainer, name: str) -> None:
    assert train.main() == 0
    assert train.main() == 0
    assert trainer.runs == 1
    (project / name).write_text("changed: true\n")
    assert train.main() == 0
    assert trainer.runs == 2
    assert train.MODEL.read_text() == "model 2"


@pytest.mark.parametrize("part", ["MODEL", "SIGNS"])
def test_trains_when_a_part_is_gone(project: Path, trainer: Trainer, part: str) -> None:
    train.main()
    getattr(train, part).unlink()
    train.main()
    assert trainer.runs == 2
    assert getattr(train, part).is_file()


def test_a_failed_training_leaves_the_old_model_and_is_tried_again(
    project: Path, trainer: Trainer
) -> None:
    train.main()
    (project / "domain.yml").write_text("broken\n")
    trainer.fails = True
    assert train.main() == 1
    assert train.MODEL.read_text() == "model 1"
    assert train.main() == 1
    assert trainer.runs == 3
