"""Meanings of words as numbers: spaCy's vectors, and nothing else of its model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import spacy

MODEL = Path(__file__).resolve().parent.parent / "build" / "en_core_web_md"
# All that needs a network of its own: we want words and their vectors.
_UNUSED = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"]


class VectorsMissing(RuntimeError):
    """The language model is not there; the text says what to do."""


class WordVectors:
    """Looks words up; a word that spaCy does not know has no meaning (zeros)."""

    def __init__(self, model: Path = MODEL) -> None:
        """Load spaCy's vectors from the folder `model`; raises VectorsMissing."""
        if not (model / "config.cfg").is_file():
            raise VectorsMissing(f"there is no language model at {model}: run `make setup`")
        self._vocab: Any = spacy.load(model, exclude=_UNUSED).vocab
        self.width = int(self._vocab.vectors_length)
        self._of = lru_cache(maxsize=20_000)(self._look_up)

    def of(self, word: str) -> np.ndarray | None:
        """The vector of `word`, of length one; None where it has none."""
        found: np.ndarray | None = self._of(word)
        return found

    def table(self, words: Sequence[str]) -> np.ndarray:
        """A row for each of `words`."""
        blank = np.zeros(self.width, dtype=np.float32)
        found = [self.of(word) for word in words]
        rows = [blank if row is None else row for row in found]
        return np.array(rows, dtype=np.float32).reshape(len(words), self.width)

    def _look_up(self, word: str) -> np.ndarray | None:
        if not self._vocab.has_vector(word):
            return None
        vector = np.asarray(self._vocab.get_vector(word), dtype=np.float32)
        length = float(np.linalg.norm(vector))
        return vector / length if length else None


@lru_cache(maxsize=1)
def load_vectors() -> WordVectors:
    """The vectors of the whole process, read once."""
    return WordVectors()
