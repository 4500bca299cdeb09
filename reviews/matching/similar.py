"""Compare papers and profiles: by words, by meaning where there is an encoder, and which own paper is nearest. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.encoder import meaning_similarity
from reviews.affinity.text import Rarity, Shelf

Scores = NDArray[np.float32]
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Compared:
    """Papers x people: likeness by words, by meaning (NaN without an encoder), and the nearest own paper's place."""

    words: Scores
    meaning: Scores
    nearest: NDArray[np.uint16]


class Comparer:
    """Papers, made ready to be compared with one profile after the other. Texts are given as (digest, text)."""

    def __init__(self, papers: Sequence[tuple[str, str]], rarity: Rarity, vectors: Mapping[str, Vector]) -> None:
        self.vectors, self.size = vectors, len(papers)
        self.shelf = Shelf((text for _, text in papers), rarity)
        self.rows = _rows(vectors, [digest for digest, _ in papers]) if vectors else None

    def compare(self, people: Sequence[Sequence[tuple[str, str]]]) -> Compared:
        """Compare these profiles with the papers. Memory goes by their number, so that many come in portions."""
        shape = (self.size, len(people))
        words, meaning = np.full(shape, np.nan, dtype=np.float32), np.full(shape, np.nan, dtype=np.float32)
        nearest = np.zeros(shape, dtype=np.uint16)
        for column, texts in enumerate(people):
            found = self.shelf.profile([text for _, text in texts], wants_nearest=self.rows is None)
            words[:, column], nearest[:, column] = found.whole, found.nearest
            if self.rows is not None and texts and self.size:
                own = _rows(self.vectors, [digest for digest, _ in texts])
                meaning[:, column] = meaning_similarity(self.rows, [own])[:, 0]
                nearest[:, column] = (self.rows @ own.T).argmax(axis=1)
        return Compared(words, meaning, nearest)


def _rows(vectors: Mapping[str, Vector], digests: Sequence[str]) -> Scores:
    width = len(next(iter(vectors.values())))
    return np.array([vectors[digest] for digest in digests], dtype=np.float32).reshape(len(digests), width)
