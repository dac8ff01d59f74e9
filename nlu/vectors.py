"""Meanings of words as numbers: spaCy's vectors of the words that we may meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MODEL = Path(__file__).resolve().parent.parent / "build" / "en_core_web_md"
# All that needs a network of its own: we want words and their vectors.
_UNUSED = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"]


class VectorsMissing(RuntimeError):
    """The language model is not there; the text says what to do."""


@dataclass(frozen=True)
class WordVectors:
    """The place of each word in `table`, whose rows are of length one."""

    places: dict[str, int]
    table: np.ndarray

    @property
    def width(self) -> int:
        """Numbers for each word."""
        return int(self.table.shape[1])

    def of(self, word: str) -> np.ndarray | None:
        """The vector of `word`; None where it has none."""
        place = self.places.get(word)
        return None if place is None else self.table[place]


def spacy_vectors(words: Iterable[str], model: Path = MODEL) -> WordVectors:
    """The vectors of `words` in the spaCy model in the folder `model`; raises VectorsMissing.

    Only training needs spaCy: what it knows of these words goes into the trained classifier, since
    its whole vocabulary takes 280 MB and two seconds to load.
    """
    import spacy

    if not (model / "config.cfg").is_file():
        raise VectorsMissing(f"there is no language model at {model}: run `make setup`")
    vocab = spacy.load(model, exclude=_UNUSED).vocab
    places: dict[str, int] = {}
    rows: list[np.ndarray] = []
    for word in sorted(set(words)):
        vector = np.asarray(vocab.get_vector(word), dtype=np.float32)
        length = float(np.linalg.norm(vector))
        if length:
            places[word] = len(rows)
            rows.append((vector / length).astype(np.float16))
    return WordVectors(places, np.array(rows, dtype=np.float16).reshape(len(rows), -1))
