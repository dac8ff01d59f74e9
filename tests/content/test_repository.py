"""What git keeps, and what the README promises."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.content.project import ROOT

# Generated or personal: models, databases, reports, caches, settings of one person's tools.
NEVER = re.compile(
    r"(^|/)(\.venv|build|models|var|results|\.rasa|\.idea|\.vscode|\.hypothesis|node_modules)/"
    r"|(^|/)(\.DS_Store|\.env|\.coverage|__pycache__)($|/)"
    r"|\.(tar\.gz|tgz|db|db-wal|db-shm|sqlite3?|pyc|pkl|log|tmp|swp|whl|pem|key)$"
    r"|^data/responses/generated"
)
LARGEST = 1_000_000
COMMAND = re.compile(r"(?:`|^    )make ([a-z][a-z-]*)", re.MULTILINE)
FILE = re.compile(r"`([\w.-]+/[\w./-]*|[\w-]+\.(?:yml|toml|md|txt))`")
# Made by running Footwise; not in a fresh clone.
MADE = ("build/", "var/", "models/")


def tracked() -> list[str]:
    """Every file that git keeps."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [name for name in listed.stdout.split("\0") if name]


def unwanted(names: Iterable[str]) -> list[str]:
    """The files that have no place in git."""
    return [name for name in names if NEVER.search(name)]


def too_large(names: Iterable[str], root: Path = ROOT) -> list[str]:
    """Files so large that they can hardly be written by hand."""
    there = (root / name for name in names)
    return [path.name for path in there if path.is_file() and path.stat().st_size > LARGEST]


def targets(makefile: str) -> set[str]:
    """The targets of a Makefile."""
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def unknown_commands(text: str, makefile: str) -> list[str]:
    """`make` commands in `text` that the Makefile does not have."""
    return sorted(set(COMMAND.findall(text)) - targets(makefile))


def undocumented(makefile: str) -> list[str]:
    """Targets that .PHONY does not name: a file of that name would switch them off."""
    phony = re.findall(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)
    return sorted(targets(makefile) - set(" ".join(phony).split()))


def missing_files(text: str, root: Path = ROOT) -> list[str]:
    """Files and folders that `text` names and that are not there."""
    named = {name for name in FILE.findall(text) if not name.startswith(MADE)}
    return sorted(name for name in named if not (root / name).exists())


def test_git_keeps_nothing_generated_or_personal() -> None:
    assert len(tracked()) > 100
    assert unwanted(tracked()) == []
    assert too_large(tracked()) == []


def test_the_readme_keeps_its_word() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {"run", "test"} <= set(COMMAND.findall(readme))
    assert unknown_commands(readme, makefile) == []
    assert undocumented(makefile) == []
    assert missing_files(readme) == []


@pytest.mark.parametrize(
    "name",
    [
        "models/footwise.tar.gz",
        "rasa.db",
        "var/footwise.sqlite",
        "results/intent_report.json",
        "data/responses/generated.yml",
        "actions/__pycache__/plan.cpython-310.pyc",
        "channels/.DS_Store",
        ".idea/workspace.xml",
    ],
)
def test_an_unwanted_file_is_found(name: str) -> None:
    assert unwanted([name, "actions/plan.py", "models.md"]) == [name]


def test_a_large_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "big.csv").write_bytes(b"0" * (LARGEST + 1))
    (tmp_path / "small.csv").write_bytes(b"0")
    assert too_large(["big.csv", "small.csv"], tmp_path) == ["big.csv"]


def test_a_command_that_does_not_exist_is_found() -> None:
    makefile = ".PHONY: run\nrun: train ## start\ntrain:\n"
    text = "    make run\nor `make fly`. To make sure, make it so."
    assert unknown_commands(text, makefile) == ["fly"]
    assert undocumented(makefile) == ["train"]


def test_a_file_that_does_not_exist_is_found() -> None:
    assert missing_files("`knowledge/questions.yml`, `knowledge/none.yml`, `build/x.log`") == [
        "knowledge/none.yml"
    ]
