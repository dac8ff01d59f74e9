"""JSON Schemas of the knowledge files, from which an editor completes and checks them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from triage.conditions import BOUNDS
from triage.files import FILES

_CONDITION_REF = {"$ref": "#/definitions/Condition"}
_CONDITIONS = {"type": "array", "minItems": 1, "items": _CONDITION_REF}
CONDITION: dict[str, Any] = {
    "title": "Condition",
    "description": "Findings with the value they need, all of them; {} is always true.",
    "type": "object",
    "properties": {
        "all": {**_CONDITIONS, "description": "Every one of these is true."},
        "any": {**_CONDITIONS, "description": "At least one of these is true."},
        "not": {**_CONDITION_REF, "description": "This is not true."},
        "term": {"type": "string", "description": "A condition that has a name under `terms`."},
        "count": {
            "description": "At least so many of these are true.",
            "type": "object",
            "properties": {"at_least": {"type": "integer", "minimum": 1}, "of": _CONDITIONS},
            "required": ["at_least", "of"],
            "additionalProperties": False,
        },
    },
    "additionalProperties": {
        "description": "The value of a finding, a list of which one is enough, or bounds.",
        "anyOf": [
            {"type": "string"},
            {"type": "array", "minItems": 1, "items": {"type": "string"}},
            {
                "type": "object",
                "minProperties": 1,
                "properties": {word: {"type": "number"} for word in BOUNDS},
                "additionalProperties": False,
            },
        ],
    },
}


def schemas() -> dict[str, str]:
    """The JSON Schema (draft 7) of each kind of knowledge file, as text by its name."""
    found = {}
    for name, kind in FILES.items():
        schema = {"$schema": "http://json-schema.org/draft-07/schema#", **kind.schema()}
        text = json.dumps(schema)
        if _CONDITION_REF["$ref"] in text:
            schema["definitions"]["Condition"] = CONDITION
        found[name] = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
    return found


def write_schemas(folder: Path) -> list[Path]:
    """Write the schemas into `folder`/schema; returns the files, in order."""
    folder = folder / "schema"
    folder.mkdir(exist_ok=True)
    files = []
    for name, text in schemas().items():
        file = folder / f"{name}.json"
        file.write_text(text, encoding="utf-8")
        files.append(file)
    return files
