"""`python -m nlu.training FILE`: trains the classifier of signs from nlu/examples and data/nlu."""

from __future__ import annotations

import random
import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.svm import LinearSVC

from nlu.features import Features
from nlu.keyboard import mistyped
from nlu.phrasings import EXAMPLES, example_rows, intent_phrasings
from nlu.reader import Reader
from nlu.segments import NOT, Segment, doubtful_segments, own_segments
from nlu.spotter import Level, Line, Spotter, save_spotter
from nlu.vectors import WordVectors, spacy_vectors
from triage.yaml_source import Document

# Signs that are neither are left to the patterns: guessing them did more harm than good.
LEVELS = {"emergency": "emergency_signs", "urgent": "urgent_signs"}
TOLD = ("red_flags", "other_signs")  # more rows by finding, which the patterns know all of
NAMELESS = ("emergencies",)  # emergencies whose signs the patterns name
UNTOLD = ("harmless", "not_red_flags")
STORIES, MOST_PARTS = 2500, 7
# Of our harmless messages, many of them near misses, so many may be taken for a sign by mistake.
FALSE_ALARMS = {"emergency": 0.02, "urgent": 0.005}
_SEED = 20
_FOLDS = 4
_STRENGTH = 1.0  # of the fit: the inverse of regularisation
_OTHER_SIGN = 0.2  # what a message that tells only a sign of another level weighs as a negative


@dataclass(frozen=True)
class Example:
    """A message, its parts, and the signs in it; `harmless`: written as one without any."""

    text: str
    parts: tuple[Segment, ...]
    signs: frozenset[str]
    harmless: bool


def word_vectors(reader: Reader, given: Sequence[Example]) -> WordVectors:
    """spaCy's vectors of everyday words and of those in `given`."""
    own = {word.removeprefix(NOT) for e in given for part in e.parts for word in part.words.split()}
    return spacy_vectors(own | reader.everyday)


def levels() -> dict[str, tuple[str, ...]]:
    """The signs of each level: those that its file has rows for."""
    return {level: tuple(Document(EXAMPLES / f"{name}.yml").data) for level, name in LEVELS.items()}


def examples(reader: Reader) -> list[Example]:
    """All messages to learn from, each once."""
    found = [
        _example(reader, text, {sign})
        for name in (*LEVELS.values(), *TOLD)
        for sign, text in example_rows(name)
    ]
    found += [_example(reader, text, set()) for name in NAMELESS for _, text in example_rows(name)]
    found += [
        replace(_example(reader, text, set()), signs=frozenset(), harmless=True)
        for name in UNTOLD
        for _, text in example_rows(name)
    ]
    for text in (*intent_phrasings(), *stories()):
        example = _example(reader, text, set())
        found.append(replace(example, harmless=not example.signs))
    unique = {example.text.casefold(): example for example in reversed(found)}
    return [example for example in reversed(unique.values()) if example.parts]


def _example(reader: Reader, text: str, signs: set[str]) -> Example:
    heard = reader.listen(text)
    own = own_segments(heard.words, heard.context)
    parts = own or doubtful_segments(heard.words, heard.context)
    return Example(text, tuple(parts), frozenset({*signs, *heard.signs}), False)


def stories(count: int = STORIES, seed: int = _SEED) -> Iterator[str]:
    """Ordinary stories of people without a sign of danger, from the parts in stories.yml."""
    parts = dict[str, list[str]](Document(EXAMPLES / "stories.yml").data)
    dice = random.Random(seed)  # noqa: S311 (the same stories each time, no secret)
    for _ in range(count):
        kinds = dice.sample(sorted(parts), dice.randint(2, min(MOST_PARTS, len(parts))))
        joint = dice.choice((", ", ", ", ". ", " and ", " - ", " "))
        yield joint.join(dice.choice(parts[kind]) for kind in kinds)


def with_typos(reader: Reader, given: Sequence[Example], seed: int = _SEED) -> list[Example]:
    """`given` once more, mistyped."""
    dice = random.Random(seed)  # noqa: S311 (the same slips each time, no secret)
    found = []
    for example in given:
        parts = _example(reader, mistyped(example.text, dice), set()).parts
        if parts:
            found.append(replace(example, parts=parts))
    return found


def train(
    given: Sequence[Example], typos: Sequence[Example], vectors: WordVectors | None
) -> Spotter:
    """The classifier, with thresholds found on messages that were held back in turn.

    `vectors`: see Features.
    """
    order = np.random.RandomState(_SEED).permutation(len(given))
    held = np.zeros((len(given), len(LEVELS)))
    for fold in range(_FOLDS):
        out = set(order[fold::_FOLDS].tolist())
        kept = [given[place] for place in range(len(given)) if place not in out]
        texts = {example.text for example in kept}
        slips = [example for example in typos if example.text in texts]
        trial = _fit([*kept, *slips], vectors, dict.fromkeys(LEVELS, 0.0), named=False)
        for place in sorted(out):
            held[place] = trial.strengths(given[place].parts)
    harmless = np.array([example.harmless for example in given])
    thresholds = {
        level: float(np.quantile(held[harmless, place], 1 - FALSE_ALARMS[level]))
        for place, level in enumerate(LEVELS)
    }
    return _fit([*given, *typos], vectors, thresholds)


def _fit(
    given: Sequence[Example],
    vectors: WordVectors | None,
    thresholds: dict[str, float],
    named: bool = True,
) -> Spotter:
    features = Features([example.parts[0] for example in given], vectors)
    rows = features.of([example.parts[0] for example in given])
    any_sign = set().union(*levels().values())
    other = np.array([bool(example.signs & any_sign) for example in given])
    found, detected, weights = [], [], []
    for level, signs in levels().items():
        told = np.array([bool(example.signs & set(signs)) for example in given])
        detected.append(told)
        weights.append(np.where(other & ~told, _OTHER_SIGN, 1.0))
        own = [example for example, tells in zip(given, told, strict=True) if tells]
        classes = [np.array([sign in example.signs for example in own]) for sign in signs]
        namer = _lines(rows[told], classes if named else ())
        found.append(Level(level, signs, thresholds[level], namer, level == "emergency"))
    return Spotter(features, tuple(found), _lines(rows, detected, weights))


def _lines(
    rows: np.ndarray, classes: Sequence[np.ndarray], weigh: Sequence[np.ndarray | None] = ()
) -> Line:
    models = [
        LinearSVC(C=_STRENGTH, class_weight="balanced", random_state=_SEED).fit(
            rows, wanted, sample_weight=weight
        )
        for wanted, weight in zip(classes, weigh or [None] * len(classes), strict=True)
    ]
    weights = np.array([model.coef_[0] for model in models], dtype=np.float32).T
    return Line(np.ascontiguousarray(weights), np.array([model.intercept_[0] for model in models]))


def main(path: str) -> None:
    """Trains and writes to `path`."""
    warnings.simplefilter("ignore")
    reader = Reader()
    given = examples(reader)
    made_up = set(stories())
    typos = with_typos(reader, [e for e in given if e.text not in made_up])
    spotter = train(given, typos, word_vectors(reader, [*given, *typos]))
    save_spotter(spotter, Path(path))
    for level in spotter.levels:
        told = sum(bool(example.signs & set(level.signs)) for example in given)
        print(f"{level.name}: {told} of {len(given)} messages, from {level.threshold:.2f}")


if __name__ == "__main__":
    main(sys.argv[1])
