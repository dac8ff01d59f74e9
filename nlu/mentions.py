"""What a request is about: the exercise to show, or the answer to change."""

from __future__ import annotations

from collections.abc import Iterable

from nlu.lexicon import Lexicon, load_lexicon
from triage import Library, load_library

SHOW, CHANGE = "show_exercise", "change"
EXERCISE, CHANGE_SLOT = "exercise", "change_slot"


class Mentions:
    """Finds names of exercises and of questions in a message."""

    def __init__(self, lexicon: Lexicon | None = None, library: Library | None = None) -> None:
        """Learn the names of `library`, by default the knowledge."""
        self._lexicon = lexicon or load_lexicon()
        library = library or load_library()
        self._exercises = self._names((e.name, e.id) for e in library.exercises.values())
        self._questions = self._names(
            pair
            for question in library.questions.values()
            for pair in (
                (question.short, question.id),
                (question.id.replace("_", " "), question.id),
            )
        )

    def of(self, intent: str | None, message: str) -> dict[str, str]:
        """The entities that `intent` wants from `message`, as far as they are named there."""
        if intent == SHOW:
            named, entity = self._exercises, EXERCISE
        elif intent == CHANGE:
            named, entity = self._questions, CHANGE_SLOT
        else:
            return {}
        line = self._line(message)
        # The longest name first: "heel raise on a step" before "heel raise".
        found = next((value for name, value in named if name in line), None)
        return {entity: found} if found else {}

    def _names(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        named = [(self._line(name), value) for name, value in pairs]
        return sorted(named, key=lambda pair: (-len(pair[0]), pair))

    def _line(self, text: str) -> str:
        """Words in normal form without plurals and marks, each with a blank on both sides."""
        words = (word for word in self._lexicon.text(text).words() if word.isalnum())
        return " " + " ".join(word.removesuffix("s") for word in words) + " "
