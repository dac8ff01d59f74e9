"""Finds where responses are said, and what fills them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.content.project import Project
from triage import Urgency

NAME = re.compile(r"utter_\w+")
# Names of Rasa's own that look like responses.
NOT_NAMES = ("utter_action", "utter_message")
# Writes responses; it does not say them.
NOT_USES = ("actions/generate.py",)
# The call that says a response takes these for itself; all else fills placeholders.
OWN_ARGUMENTS = {"response", "buttons", "json_message", "image", "attachment", "elements"}


def endings(project: Project) -> dict[str, tuple[str, ...]]:
    """What follows the fixed part of a response name that code puts together."""
    own = set(project.domain["actions"])
    asked = (slot for slot in project.form_slots if f"action_ask_{slot}" not in own)
    return {
        "utter_ask_": tuple(asked),
        "utter_result_": tuple(level.value for level in Urgency),
        "utter_pointer_": tuple(entry["id"] for entry in project.library.tips["pointers"]),
        "utter_no_": ("easier", "harder"),
        "utter_guard_": ("yes", "no", "misread"),
    }


def names_in(node: ast.AST, project: Project) -> Iterator[str]:
    """The response names that an expression can stand for."""
    joined = [child for child in ast.walk(node) if isinstance(child, ast.JoinedStr)]
    parts = {id(part) for text in joined for part in text.values}
    for text in joined:
        start = str(getattr(text.values[0], "value", "")) if text.values else ""
        if start.startswith("utter_"):
            known = endings(project).get(start, ("<cannot be read>",))
            yield from (start + ending for ending in known)
    for child in ast.walk(node):
        word = child.value if isinstance(child, ast.Constant) and id(child) not in parts else None
        if isinstance(word, str) and NAME.fullmatch(word) and word not in NOT_NAMES:
            yield word


def used_responses(project: Project) -> set[str]:
    """Every response name in code, rules and forms."""
    modules = project.modules("actions", "channels", "nlu")
    trees = [tree for path, tree in modules.items() if path not in NOT_USES]
    in_code = {name for tree in trees for name in names_in(tree, project)}
    in_rules = {name for name in project.steps("action") if name.startswith("utter_")}
    asked = {f"utter_ask_{slot}" for slot in endings(project)["utter_ask_"]}
    return in_code | in_rules | asked


def returned_keys(name: str, project: Project) -> set[str]:
    """The keys of the dictionary that function `name` of actions/ returns."""
    for tree in project.modules("actions").values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name == name:
                returns = [n.value for n in ast.walk(node) if isinstance(n, ast.Return)]
                if len(returns) == 1 and isinstance(returns[0], ast.Dict):
                    return {str(ast.literal_eval(key)) for key in returns[0].keys if key}
    return set()


def passed(call: ast.Call, project: Project) -> set[str]:
    """The names that this call of utter_message() fills in."""
    names: set[str] = set()
    for keyword in call.keywords:
        if keyword.arg is not None:
            names.add(keyword.arg)
        elif isinstance(keyword.value, ast.Call) and isinstance(keyword.value.func, ast.Name):
            names |= returned_keys(keyword.value.func.id, project)
    return names - OWN_ARGUMENTS


def fillings(project: Project) -> Iterator[tuple[str, set[str]]]:
    """For each place where a response is said: its name, and what is passed along."""
    for tree in project.modules("actions").values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "utter_message":
                said = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "response")]
                for name in (name for value in said for name in names_in(value, project)):
                    yield name, passed(node, project)
    channels = project.modules("channels").values()
    words = {word for tree in channels for word in words_in(tree)}
    yield from ((name, words) for tree in channels for name in names_in(tree, project))
    yield from ((name, set()) for name in project.steps("action"))
    yield from ((f"utter_ask_{slot}", set()) for slot in project.form_slots)


def words_in(tree: ast.AST) -> set[str]:
    """What a module may fill in: the names it passes and the keys it writes.

    The channels hand names and words on from module to module, so no call shows both.
    """
    nodes = list(ast.walk(tree))
    keys = [key for node in nodes if isinstance(node, ast.Dict) for key in node.keys]
    passed_on = {node.arg for node in nodes if isinstance(node, ast.keyword) and node.arg}
    return passed_on | {str(key.value) for key in keys if isinstance(key, ast.Constant)}
