"""Reading texts in bulk: lines in, lines out."""

import json
from pathlib import Path

import pytest

from nlu.bulk import BulkReader, InputError, line, parse


def test_lines_of_input() -> None:
    rows = ['{"text": "hello", "asked": null}', "", '{"text": "6", "asked": "pain_walk"}']
    assert list(parse(rows)) == [("hello", None), ("6", "pain_walk")]


@pytest.mark.parametrize("row", ["{", "[]", "{}", '{"text": 3}', '"text"'])
def test_a_bad_line_is_named(row: str) -> None:
    with pytest.raises(InputError, match="line 2"):
        list(parse(['{"text": "fine"}', row]))


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="make train"):
        BulkReader(tmp_path / "none.tar.gz")


def test_a_line_of_output() -> None:
    parsed = {
        "intent": {"name": "inform", "confidence": 0.91234},
        "entities": [
            {"entity": "location", "value": "arch"},
            {"entity": "location", "value": "ball"},
            {"entity": "side", "value": "left"},
        ],
        "red_flags": ["tingling"],
        "scope": "in_scope",
    }
    found = line(parsed)
    assert found == {
        "intent": "inform",
        "confidence": 0.9123,
        "findings": {"location": ["arch", "ball"], "side": "left"},
        "red_flags": ["tingling"],
        "scope": "in_scope",
    }
    assert json.dumps(found)
