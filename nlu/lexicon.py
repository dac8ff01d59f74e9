"""The words of nlu/lexicon/*.yml, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nlu.pattern import Patterns
from nlu.phrasings import phrasings
from nlu.spelling import Speller
from nlu.tokens import Text, Token, Tokenizer
from triage.yaml_source import Document

_SHORTEST_SHORT = 3  # letters: no word is mended into a shorter short form
FOLDER = Path(__file__).resolve().parent / "lexicon"


@dataclass(frozen=True)
class Rule:
    """One thing to hear. `unless`: not in the same sentence; `unless_text`: nowhere."""

    name: str
    value: Any
    find: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    unless_text: re.Pattern[str] | None = None
    needs_text: re.Pattern[str] | None = None
    history: bool = False
    within_days: int | None = None
    anyone: bool = False
    near: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = ()


class Lexicon:
    """All files of one folder: raw data by file name, compiled patterns on request."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read every file of `folder`; raises KnowledgeError or PatternError."""
        self.files = {file.stem: Document(file).data for file in sorted(folder.glob("*.yml"))}
        words = self.files["words"]
        self.patterns = Patterns(words["classes"])
        self.signs = [self._rule(name, True, entry) for name, entry in self.files["signs"].items()]
        self.facts = [
            self._rule(name, value, entry)
            for name, values in self.files["facts"].items()
            for value, entry in values.items()
        ]
        places = self.files["places"]
        self.places = {
            kind: [(name, self.compile([row])) for name, rows in groups.items() for row in rows]
            for kind, groups in (
                ("location", places["locations"]),
                ("region", places["regions"]),
                ("decoy", {"decoy": places["decoys"]}),
            )
        }
        self.groups = {
            (file, key): self.compile(rows)
            for file in ("context", "idioms", "scope", "answers", "story")
            for key, rows in self.files[file].items()
            if isinstance(rows, list)
        }
        self.sides = {
            key: self.compile(places[key]) for key in ("main", "left", "right", "both", "sideless")
        }
        faq = self.files["faq"]
        self.faq_asks, self.faq_starts, self.faq_about_us, self.faq_not = (
            self.compile(faq[key]) for key in ("asks", "starts", "about_us", "not_asked")
        )
        self.faq = {name: self.compile(rows) for name, rows in faq["topics"].items()}
        self.talk = {
            intent: {where: self.compile(rows) for where, rows in places.items()}
            for intent, places in self.files["talk"].items()
        }
        self.answers_to = {
            slot: {value: self.compile(rows) for value, rows in values.items()}
            for slot, values in self.files["answers_to"].items()
        }
        speller = self._speller(words)
        self.everyday = speller.known
        self.tell_nothing = frozenset(map(str, words["tell_nothing"]))
        self._tokenizer = Tokenizer(words["short_forms"], speller.mend, speller.known)
        self._confusions = _confusions(words["confusions"])

    def compile(self, rows: Iterable[str]) -> re.Pattern[str]:
        """Patterns of this lexicon's classes as one expression."""
        return self.patterns.compile(rows)

    def text(self, original: str) -> Text:
        """`original` as tokens in normal form."""
        text = self._tokenizer(original)
        words = text.words()
        tokens = tuple(
            Token(self._in_company(words, index), token.start, token.end)
            for index, token in enumerate(text.tokens)
        )
        return Text(original, tokens)

    def _in_company(self, words: list[str], index: int) -> str:
        word = words[index]
        for before, meant in self._confusions.get(word, {}).items():
            if tuple(words[max(index - len(before), 0) : index]) == before:
                return meant
        return word

    def _rule(self, name: str, value: Any, entry: Any) -> Rule:
        detail: Mapping[str, Any] = entry if isinstance(entry, Mapping) else {"say": entry}
        optional = {
            key: self.compile(detail[key])
            for key in ("unless", "unless_text", "needs_text")
            if key in detail
        }
        return Rule(
            name,
            value,
            self.compile(detail["say"]),
            history=bool(detail.get("history", False)),
            within_days=detail.get("within_days"),
            anyone=bool(detail.get("anyone", False)),
            near=tuple(
                (self.compile([pair["of"]]), self.compile([pair["told"]]))
                for pair in detail.get("near", ())
            ),
            **optional,
        )

    def _speller(self, words: Mapping[str, Any]) -> Speller:
        known = set(self.patterns.words)
        for short, row in words["short_forms"].items():
            known.update(row.split())
            known.update([short] if short.isalpha() and len(short) > _SHORTEST_SHORT else [])
        known.update(words["also_known"])
        times = self.files["times"]
        for group in ("units", "numbers", "weekdays", "months", "moments"):
            known.update(word for key in times[group] for word in str(key).split())
        plain = Tokenizer(words["short_forms"], lambda word, *_: word, known)
        return Speller(known, words["typos"], (plain(text).words() for text in phrasings()))


def _confusions(groups: Iterable[Mapping[str, Any]]) -> dict[str, dict[tuple[str, ...], str]]:
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for group in groups:
        for word, meant in group["words"].items():
            for before in group["after"]:
                found.setdefault(word, {})[tuple(before.split())] = meant
    return found


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon of this package, read once."""
    return Lexicon()
