"""Spots signs in words that no pattern knows: a classifier beside the patterns, trained before.

Each level of signs (emergency, urgent, other) has a detector, "is there any sign of this level?",
with a threshold of its own, and a namer, "which sign is it?".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import joblib
import numpy as np
import sklearn

from nlu.features import Features
from nlu.segments import Segment

FORMAT = f"2, scikit-learn {sklearn.__version__}"
FILE = Path(__file__).resolve().parent.parent / "models" / "signs.joblib"
_NAMED = 0.0  # a namer's score from which a sign is named beside the likeliest


class SignsMissing(RuntimeError):
    """There is no trained classifier of signs; the text says what to do."""


@dataclass(frozen=True)
class Line:
    """A linear model: one column of weights for each of its classes."""

    weights: np.ndarray
    bias: np.ndarray

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """A row of scores for each of `rows`."""
        return np.asarray(rows @ self.weights) + self.bias


@dataclass(frozen=True)
class Level:
    """The signs of one level. `anyone`: also told of somebody else, as of now."""

    name: str
    signs: tuple[str, ...]
    threshold: float
    namer: Line
    anyone: bool = False


@dataclass(frozen=True)
class Spotter:
    """The trained classifier; `detectors` has a class for each level."""

    features: Features
    levels: tuple[Level, ...]
    detectors: Line

    def find(
        self, own: Sequence[Segment], doubtful: Sequence[Segment], known: Collection[str] = ()
    ) -> list[str]:
        """Signs in a message of the parts `own`, and of `doubtful`, told of others.

        `known`: signs that the patterns found; what they named needs no second guess.
        """
        parts = list(dict.fromkeys([*own, *doubtful]))
        if not parts:
            return []
        rows = self.features.of(parts)
        others = [part not in own for part in parts]
        found: list[str] = []
        for level, scores in zip(self.levels, self.detectors.scores(rows).T, strict=True):
            if not level.anyone:
                scores[others] = -np.inf
            best = int(scores.argmax())
            if scores[best] >= level.threshold:
                found += _named(level, rows[best], known)
        return found

    def strengths(self, parts: Sequence[Segment]) -> np.ndarray:
        """How strongly the parts of one message, at least one, tell a sign of each level."""
        strongest: np.ndarray = self.detectors.scores(self.features.of(parts)).max(axis=0)
        return strongest


def _named(level: Level, row: np.ndarray, known: Collection[str]) -> list[str]:
    """The signs of `level` in a part: clear ones, and the likeliest unless one is known."""
    scores = level.namer.scores(row)[0]
    first = int(scores.argmax())
    known_here = set(level.signs) & set(known)
    return [
        sign
        for place, sign in enumerate(level.signs)
        if sign not in known and (scores[place] >= _NAMED or (place == first and not known_here))
    ]


def load_spotter(path: Path = FILE) -> Spotter:
    """The classifier in `path`; raises SignsMissing where it is not there or made otherwise."""
    if not path.is_file():
        raise SignsMissing(f"there is no trained classifier of signs at {path}: run `make train`")
    kept = joblib.load(path)
    if not isinstance(kept, dict) or kept.get("format") != FORMAT:
        raise SignsMissing(f"{path} was made by another version: run `make train`")
    spotter: Spotter = kept["spotter"]
    return spotter


def save_spotter(spotter: Spotter, path: Path) -> None:
    """Writes `spotter` to `path`, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    joblib.dump({"format": FORMAT, "spotter": spotter}, fresh, compress=3)
    fresh.replace(path)
