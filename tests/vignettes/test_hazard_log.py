"""The hazard log is complete, its risks follow from its matrix, and its tests exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.conversations.script import known, load_all
from tests.vignettes.cases import FILES, vignettes
from triage.yaml_source import Document

ROOT = Path(__file__).resolve().parents[2]
LOG = ROOT / "docs" / "hazard-log.md"
PURPOSE = ROOT / "docs" / "intended-purpose.md"
FIELDS = (
    *("Cause", "Effect", "Existing control", "Initial risk", "Control", "Test"),
    *("Residual risk", "Owner", "Status"),
)
AT_LEAST = 14
SEVERITIES = ("minor", "significant", "considerable", "major", "catastrophic")


def hazards() -> dict[str, dict[str, str]]:
    """The fields of each hazard, by its id and name."""
    parts = re.split(r"^## (H\d\d .+)$", LOG.read_text(encoding="utf-8"), flags=re.M)[1:]
    field = re.compile(r"^- \*\*(.+?):\*\* (.+)$", re.M)
    return {
        name: dict(field.findall(body)) for name, body in zip(parts[::2], parts[1::2], strict=True)
    }


def matrix() -> dict[tuple[str, str], int]:
    """The risk for each severity and likelihood."""
    rows = re.findall(r"^\| ([a-z ]+) \| (\d(?: \| \d)+) \|$", LOG.read_text("utf-8"), re.M)
    return {
        (severity, likelihood): int(risk)
        for likelihood, risks in rows
        for severity, risk in zip(SEVERITIES, risks.split(" | "), strict=True)
    }


@cache
def names_in(file: str) -> frozenset[str]:
    """The tests of a Python file; the scenarios or vignettes of a YAML file."""
    path = ROOT / file
    if path.suffix == ".py":
        tree = ast.parse(path.read_text(encoding="utf-8"))
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))
    if path.parent.name == "vignettes" and path.stem in FILES:
        assert vignettes()
        return frozenset(entry["id"] for entry in Document(path).data["vignettes"])
    return frozenset(item.name for item in load_all(known()) if item.file == path.stem)


@pytest.mark.parametrize("name", hazards())
def test_every_field_is_filled(name: str) -> None:
    assert tuple(hazards()[name]) == FIELDS


@pytest.mark.parametrize("name", hazards())
def test_every_linked_test_exists(name: str) -> None:
    links = re.findall(r"\[`([^`]+?)::([^`]+)`\]\(\.\./([^)]+)\)", hazards()[name]["Test"])
    assert links
    assert len(links) == hazards()[name]["Test"].count("](")
    for file, test, target in links:
        assert target == file
        assert file.endswith(".yml") or test.startswith("test_")
        assert test in names_in(file), f"{file} has no {test}"


@pytest.mark.parametrize("name", hazards())
def test_risks_follow_from_the_matrix(name: str) -> None:
    found = []
    for field in ("Initial risk", "Residual risk"):
        severity, likelihood, risk = re.split(r" × | = ", hazards()[name][field])
        assert matrix()[severity, likelihood] == int(risk)
        found.append(int(risk))
    initial, residual = found
    assert residual <= initial
    status = hazards()[name]["Status"]
    assert residual <= 3
    assert status.startswith("open: ") or (status == "done" and residual <= 2)


def test_there_are_enough_hazards_with_names_of_their_own() -> None:
    ids = [name.split()[0] for name in hazards()]
    assert len(ids) >= AT_LEAST
    assert ids == [f"H{number:02}" for number in range(1, len(ids) + 1)]


@pytest.mark.parametrize("document", [LOG, PURPOSE], ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_a_test_that_is_not_there_is_found() -> None:
    assert "test_no_such" not in names_in("tests/triage/test_decide.py")
    assert names_in("tests/conversations/misses.yml")
    assert "E-open-ankle-break" in names_in("tests/vignettes/emergency.yml")
