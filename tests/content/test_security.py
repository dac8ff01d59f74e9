"""What docs/security.md and docs/reliability.md name as shown is shown by a test that exists."""

from __future__ import annotations

import re

import pytest

from scripts.audit import ID
from tests.content.project import ROOT
from tests.vignettes.test_hazard_log import names_in

TEST = re.compile(r"`(tests/[\w/]+\.(?:py|yml))::([^`]+)`")
DOCUMENTS = {"security.md": 25, "reliability.md": 12}
LIFTED = ("aiohttp", "skops")


def missing(text: str) -> list[str]:
    """The tests that `text` names and that are not there."""
    return [f"{file}::{test}" for file, test in TEST.findall(text) if test not in names_in(file)]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_test_that_is_named_exists(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert len(TEST.findall(text)) >= DOCUMENTS[name]
    assert missing(text) == []


def test_a_test_that_is_gone_is_found() -> None:
    gone = "`tests/channels/test_text.py::test_no_such`"
    assert missing(gone) == [gone.strip("`")]


def test_the_versions_that_are_named_are_locked() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    rows = [re.split(r" *\| *", row) for row in text.splitlines() if ID.search(row)]
    lifted = {row[1].split(",")[0]: row[4].rsplit(" ", 1)[-1] for row in rows if "lifted" in row[4]}
    assert lifted.keys() == set(LIFTED)
    assert all(f"\n{name}=={version} " in locked for name, version in lifted.items())
