"""What the guard says: the domain's responses, read by name. No words stand in the code."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from rasa.core.nlg.interpolator import interpolate

from channels.messages import Message, plain
from channels.settings import ROOT
from triage import care_country, care_words, load_library
from triage.yaml_source import Document

NUMBER = "emergency_number"
GUARD_RESPONSES = ROOT / "data" / "responses" / "guard.yml"
Responses = Mapping[str, list[Mapping[str, Any]]]


class Words:
    """Responses by name; where the model has none, the guard's own file speaks."""

    def __init__(self, responses: Callable[[], Responses]) -> None:
        """`responses` gives those of the loaded model, or an empty mapping without one."""
        self._responses = responses

    def message(self, name: str, **values: Any) -> Message:
        """The response `name`, filled in, without the lines that stay empty.

        `{emergency_number}` is always known. Raises KeyError for a name that nobody has.
        """
        response = copy.deepcopy(dict(self._variation(name)))
        filled = plain(interpolate(response, {**emergency_words(), **values}))
        lines = [line for line in filled.get("text", "").splitlines() if line.strip()]
        return plain({**filled, "text": "\n".join(lines)})

    def text(self, name: str, **values: Any) -> str:
        """Only the words of response `name`."""
        return str(self.message(name, **values)["text"])

    def _variation(self, name: str) -> Mapping[str, Any]:
        variations = self._responses().get(name) or own_responses()[name]
        usual = [v for v in variations if not v.get("condition") and not v.get("channel")]
        return (usual or list(variations))[0]


@lru_cache(maxsize=1)
def own_responses() -> Responses:
    """The guard's responses as they stand in data/, which need no model."""
    responses: Responses = Document(GUARD_RESPONSES).data["responses"]
    return responses


def emergency_words() -> dict[str, str]:
    """The number to call in the country of FOOTWISE_COUNTRY, or words for it."""
    library = load_library()
    return {NUMBER: care_words(library, care_country(library))["emergency"]}
