"""The reader as a part of Rasa's pipeline: facts become entities named as slots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    EXTRACTOR,
    INTENT,
    INTENT_NAME_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from nlu.merge import merge
from nlu.reader import Reader, shared_reader

METADATA = "metadata"
ASKED = "asked"  # message metadata: the question just asked
TAP = "tap"  # message metadata: slots answered by a tap together with this message
RED_FLAGS = "red_flags"
SCOPE = "scope"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FootwiseReader(GraphComponent):
    """Runs after the intent classifiers, whose intent it keeps unless the words say otherwise.

    Red flags and scope go into the parse data, where `tracker.latest_message` shows them.
    """

    def __init__(self, reader: Reader) -> None:
        """`reader` does the reading."""
        self._reader = reader

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FootwiseReader:
        """Made by Rasa, once for training and once for each loaded model."""
        return cls(shared_reader())

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds entities, red flags and scope to each message of words."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text and not text.startswith(INTENT_MESSAGE_PREFIX):
                self._read(message, text)
        return messages

    def _read(self, message: Message, text: str) -> None:
        metadata = message.get(METADATA) or {}
        tapped = metadata.get(TAP) if isinstance(metadata.get(TAP), Mapping) else {}
        reading = self._reader.read(text, metadata.get(ASKED))
        guess = message.get(INTENT) or {}
        merged = merge(
            reading, guess.get(INTENT_NAME_KEY), guess.get(PREDICTED_CONFIDENCE_KEY, 0.0), text
        )
        message.set(
            INTENT,
            {INTENT_NAME_KEY: merged.intent, PREDICTED_CONFIDENCE_KEY: merged.confidence},
            add_to_output=True,
        )
        entities = [
            _entity(slot, value, text)
            for slot, found in {**merged.facts, **(tapped or {})}.items()
            for value in (found if isinstance(found, list) else [found])
        ]
        message.set(ENTITIES, (message.get(ENTITIES) or []) + entities, add_to_output=True)
        message.set(RED_FLAGS, merged.red_flags, add_to_output=True)
        message.set(SCOPE, merged.scope, add_to_output=True)


def _entity(slot: str, value: Any, text: str) -> dict[str, Any]:
    return {
        ENTITY_ATTRIBUTE_TYPE: slot,
        ENTITY_ATTRIBUTE_VALUE: value,
        ENTITY_ATTRIBUTE_START: 0,
        ENTITY_ATTRIBUTE_END: len(text),
        EXTRACTOR: FootwiseReader.__name__,
    }
