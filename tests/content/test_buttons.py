"""Every button leads to an intent that there is, with an answer that its question takes."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from channels import privacy
from tests.content.project import Project, load, names_of, new
from triage.untrusted import clean_answer

# A payload: an intent, and perhaps entities as JSON or the beginning of it.
PAYLOAD = re.compile(r"/([a-z_]+)(\{.*)?", re.DOTALL)


def payloads(project: Project) -> Iterator[tuple[str, str]]:
    """Where each button stands, and its payload as a client gets it."""
    for name, variations in project.responses.items():
        for variation in variations:
            options = variation.get("custom", {}).get("options", [])
            for button in [*variation.get("buttons", []), *options]:
                yield name, button["payload"].replace("{{", "{").replace("}}", "}")
    for path, tree in project.modules("actions").items():
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and PAYLOAD.fullmatch(text):
                yield path, text.partition("{")[0]


def dead_buttons(project: Project) -> list[str]:
    """Buttons that neither a rule nor the guard would understand."""
    entities = {name for entity in project.domain["entities"] for name in names_of(entity)}
    wrong = []
    for where, payload in payloads(project):
        if payload == privacy.DELETE:
            continue
        parts = PAYLOAD.fullmatch(payload)
        answers = read(parts[2]) if parts and parts[1] in project.intents else None
        if answers is None or not all(n in entities and taken(n, answers[n]) for n in answers):
            wrong.append(f"{where}: {payload}")
    return wrong


def read(text: str | None) -> dict[str, Any] | None:
    """The entities of a payload; None when they are no JSON mapping."""
    try:
        found = json.loads(text or "{}")
    except json.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def taken(name: str, value: Any) -> bool:
    """Whether the question `name` takes this value; what is no question takes any."""
    return name not in load().library.questions or clean_answer(name, value) is not None


def test_every_button_leads_somewhere() -> None:
    assert len(list(payloads(load()))) > 100
    assert dead_buttons(load()) == []


@pytest.mark.parametrize(
    "payload",
    ["/fly", "help", '/inform{{"side": "top"}}', '/inform{{"no_slot": "left"}}', "/inform{{side}}"],
)
def test_a_dead_button_is_found(payload: str) -> None:
    variation = {"text": "?", "buttons": [{"title": "?", "payload": payload}]}
    broken = replace(load(), responses={**load().responses, "utter_more": [variation]})
    assert len(new(dead_buttons, broken)) == 1


def test_a_dead_button_in_code_is_found() -> None:
    more = ast.parse('payload = "/fly" + json.dumps(x)')
    broken = replace(load(), python={**load().python, "actions/more.py": more})
    assert new(dead_buttons, broken) == ["actions/more.py: /fly"]
