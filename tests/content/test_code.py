"""Code holds no words for patients, no clinical numbers, and points one way."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.content.project import ROOT, Project, load, new

# What each package may import of the project (DESIGN section 3); scripts run all of it.
ARROWS = {
    "triage": {"triage"},
    "nlu": {"nlu", "triage"},
    "actions": {"actions", "pictures", "triage"},
    "channels": {"channels", "nlu", "pictures", "takeaway", "triage"},
    "scripts": {"scripts", "triage", "nlu", "channels"},
    "bench": {"bench", "scripts", "triage"},
    "handbook": {"handbook", "triage"},
    "pictures": {"pictures", "triage"},
    "takeaway": {"takeaway", "pictures", "triage"},
}
FRAMEWORKS = {"rasa", "rasa_sdk", "sanic"}
# The decision has no network, no clock and no chance; check.py compares review dates.
NOT_IN_TRIAGE = FRAMEWORKS | {"aiohttp", "httpx", "random", "requests", "socket", "time", "urllib"}
MAY_IMPORT = {
    "triage": set[str](),
    "bench": {"rasa"},
    "handbook": set[str](),
    "pictures": set[str](),
    "takeaway": set[str](),
    "nlu": set[str](),
    "actions": {"rasa_sdk"},
    "channels": {"rasa", "sanic"},
    "scripts": set[str](),
}
# The one thin graph component, and the command that runs the trained model.
RASA_IN_NLU = ("nlu/component.py", "nlu/bulk.py")
SENTENCE = re.compile(r"\w+[,;:]? \w+[,;:]? \w+")
ERRORS = ("Error", "Exception", "CannotRun", "Refused", "KnowledgeError", "UnknownAnswer")
MORE_OR_LESS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
SPEAKS = ("utter_message", "utter_template", "utter_button_message", "utter_custom_json")


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call in `tree`, with the last part of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", "")), node


def spoken_literals(project: Project) -> list[str]:
    """Calls that say words instead of a response."""
    said = [
        (f"{path}:{call.lineno}", len(call.args), {keyword.arg for keyword in call.keywords})
        for path, tree in project.modules("actions", "channels", "nlu").items()
        for name, call in calls(tree)
        if name in SPEAKS
    ]
    return [
        where
        for where, positional, named in said
        if positional or "response" not in named or named & {"text", "template"}
    ]


def not_for_patients(tree: ast.AST) -> set[int]:
    """The strings of a module that no patient sees: docstrings, errors, log lines, help."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    hidden: list[ast.AST] = [
        first
        for node in ast.walk(tree)
        if isinstance(node, documented)
        for first in node.body[:1]
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    ]
    hidden += [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    for name, call in calls(tree):
        of = getattr(getattr(call.func, "value", None), "id", "")
        if name.endswith(ERRORS) or of in ("logger", "log", "structlogger", "re"):
            hidden.append(call)
    return {id(part) for node in hidden for part in ast.walk(node)}


def prose(project: Project) -> list[str]:
    """Texts of three words or more in actions/ and channels/."""
    return [
        f"{path}:{node.lineno}: {node.value}"
        for path, tree in project.modules("actions", "channels").items()
        for hidden in [not_for_patients(tree)]
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in hidden
        and SENTENCE.search(node.value)
    ]


def names_in(node: ast.AST) -> set[str]:
    """Every name, attribute and string in an expression."""
    found = set()
    for part in ast.walk(node):
        value = getattr(part, "id", None) or getattr(part, "attr", None)
        value = value or (part.value if isinstance(part, ast.Constant) else None)
        if isinstance(value, str):
            found.add(value)
    return found


def thresholds(project: Project) -> list[str]:
    """More-or-less comparisons of a measured finding, or with a number over 1, outside triage/.

    Reading text needs numbers (a score goes to 10), so nlu/ may compare with them.
    """
    measured = {q.id for q in project.library.questions.values() if q.kind in ("number", "scale")}
    found = []
    for path, tree in project.modules("actions", "channels", "nlu").items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], MORE_OR_LESS):
                continue
            sides = [node.left, *node.comparators]
            numbers = [
                part.value
                for side in sides
                for part in ast.walk(side)
                if isinstance(part, ast.Constant) and type(part.value) in (int, float)
            ]
            clinical = names_in(node) & measured
            if clinical or (set(numbers) - {0, 1} and not path.startswith("nlu/")):
                found.append(f"{path}:{node.lineno}")
    return found


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The first part of every import, with its line; a relative one as "."."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield ("." if node.level else str(node.module).split(".")[0]), node.lineno


