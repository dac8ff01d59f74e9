"""The JSON Schemas are current, and every knowledge file names its own and keeps to it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from triage.files import FILES
from triage.library import KNOWLEDGE
from triage.reader import read_documents
from triage.schema import schemas, write_schemas

SCHEMAS = KNOWLEDGE / "schema"
FILES_ON_DISK = sorted(KNOWLEDGE.rglob("*.yml"))
DOCUMENTS = read_documents(KNOWLEDGE)[0]


def validator(name: str) -> Any:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def faults(name: str, data: Any) -> list[str]:
    """What the schema says, in the words of JSON (whose keys are strings)."""
    return [fault.message for fault in validator(name).iter_errors(json.loads(json.dumps(data)))]


def test_the_schemas_are_current() -> None:
    on_disk = {file.stem: file.read_text(encoding="utf-8") for file in SCHEMAS.iterdir()}
    assert on_disk == schemas(), "write them again: python -m triage schema"


def test_written_twice_is_written_once(tmp_path: Any) -> None:
    first = write_schemas(tmp_path)
    assert first == write_schemas(tmp_path)
    assert [file.name for file in first] == [f"{name}.json" for name in FILES]


@pytest.mark.parametrize("file", FILES_ON_DISK, ids=lambda file: str(file.stem))
def test_each_file_keeps_to_its_schema(file: Any) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    place = first.removeprefix("# yaml-language-server: $schema=")
    schema = (file.parent / place).resolve()
    assert schema.is_file()
    name = str(file.relative_to(KNOWLEDGE).with_suffix(""))
    assert schema == (SCHEMAS / f"{name.split('/')[0]}.json").resolve()
    assert faults(schema.stem, DOCUMENTS[name].data) == []


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("red_flags", lambda d: d["rules"][0].update(level="high"), "'high' is not one of"),
        ("red_flags", lambda d: d["rules"][0].update(colour="red"), "'colour' was unexpected"),
        ("red_flags", lambda d: d["rules"][0].pop("sources"), "'sources' is a required"),
        ("red_flags", lambda d: d["rules"][0].update(when={"any": []}), "[] is too short"),
        ("red_flags", lambda d: d["rules"][0].update(when={"pain_walk": 3}), "not valid under any"),
        ("red_flags", lambda d: d["rules"][0].update(when={"count": {"of": []}}), "'at_least'"),
        ("tips", lambda d: d["tips"][0].pop("text"), "'text' is a required property"),
        ("sources", lambda d: d["sources"][0].update(seen="half"), "'half' is not one of"),
    ],
)
def test_what_an_editor_underlines(name: str, change: Any, message: str) -> None:
    data = json.loads(json.dumps(DOCUMENTS[name].data))
    change(data)
    assert any(message in fault for fault in faults(name, data))


def test_null_is_allowed_where_it_may_stand() -> None:
    data = json.loads(json.dumps(DOCUMENTS["exercises/arch"].data))
    assert data["signed_off"] is None
    data["signed_off"] = {"by": "Dr Jo Example", "date": "2026-12-01"}
    assert faults("exercises", data) == []
    data["signed_off"] = {"by": "Dr Jo Example", "date": "soon"}
    assert faults("exercises", data) != []
