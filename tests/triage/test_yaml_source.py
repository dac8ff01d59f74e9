"""Reading YAML strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from triage import KnowledgeError
from triage.yaml_source import Document

FILE = Path("some/rules.yml")
TEXT = """\
rules:
  - id: E1
    when: {a: yes}
  - id: E2
    days: [1, 2]
"""


def test_data_and_lines() -> None:
    document = Document(FILE, TEXT)
    assert document.data["rules"][1] == {"id": "E2", "days": [1, 2]}
    assert document.line(()) == 1
    assert document.line(("rules", 0, "when", "a")) == 3
    assert document.line(("rules", 1, "days", 1)) == 5
    assert document.line(("rules", 1, "days", 7)) == 5
    assert document.line(("nothing", "here")) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("Off", "Off"),
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("2026-11-23", "2026-11-23"),
        ("3", 3),
        ("null", None),
    ],
)
def test_words_stay_words(text: str, value: object) -> None:
    assert Document(FILE, f"a: {text}").data == {"a": value}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "the key 'a' stands twice"),
        ("x:\n  - a: 1\n    a: 2\n", 3, "the key 'a' stands twice"),
        ("", 1, "the file is empty"),
        ("# only a remark\n", 1, "the file is empty"),
        ("a: 1\n b: 2\n", 2, "is not valid YAML: mapping values are not allowed here"),
        ("a: [1, 2\n", 2, "is not valid YAML"),
        ("a: 1\n---\nb: 2\n", 2, "is not valid YAML"),
        ("a: !!python/object:os.system x\n", 1, "is not valid YAML: could not determine"),
        ("a: \x07\n", 1, "is not valid YAML: special characters are not allowed"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "a key must be one word"),
        ("a: 1\nb: &x\n  - *x\n", 2, "an alias leads back to itself"),
    ],
)
def test_faults_with_file_and_line(text: str, line: int, message: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        Document(FILE, text)
    assert str(caught.value).startswith(f"rules.yml:{line}: {message}")


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "tips.yml"
    file.write_text("a: b\n", encoding="utf-8")
    assert Document(file).data == {"a": "b"}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="^tips.yml:1: cannot be read: No such file"):
        Document(tmp_path / "tips.yml")


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "tips.yml").write_bytes(b"a: \xff\xfe")
    with pytest.raises(KnowledgeError, match="^tips.yml:1: is not text in UTF-8$"):
        Document(tmp_path / "tips.yml")


def test_an_error_at_a_value() -> None:
    error = Document(FILE, TEXT).error(("rules", 1, "id"), "is wrong")
    assert (error.file, error.line, error.message) == ("rules.yml", 4, "is wrong")