def wrong_imports(project: Project) -> list[str]:
    """Imports against the arrows, and frameworks where they don't belong."""
    wrong = []
    for path, tree in project.python.items():
        package = path.split("/")[0]
        allowed = (
            ARROWS[package] | MAY_IMPORT[package] | ({"rasa"} if path in RASA_IN_NLU else set())
        )
        refused = (set(ARROWS) | FRAMEWORKS | {"."} | {"tests"}) - allowed
        refused |= NOT_IN_TRIAGE if package == "triage" else set()
        wrong += [f"{path}:{line}: {name}" for name, line in imported(tree) if name in refused]
    return wrong


CHECKS = [spoken_literals, prose, thresholds, wrong_imports]


@pytest.mark.parametrize("check", CHECKS)
def test_code_keeps_to_its_place(check: Any) -> None:
    assert check(load()) == []


def test_all_code_is_read() -> None:
    on_disk = {path.parent.name for path in ROOT.glob("*/*.py")} - {"tests"}
    assert {path.split("/")[0] for path in load().python} == on_disk == set(ARROWS)


SAMPLES = [
    (spoken_literals, "actions", 'd.utter_message(text="Hello")'),
    (spoken_literals, "actions", 'd.utter_message("Hello")'),
    (spoken_literals, "actions", 'd.utter_message(template="utter_thank")'),
    (spoken_literals, "channels", 'd.utter_message(text="a", response="utter_thank")'),
    (prose, "actions", 'WORDS = "Rest the sore foot"'),
    (prose, "channels", 'WORDS = f"Rest the sore foot for {days}"'),
    (thresholds, "actions", "worse = pain > 4"),
    (thresholds, "channels", "late = days >= 42.5"),
    (thresholds, "actions", 'worse = slots["pain_walk"] > LIMIT'),
    (thresholds, "nlu", "worse = facts.pain_rest >= 1"),
    (wrong_imports, "triage", "import rasa_sdk"),
    (wrong_imports, "triage", "from rasa.core import agent"),
    (wrong_imports, "triage", "def f():\n    import sanic"),
    (wrong_imports, "triage", "from random import choice"),
    (wrong_imports, "triage", "from actions.slots import FORM"),
    (wrong_imports, "triage", "from nlu import reader"),
    (wrong_imports, "nlu", "import rasa"),
    (wrong_imports, "nlu", "from channels import guard"),
    (wrong_imports, "actions", "from channels import guard"),
    (wrong_imports, "actions", "from nlu import reader"),
    (wrong_imports, "actions", "import rasa.shared"),
    (wrong_imports, "channels", "import actions"),
    (wrong_imports, "channels", "from . import guard"),
    (wrong_imports, "scripts", "from actions import generate"),
]
HARMLESS = [
    (prose, "actions", '"""This module says nothing."""'),
    (prose, "actions", 'raise ValueError("this is an error")'),
    (prose, "channels", 'logger.info("a line of log")'),
    (prose, "actions", 'd.utter_message(response="utter_thank")'),
    (thresholds, "actions", "first = misses == 1"),
    (thresholds, "nlu", "score = number <= 10"),
    (thresholds, "nlu", 'walking = slot == "pain_walk"'),
    (wrong_imports, "channels", "from nlu import reader"),
]


def more(package: str, source: str) -> Project:
    """The project with one more module."""
    return replace(load(), python={**load().python, f"{package}/more.py": ast.parse(source)})


@pytest.mark.parametrize(("check", "package", "source"), SAMPLES)
def test_what_is_out_of_place_is_found(check: Any, package: str, source: str) -> None:
    assert new(check, more(package, source)) != []


@pytest.mark.parametrize(("check", "package", "source"), HARMLESS)
def test_what_is_in_place_is_left_alone(check: Any, package: str, source: str) -> None:
    assert new(check, more(package, source)) == []
