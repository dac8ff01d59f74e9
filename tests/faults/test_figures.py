"""The table of docs/reliability.md."""

from __future__ import annotations

import pytest

from tests.faults.figures import BEGIN, END, with_figures

ROW = {"tried": "noise", "how_many": "3", "seen": "calm", "run": "make test"}


def test_rows_stand_between_the_marks_and_replace_the_old_ones() -> None:
    once = with_figures(f"before\n{BEGIN}old\n{END}\nafter", [ROW])
    assert once.startswith("before\n")
    assert once.endswith("\nafter")
    assert "| noise | 3 | calm | `make test` |" in once
    assert "old" not in once
    assert with_figures(once, [ROW]) == once


def test_a_document_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="missing"):
        with_figures("no marks", [ROW])
