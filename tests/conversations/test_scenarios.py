"""Every scenario of this folder, played with the real servers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conversations.live import LiveTalk
from tests.conversations.player import Player
from tests.conversations.script import Scenario, known, load_all
from triage import Urgency, load_library

AT_LEAST = 40
SCENARIOS = load_all(known())


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: f"{s.file}: {s.name}")
def test_scenario(scenario: Scenario, new_talk: Callable[[], LiveTalk]) -> None:
    player = Player(new_talk())
    player.play(scenario.steps)
    player.check_history()


def test_there_are_enough_scenarios_and_each_has_its_own_name() -> None:
    names = [scenario.name for scenario in SCENARIOS]
    assert len(names) >= AT_LEAST
    assert len(names) == len(set(names))


def test_every_urgency_and_every_category_is_expected_somewhere() -> None:
    results = [result for scenario in SCENARIOS for result in expected_results(scenario)]
    categories = {name for result in results for name in result.get("categories", [])}
    assert {result.get("urgency") for result in results} >= {level.value for level in Urgency}
    assert categories == set(load_library().categories)


def expected_results(scenario: Scenario) -> list[dict[str, Any]]:
    """The results that a scenario checks."""
    expected = [step["expect"].get("result") for step in scenario.steps if "expect" in step]
    return [result for result in expected if isinstance(result, dict)]
