"""Intents, rules, actions and validators fit together, both ways."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from rasa_sdk import Action
from rasa_sdk.utils import all_subclasses

import actions
from tests.content.project import Project, load, new
from tests.content.samples import broken, without

# Rasa's own: it has a rule and needs no examples.
FALLBACK = "nlu_fallback"


def wrong_intents(project: Project) -> list[str]:
    """Intents that lack a rule, examples or a line in the domain."""
    ruled, taught = set(project.steps("intent")), set(project.examples)
    wrong = [f"{name}: no rule" for name in project.intents - ruled]
    wrong += [f"{name}: no examples" for name in project.intents - taught]
    wrong += [f"{name}: not in the domain" for name in (ruled | taught) - project.intents]
    return sorted(set(wrong) - {f"{FALLBACK}: not in the domain"})


@lru_cache
def defined_actions() -> frozenset[str]:
    """The actions that the action server offers: every class of actions/ that is not abstract."""
    for module in pkgutil.iter_modules(actions.__path__, "actions."):
        importlib.import_module(module.name)
    classes = [c for c in all_subclasses(Action) if c.__module__.startswith("actions.")]
    return frozenset(c().name() for c in classes if not inspect.isabstract(c))


def wrong_actions(project: Project) -> list[str]:
    """Actions that only the domain or only the code knows, and those that no rule can reach."""
    listed, defined = set(project.domain["actions"]), set(defined_actions())
    wrong = [f"{name}: not in actions/" for name in listed - defined]
    wrong += [f"{name}: not in the domain" for name in defined - listed]
    by_name = ("validate_", "action_ask_", "action_session_start")
    reached = {*project.steps("action"), *(n for n in listed if n.startswith(by_name))}
    known = listed | set(project.responses) | set(project.domain["forms"])
    wrong += [f"{name}: nothing runs it" for name in listed - reached]
    wrong += [f"{name}: a rule runs it, nothing defines it" for name in reached - known]
    return sorted(wrong)


def unlisted_validators(project: Project) -> list[str]:
    """Forms whose validator Rasa would silently never call, and questions nobody could ask."""
    listed = set(project.domain["actions"])
    wrong = [f"validate_{f}" for f in project.domain["forms"] if f"validate_{f}" not in listed]
    known = listed | set(project.responses)
    asks = {slot: {f"action_ask_{slot}", f"utter_ask_{slot}"} for slot in project.form_slots}
    return wrong + [f"{slot} cannot be asked" for slot, names in asks.items() if not names & known]


def wrong_rules(project: Project) -> list[str]:
    """Rules of one name, intents with two rules, rules with two messages of the person."""
    names = Counter(rule["rule"] for rule in project.rules)
    intents = Counter(project.steps("intent"))
    wrong = [f"{name}: the name stands twice" for name, count in names.items() if count > 1]
    wrong += [f"{name}: two rules" for name, count in intents.items() if count > 1]
    return wrong + [
        f"{rule['rule']}: two messages"
        for rule in project.rules
        if sum("intent" in step for step in rule["steps"]) > 1
    ]


CHECKS = [wrong_intents, wrong_actions, unlisted_validators, wrong_rules]


@pytest.mark.parametrize("check", CHECKS)
def test_the_parts_fit_together(check: Any) -> None:
    assert check(load()) == []


RULE = load().rules[0]
TWO = {"rule": "two", "steps": [{"intent": "greet"}, {"intent": "stop"}, {"action": "action_stop"}]}
SAMPLES = [
    (wrong_intents, broken("intents", "dead"), "dead: no examples"),
    (wrong_intents, broken("intents", "dead"), "dead: no rule"),
    (wrong_intents, without("intents", "stop"), "stop: not in the domain"),
    (wrong_actions, broken("actions", "action_dead"), "action_dead: not in actions/"),
    (wrong_actions, without("actions", "action_stop"), "action_stop: not in the domain"),
    (wrong_actions, replace(load(), rules=()), "action_stop: nothing runs it"),
    (wrong_actions, without("actions", "action_stop"), "action_stop: a rule runs it"),
    (unlisted_validators, without("actions", "validate_triage_form"), "validate_triage_form"),
    (unlisted_validators, without("actions", "action_ask_summary_ok"), "summary_ok cannot"),
    (wrong_rules, replace(load(), rules=(RULE, RULE)), f"{RULE['rule']}: the name stands twice"),
    (wrong_rules, replace(load(), rules=(*load().rules, TWO)), "stop: two rules"),
    (wrong_rules, replace(load(), rules=(TWO,)), "two: two messages"),
]


@pytest.mark.parametrize(("check", "project", "problem"), SAMPLES)
def test_what_does_not_fit_is_found(check: Any, project: Project, problem: str) -> None:
    assert any(found.startswith(problem) for found in new(check, project))
