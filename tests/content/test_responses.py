"""Every response that is said exists, and every response that exists is said and filled."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.content.project import Project, Responses, Variation, load, new
from tests.content.uses import fillings, used_responses

PLACEHOLDER = re.compile(r"{([^\n{}]+?)}")
# Slots that session start always sets, so that no response says "None".
ALWAYS_SET = {"emergency_number"}
# Not always set; `channels.messages.plain` leaves it out then.
MAY_MISS = {"questions_left"}


def missing_responses(project: Project) -> list[str]:
    """Names that are used but say nothing."""
    return sorted(used_responses(project) - set(project.responses))


def unused_responses(project: Project) -> list[str]:
    """Responses that nothing says."""
    return sorted(set(project.responses) - used_responses(project))


def strings_in(data: Any) -> Iterator[str]:
    """Every text in a variation."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings_in(value)


def placeholders(variation: Variation) -> set[str]:
    """What Rasa has to fill in; doubled braces are none."""
    return {
        name
        for text in strings_in({k: v for k, v in variation.items() if k != "condition"})
        for name in PLACEHOLDER.findall(text.replace("{{", "").replace("}}", ""))
    }


def unfilled(project: Project) -> list[str]:
    """Placeholders that would reach the person, braces and all."""
    return sorted(
        {
            f"{name}: {{{placeholder}}}"
            for name, given in fillings(project)
            for variation in project.responses.get(name, [])
            for placeholder in placeholders(variation) - given - ALWAYS_SET - MAY_MISS
        }
    )


def half_escaped(responses: Responses) -> list[str]:
    """Texts with placeholders and doubled braces: Rasa fills in none of them."""
    return [
        f"{name}: {text}"
        for name, variations in responses.items()
        for text in strings_in(variations)
        if "{{" in text and PLACEHOLDER.search(text.replace("{{", "").replace("}}", ""))
    ]


def test_responses_that_are_used_exist() -> None:
    assert missing_responses(load()) == []


def test_responses_that_exist_are_used() -> None:
    assert unused_responses(load()) == []


def test_placeholders_are_filled() -> None:
    assert unfilled(load()) == []
    assert half_escaped(load().responses) == []


def code(source: str) -> Project:
    """The project with one more module in actions/."""
    return replace(load(), python={**load().python, "actions/more.py": ast.parse(source)})


def response(**variation: Any) -> Project:
    """The project with one more response, said by a rule."""
    rule = {"rule": "more", "steps": [{"intent": "more"}, {"action": "utter_more"}]}
    responses = {**load().responses, "utter_more": [variation]}
    return replace(load(), responses=responses, rules=(*load().rules, rule))


@pytest.mark.parametrize(
    "source",
    [
        'd.utter_message(response="utter_not_there")',
        'd.utter_message(response="utter_thank" if x else "utter_not_there")',
        'd.utter_message(response=f"utter_not_{there}")',
        'NAMES = {"a": "utter_not_there"}',
    ],
)
def test_a_misspelt_name_is_found(source: str) -> None:
    assert len(new(missing_responses, code(source))) == 1


def test_a_question_without_words_is_found() -> None:
    responses = {k: v for k, v in load().responses.items() if k != "utter_ask_side"}
    assert new(missing_responses, replace(load(), responses=responses)) == ["utter_ask_side"]


def test_a_response_that_nothing_says_is_found() -> None:
    more = {**load().responses, "utter_more": [{"text": "?"}], "utter_ask_more": [{"text": "?"}]}
    broken = replace(load(), responses=more)
    assert new(unused_responses, broken) == ["utter_ask_more", "utter_more"]


def test_a_placeholder_that_nothing_fills_is_found() -> None:
    assert new(unfilled, response(text="Call {doctor} or {emergency_number}")) == [
        "utter_more: {doctor}"
    ]
    assert new(unfilled, response(text="?", buttons=[{"title": "{side}"}])) == [
        "utter_more: {side}"
    ]
    assert new(unfilled, response(text='/inform{{"side": "left"}}')) == []
    without = 'd.utter_message(response="utter_why_question", buttons=[])'
    assert new(unfilled, code(without)) == ["utter_why_question: {why}"]
    assert new(unfilled, code(without.replace("buttons", "why"))) == []


def test_half_escaped_texts_are_found() -> None:
    assert half_escaped({"utter_more": [{"text": "{side}: {{side}}"}]}) != []
