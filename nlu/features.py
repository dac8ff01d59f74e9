"""Parts of messages as numbers: rows of words, rows of letters, and what the words mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.segments import NOT, Segment
from nlu.vectors import WordVectors

_WORD = r"[^\s,]+"
_WORDS = (1, 3)  # so many words in a row
_LETTERS = (2, 5)  # so many letters of one word
_MEANING = 1.0  # the weight of the word vectors
_SEEN = 2  # what stands in fewer parts is left out


class Features:
    """Learnt from the parts of training messages."""

    def __init__(self, segments: Sequence[Segment], vectors: WordVectors | None) -> None:
        """`vectors` None leaves meanings out, to measure what they give."""
        self._vectors = vectors
        self._words = TfidfVectorizer(
            token_pattern=_WORD, ngram_range=_WORDS, sublinear_tf=True, min_df=_SEEN
        ).fit([segment.words for segment in segments])
        self._letters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=_LETTERS, sublinear_tf=True, min_df=_SEEN
        ).fit([segment.typed for segment in segments])
        self._weights = {
            word: float(self._words.idf_[place])
            for word, place in self._words.vocabulary_.items()
            if " " not in word
        }
        self._rare = max(self._weights.values())

    def of(self, segments: Sequence[Segment]) -> sparse.csr_matrix:
        """A row for each of `segments`."""
        parts = [
            self._words.transform([segment.words for segment in segments]),
            self._letters.transform([segment.typed for segment in segments]),
        ]
        if self._vectors is not None:
            parts.append(sparse.csr_matrix(self._meanings(segments, self._vectors)))
        return sparse.hstack(parts, format="csr")

    def _meanings(self, segments: Sequence[Segment], vectors: WordVectors) -> np.ndarray:
        """The mean vector of what is said, and that of what is denied, side by side."""
        width = vectors.width
        rows = np.zeros((len(segments), 2 * width), dtype=np.float32)
        for row, segment in zip(rows, segments, strict=True):
            for word in segment.words.split():
                vector = vectors.of(word.removeprefix(NOT))
                if vector is not None:
                    half = width if word.startswith(NOT) else 0
                    row[half : half + width] += vector * self._weights.get(word, self._rare)
        for part in (rows[:, :width], rows[:, width:]):
            part *= _MEANING / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-6)
        return rows
