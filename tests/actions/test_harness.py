"""The harness fails where Rasa would be silent or show braces."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Action
from rasa_sdk.events import SlotSet

from tests.actions.harness import make_tracker, run


class Speaker(Action):
    """Says one response and sets one slot."""

    def __init__(self, response: str, slot: str = "side", **words: Any) -> None:
        self.response, self.slot, self.words = response, slot, words

    def name(self) -> str:
        return "action_speaker"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        dispatcher.utter_message(response=self.response, **self.words)
        return [SlotSet(self.slot, "left")]


def test_a_turn_tells_what_was_said_and_set() -> None:
    turn = run(Speaker("utter_why_question", why="Because."), make_tracker())
    assert turn.names == ["utter_why_question"]
    assert turn.messages[0]["text"] == "Because."
    assert turn.slots == {"side": "left"}
    assert turn.followup is None


@pytest.mark.parametrize(
    "action",
    [
        pytest.param(Speaker("utter_not_there"), id="no such response"),
        pytest.param(Speaker("utter_why_question"), id="nothing fills the placeholder"),
        pytest.param(Speaker("utter_why_question", why="A.\n\nB."), id="split in two"),
        pytest.param(Speaker("utter_thank", slot="not_there"), id="no such slot"),
        pytest.param(Speaker("utter_plan", plan=None), id="filled with None"),
    ],
)
def test_what_rasa_would_swallow_fails(action: Action) -> None:
    with pytest.raises(AssertionError):
        run(action, make_tracker({"plan": {}}))
