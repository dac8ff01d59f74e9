"""Answers of the action server are still checked, and the schema itself no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

from channels.action_answers import NotValidated, check_answers


@pytest.fixture
def action(monkeypatch: pytest.MonkeyPatch) -> Iterator[RemoteAction]:
    """An action of the action server, with Rasa put back afterwards."""
    monkeypatch.setattr(
        RemoteAction, "_validate_action_result", RemoteAction._validate_action_result
    )
    check_answers()
    yield RemoteAction("action_why", None)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"events": [], "responses": []},
        {"events": [{"event": "slot", "name": "side", "value": "left"}], "responses": [{}]},
    ],
)
def test_a_good_answer_passes(action: RemoteAction, answer: dict[str, Any]) -> None:
    assert action._validate_action_result(answer)


@pytest.mark.parametrize(
    "answer",
    [[], {"events": {}}, {"responses": [1]}, {"events": [{"event": "slot"}]}, {"events": [1]}],
)
def test_an_answer_of_another_shape_is_refused(action: RemoteAction, answer: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        action._validate_action_result(answer)


@pytest.mark.parametrize("answer", [{}, {"events": [], "responses": []}])
def test_a_validator_that_says_nothing_is_refused(
    action: RemoteAction, answer: dict[str, Any]
) -> None:
    with pytest.raises(NotValidated):
        RemoteAction("validate_triage_form", None)._validate_action_result(answer)


def test_the_schema_is_not_checked_with_each_answer(
    action: RemoteAction, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = validator_for(RemoteAction.action_response_format_spec())
    monkeypatch.setattr(kind, "check_schema", lambda _schema: pytest.fail("checked again"))
    assert action._validate_action_result({"events": []})
