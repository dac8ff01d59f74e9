"""The reader as a part of Rasa's pipeline: facts become entities named as slots."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.familiar import Familiar
from nlu.mentions import SHOW, Mentions
from nlu.merge import OTHER_TOPIC, merge
from nlu.reader import Reader, shared_reader
from nlu.scope import OTHER_PART

METADATA = "metadata"
ASKED = "asked"  # message metadata: the question just asked
TAP = "tap"  # message metadata: slots answered by a tap together with this message
RED_FLAGS = "red_flags"
SCOPE = "scope"
OTHER_BODY_PART = "other_body_part"
WORDS = "words.txt"  # in the trained model


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FootwiseReader(GraphComponent):
    """Runs after the intent classifiers, whose intent it keeps unless the words say otherwise.

    Red flags and scope go into the parse data, where `tracker.latest_message` shows them.
    """

    def __init__(
        self,
        reader: Callable[[], Reader],
        familiar: Familiar,
        storage: ModelStorage,
        resource: Resource,
    ) -> None:
        """`reader` gives the one that reads; `familiar` knows our words, kept in `storage`."""
        self._reader, self._familiar = reader, familiar
        self._storage, self._resource = storage, resource
        self._mentions = Mentions()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FootwiseReader:
        """Made by Rasa before training."""
        return cls(shared_reader, Familiar(()), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FootwiseReader:
        """Made by Rasa from a trained model."""
        with model_storage.read_from(resource) as folder:
            words = (folder / WORDS).read_text(encoding="utf-8").split()
        shared_reader()  # so that what is missing is missed at the start, not in a talk
        return cls(shared_reader, Familiar(words), model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns which words belong to our topics."""
        self._familiar = Familiar.learn(
            example.get(TEXT)
            for example in training_data.intent_examples
            if example.get(INTENT) != OTHER_TOPIC
        )
        with self._storage.write_to(self._resource) as folder:
            words = sorted(self._familiar.words)
            (folder / WORDS).write_text("\n".join(words), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing that other parts learn from."""
        return training_data

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
        reading = self._reader().read(text, metadata.get(ASKED))
        # The classifier has an opinion on letters struck at random too; it counts for nothing.
        nonsense = self._familiar.nonsense(text)
        guess = {} if nonsense else message.get(INTENT) or {}
        name = guess.get(INTENT_NAME_KEY)
        is_named = reading.scope != OTHER_PART and bool(self._mentions.of(SHOW, text))
        if name == OTHER_BODY_PART and is_named:
            name = SHOW  # "knee" in the name of an exercise is no sore knee
        merged = merge(
            reading,
            name,
            guess.get(PREDICTED_CONFIDENCE_KEY, 0.0),
            0 if nonsense else self._familiar.strangers(text),
        )
        message.set(
            INTENT,
            {INTENT_NAME_KEY: merged.intent, PREDICTED_CONFIDENCE_KEY: merged.confidence},
            add_to_output=True,
        )
        entities = [
            _entity(slot, value, text)
            for slot, found in {
                **self._mentions.of(merged.intent, text),
                **merged.facts,
                **(tapped or {}),
            }.items()
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
