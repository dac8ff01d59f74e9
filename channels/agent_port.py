"""The guard's door to Rasa: trackers, locks, responses, one model turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.output import TurnOutput

ACTION_LISTEN = "action_listen"


class AgentPort:
    """Everything the guard wants of the agent, which `agent` gives once the server has it."""

    def __init__(self, agent: Callable[[], Agent]) -> None:
        self._agent = agent

    @property
    def agent(self) -> Agent:
        return self._agent()

    def lock(self, sender: str) -> AbstractAsyncContextManager[Any]:
        """The lock of this conversation; never take it twice, `model_turn` takes it too."""
        return self.agent.lock_store.lock(sender)

    async def tracker(self, sender: str) -> DialogueStateTracker:
        """The conversation of `sender`, a new one where there is none."""
        return await self.agent.tracker_store.get_or_create_tracker(sender)

    async def model_turn(
        self, sender: str, text: str, channel: str, metadata: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Let the model answer `text`; its messages."""
        output = TurnOutput(channel)
        await self.agent.handle_message(
            UserMessage(text, output, sender, input_channel=channel, metadata=metadata)
        )
        return list(output.messages)

    async def append(self, sender: str, events: Sequence[Event]) -> None:
        """Add events to the conversation and save it; the lock must be held."""
        tracker = await self.tracker(sender)
        tracker.update_with_events(list(events), self.agent.domain)
        await self.agent.tracker_store.save(tracker)

    def response(self, name: str, **words: str) -> dict[str, Any]:
        """The first variation of response `name`, filled with `words`."""
        variation = self.agent.domain.responses[name][0]
        return {"text": str(variation["text"]).format(**words)}


def said(text: str, channel: str, **metadata: Any) -> UserUttered:
    """The event of a person's words that no model has read."""
    return UserUttered(text, input_channel=channel, metadata=metadata)


def uttered(message: dict[str, Any], name: str) -> BotUttered:
    """The event of a message by the guard itself."""
    data = {key: value for key, value in message.items() if key != "text"}
    return BotUttered(message.get("text"), data, {"utter_action": name})


def listening() -> ActionExecuted:
    """The end of a turn."""
    return ActionExecuted(ACTION_LISTEN)
