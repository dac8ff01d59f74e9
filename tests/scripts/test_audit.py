"""A service that says nothing is not taken for one that knows of no hole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scripts import audit

HOLE = {"id": "PYSEC-2018-28", "aliases": ["CVE-2018-18074"]}
REPORT = {"dependencies": [{"name": "requests", "version": "2.19.0", "vulns": [HOLE]}]}
# What pip-audit really says where the index has no such service.
SILENT = {"dependencies": [{"name": "requests", "skip_reason": "Dependency not found on PyPI"}]}


def test_holes_are_read_from_both_reports() -> None:
    assert audit.python_holes(REPORT) == {
        "requests 2.19.0: PYSEC-2018-28": {"PYSEC-2018-28", "CVE-2018-18074"}
    }
    via = ["qs", {"title": "Bad", "url": "https://x/advisories/GHSA-vh95-rmgr-6w4m"}]
    found = audit.npm_holes({"vulnerabilities": {"minimist": {"via": via}}})
    assert found == {"minimist: Bad": {"GHSA-vh95-rmgr-6w4m"}}


@pytest.mark.parametrize("report", [None, {}, {"dependencies": []}, SILENT])
def test_silence_is_said(report: Any, tmp_path: Path) -> None:
    with pytest.raises(audit.NobodyAnswered):
        audit.audit_python(tmp_path, lambda *_: audit.python_holes(report))
    with pytest.raises(audit.NobodyAnswered):
        audit.audit_widget(tmp_path, lambda _: audit.npm_holes(report))


def test_the_first_service_that_names_the_old_holes_is_asked(tmp_path: Path) -> None:
    asked = []

    def ask(service: str, *locks: Path) -> audit.Holes:
        asked.append((service, *(lock.name for lock in locks)))
        return audit.python_holes(REPORT if service == "osv" else SILENT)

    assert audit.audit_python(tmp_path, ask)
    assert asked == [
        ("pypi", "canary.txt"),
        ("osv", "canary.txt"),
        ("osv", "requirements.txt", "requirements-dev.txt"),
    ]


def test_a_hole_is_judged_by_any_of_its_names_and_what_was_not_looked_up_is_not() -> None:
    holes = audit.python_holes(REPORT)
    assert audit.unjudged(holes, ["CVE-2018-18074"]) == []
    assert audit.unjudged(holes, []) == ["requests 2.19.0: PYSEC-2018-28"]
    assert audit.unjudged(audit.python_holes(SILENT), ["CVE-2018-18074"])
