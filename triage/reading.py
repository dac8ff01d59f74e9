"""How hard the texts for patients are to read, and whether they promise too much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import textstat
from pydantic import BaseModel

from triage.files import FILES, ReadingFile
from triage.library import Library
from triage.wording import Words
from triage.yaml_source import Document, Path_

# A child starts the first school year, grade 1 of the formula, at about six.
AGE_OF_GRADE_0 = 5
HARD_SYLLABLES = 3
_PLACEHOLDER = re.compile(r"\{\w*\}")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CERTAIN = (
    r"(?<!if )(?<!when )\b(?:you|they)(?: (?:may|might|must|probably|also))?(?:'ve| have|'ve got)"
)


@dataclass(frozen=True)
class Text:
    """One text for patients, and where it stands."""

    file: str
    path: Path_
    words: str


class Reading:
    """Measures texts by the limits and the list of allowed words of reading.yml."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.rules = ReadingFile.parse_obj(library.documents["reading"].data)
        groups = self.rules.allowed
        self.allowed = frozenset(word.lower() for group in groups for word in group.words)

    @cached_property
    def texts(self) -> list[Text]:
        """Every text that patients read, each wording once, where it stands first."""
        found: dict[str, Text] = {}
        for name, document in self.library.documents.items():
            for path, words in patient_words(name, document):
                found.setdefault(words, Text(name, path, words))
        return list(found.values())

    def age(self, text: str) -> float:
        """The age in years that reads `text` with ease: its Flesch-Kincaid grade and five years.

        Allowed words and what is filled in later count as the neutral word. Means little for a
        text of a few words: see `hard_words`.
        """
        neutral = self.rules.neutral_word
        plain = _WORD.sub(
            lambda match: neutral if self._is_allowed(match[0]) else match[0],
            _PLACEHOLDER.sub(neutral, text),
        )
        return float(textstat.flesch_kincaid_grade(plain)) + AGE_OF_GRADE_0

    def hard_words(self, text: str) -> list[str]:
        """Words of three syllables or more that ten-year-olds do not know and no list allows."""
        words = (word for word in _WORD.findall(text) if not self._is_allowed(word))
        return [w for w in words if textstat.is_difficult_word(w.lower(), HARD_SYLLABLES)]

    def certain(self, text: str) -> str | None:
        """The words of `text` that tell people what they have, where it does."""
        names = [entry.name for entry in self.library.conditions.values()]
        either = "|".join(re.escape(name) for name in [*names, *self.rules.condition_names])
        found = re.search(rf"{_CERTAIN} (?:\w+ ){{0,2}}?(?:{either})\b", text, re.IGNORECASE)
        return found[0] if found else None

    def faults(self) -> Iterator[str]:
        """One line with file, line, what is wrong and the text, for each text that fails."""
        for text in self.texts:
            for fault in self._faults_of(text.words):
                error = self.library.documents[text.file].error(text.path, fault)
                yield f"{error}: {text.words}"

    def unused(self) -> list[str]:
        """Allowed words that stand in no text."""
        seen = {word.lower() for text in self.texts for word in _WORD.findall(text.words)}
        return [f"reading.yml: no text uses {word!r}" for word in sorted(self.allowed - seen)]

    def report(self) -> str:
        """How many texts there are, and how old one must be to read them, as one line."""
        ages = [self.age(text.words) for text in self.texts if self._is_long(text.words)]
        return (
            f"{len(self.texts)} texts for patients: reading age {sum(ages) / len(ages):.1f} on "
            f"average, {max(ages):.1f} at most; {len(self.allowed)} clinical words allowed"
        )

    def _faults_of(self, text: str) -> Iterator[str]:
        if self._is_long(text) and self.age(text) > self.rules.reading_age:
            yield f"reading age {self.age(text):.1f}, over {self.rules.reading_age}"
        if hard := self.hard_words(text):
            yield f"hard words ({', '.join(hard)}), not allowed in reading.yml"
        if certain := self.certain(text):
            yield f"{certain!r} is a diagnosis"

    def _is_long(self, text: str) -> bool:
        return len(text.split()) >= self.rules.long_text_words

    def _is_allowed(self, word: str) -> bool:
        return word.lower() in self.allowed


def patient_words(name: str, document: Document) -> Iterator[tuple[Path_, str]]:
    """Every text of the file that patients read, with its path."""
    yield from _words_of(FILES[name.split("/")[0]], document.data, ())


def _words_of(kind: type[BaseModel], data: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    for key, value in data.items():
        field = kind.__fields__.get(key)
        inner: Any = field.type_ if field else Words
        if isinstance(inner, type) and issubclass(inner, (Words, BaseModel)):
            for where, item in _leaves(value, (*path, key), inner):
                if issubclass(inner, Words):
                    yield where, str(item)
                else:
                    yield from _words_of(inner, item, where)


def _leaves(value: Any, path: Path_, kind: type[Any]) -> Iterator[tuple[Path_, Any]]:
    """What a value holds, however deep in lists and mappings."""
    entry = issubclass(kind, BaseModel) and isinstance(value, dict)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index), kind)
    elif isinstance(value, dict) and not (entry and value.keys() & kind.__fields__.keys()):
        for key, item in value.items():
            yield from _leaves(item, (*path, key), kind)
    elif value is not None:
        yield path, value
