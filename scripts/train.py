"""Trains the model, but only when something it is made from has changed.

The model is swapped in whole: a failed training leaves the old one in place.
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from scripts.environment import ROOT, complete

MODEL = ROOT / "models" / "footwise.tar.gz"
SIGNS = ROOT / "models" / "signs.joblib"
STAMP = ROOT / "models" / "footwise.hash"
MADE_FROM = (
    "config.yml",
    "domain.yml",
    "domain",
    "data",
    "nlu",
    "knowledge/questions.yml",
    "requirements.txt",
    "requirements-model.txt",
)


def sources() -> Iterator[Path]:
    """Every file that the model is made from, in a fixed order."""
    for name in MADE_FROM:
        path = ROOT / name
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                yield file


def fingerprint() -> str:
    """A hash over the names and contents of all sources."""
    digest = hashlib.sha256()
    for file in sources():
        digest.update(f"{file.relative_to(ROOT)}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def generate() -> None:
    """Writes the question texts of knowledge/ as responses; see actions/generate.py.

    Raises subprocess.CalledProcessError if that fails.
    """
    subprocess.run([sys.executable, "-m", "actions.generate"], cwd=ROOT, check=True)


def train(log: Path) -> bool:
    """Trains into build/ and swaps the results in; the trainers' output goes to `log`."""
    fresh = ROOT / "build" / "model"
    signs = fresh / SIGNS.name
    # --force: Rasa's cache does not see changes in the modules behind our own component.
    command = [
        *(sys.executable, "-m", "rasa", "train", "--force"),
        *("--fixed-model-name", "footwise", "--out", str(fresh)),
    ]
    env = complete(os.environ)
    with log.open("w") as output:
        for step in ([sys.executable, "-m", "nlu.training", str(signs)], command):
            done = subprocess.run(
                step, cwd=ROOT, env=env, stdout=output, stderr=output, check=False
            )
            if done.returncode:
                return False
    trained = fresh / "footwise.tar.gz"
    if not trained.is_file():
        return False
    MODEL.parent.mkdir(exist_ok=True)
    signs.replace(SIGNS)
    trained.replace(MODEL)
    return True


def main() -> int:
    """Returns 0 if the model is up to date in the end, else 1 after showing the log's end."""
    generate()
    wanted = fingerprint()
    if MODEL.is_file() and SIGNS.is_file() and STAMP.is_file() and STAMP.read_text() == wanted:
        return 0
    log = ROOT / "build" / "train.log"
    log.parent.mkdir(exist_ok=True)
    print("Training the model ... ", end="", flush=True)
    start = time.monotonic()
    if not train(log):
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-40:])
        print(f"failed. The end of {log.relative_to(ROOT)}:\n{tail}")
        return 1
    STAMP.write_text(wanted)
    print(f"{time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
