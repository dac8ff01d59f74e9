"""Slots, questions, the form and entities fit together, both ways."""

from __future__ import annotations

import ast
from collections import Counter
from typing import Any

import pytest

from tests.content.project import Project, load, names_of, new
from tests.content.samples import broken, without


def is_list_of(project: Project) -> dict[str, bool]:
    """Each question and each name that is only heard: whether its value is a list."""
    asked = {question.id: question.is_list for question in project.library.questions.values()}
    return {**asked, **{heard.id: heard.many for heard in project.library.heard.values()}}


def words_in_code(project: Project) -> set[str]:
    """Every string in actions/ and channels/."""
    trees = project.modules("actions", "channels").values()
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def wrong_slots(project: Project) -> list[str]:
    """Questions without a slot, slots without a question, and slots of the wrong kind."""
    slots, lists = project.domain["slots"], is_list_of(project)
    wrong = [f"{name}: there is no such slot" for name in lists if name not in slots]
    in_code = words_in_code(project)
    for name, slot in slots.items():
        if (name in lists and lists[name]) != (slot["type"] == "list") and name in lists:
            wrong.append(f"{name}: a list or not?")
        if name not in lists and name not in in_code:
            wrong.append(f"{name}: no question, and no code names it")
        if slot.get("influence_conversation", True):
            wrong.append(f"{name}: would change which rule fits")
    return wrong


def wrong_mappings(project: Project) -> list[str]:
    """Slots that are not filled by the entity of their name, or by code alone."""
    spoken = {*is_list_of(project), "region"}
    entities = {name for entity in project.domain["entities"] for name in names_of(entity)}
    wrong = []
    for name, slot in project.domain["slots"].items():
        by_entity = [{"type": "from_entity", "entity": name}]
        expected = by_entity if name in spoken else [{"type": "custom"}]
        if slot["mappings"] != expected:
            wrong.append(f"{name}: {slot['mappings']}")
        if name in spoken and name not in entities:
            wrong.append(f"{name}: there is no such entity")
    return wrong


def wrong_entities(project: Project) -> list[str]:
    """Entities that fill no slot and that no code reads."""
    in_code = words_in_code(project)
    entities = [name for entity in project.domain["entities"] for name in names_of(entity)]
    return [
        name for name in entities if name not in project.domain["slots"] and name not in in_code
    ]


def wrong_form(project: Project) -> list[str]:
    """Questions that the form does not list, and slots it lists without a question."""
    listed = Counter(project.form_slots)
    wrong = [f"{name} stands twice" for name, count in listed.items() if count > 1]
    return wrong + sorted(set(listed) ^ set(project.library.questions))


CHECKS = [wrong_slots, wrong_mappings, wrong_entities, wrong_form]


@pytest.mark.parametrize("check", CHECKS)
def test_the_parts_fit_together(check: Any) -> None:
    assert check(load()) == []


def test_the_form_runs_all_questions() -> None:
    assert len(load().form_slots) > 40
    assert list(load().domain["forms"]) == ["triage_form"]


TEXT = {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]}
LIST = {**TEXT, "type": "list", "mappings": [{"type": "from_entity", "entity": "side"}]}
SAMPLES = [
    (wrong_slots, broken("slots.side", None), "side: there is no such slot"),
    (wrong_slots, broken("slots.side", LIST), "side: a list or not?"),
    (wrong_slots, broken("slots.location.type", "any"), "location: a list or not?"),
    (wrong_slots, broken("slots.dead", TEXT), "dead: no question, and no code names it"),
    (wrong_slots, broken("slots.side.influence_conversation", True), "side: would change"),
    (wrong_mappings, broken("slots.red_flags", LIST), "red_flags: "),
    (wrong_mappings, broken("slots.side", TEXT), "side: "),
    (wrong_mappings, without("entities", "side"), "side: there is no such entity"),
    (wrong_entities, broken("entities", "dead"), "dead"),
    (wrong_form, broken("forms.triage_form.required_slots", "side"), "side stands twice"),
    (wrong_form, broken("forms.triage_form.required_slots", "plan"), "plan"),
    (wrong_form, without("forms.triage_form.required_slots", "side"), "side"),
]


@pytest.mark.parametrize(("check", "project", "problem"), SAMPLES)
def test_what_does_not_fit_is_found(check: Any, project: Project, problem: str) -> None:
    assert any(found.startswith(problem) for found in new(check, project))
