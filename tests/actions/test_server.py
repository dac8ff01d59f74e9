"""The action server's answer to an error says nothing of the conversation."""

from __future__ import annotations

import json

import pytest
from rasa_sdk import endpoint

from actions.__main__ import quiet_app, tell_kind


class Unusable(ValueError):
    """An error whose text holds what a person said."""


def fail(words: str) -> None:
    """An action that fails over `words`."""
    raise Unusable(words)


def test_an_error_is_answered_and_logged_by_its_kind(caplog: pytest.LogCaptureFixture) -> None:
    said = ["my", "secret", "foot"]
    try:
        fail(" ".join(said))
    except Unusable as error:
        answer = tell_kind(None, error)
    assert answer.status == 500
    assert json.loads(answer.body) == {"error": "Unusable"}
    assert "in fail" in caplog.text
    assert "secret foot" not in caplog.text


def test_what_is_not_there_is_not_a_failure() -> None:
    error = Unusable()
    error.status_code = 404  # type: ignore[attr-defined]
    assert tell_kind(None, error).status == 404


def test_the_server_answers_so(monkeypatch: pytest.MonkeyPatch) -> None:
    # It would make one of each action, also of those that other tests made up.
    monkeypatch.setattr(endpoint.ActionExecutor, "register_package", lambda *_: None)
    handler = quiet_app("actions").error_handler.lookup(Unusable(), None)
    assert handler is tell_kind
