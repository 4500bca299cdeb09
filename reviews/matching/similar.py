"""Compare papers and profiles: by words, by meaning where there is an encoder, and which own paper is nearest. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.encoder import likeness, mean_of_nearest
from reviews.affinity.rarity import Rarity
from reviews.affinity.shelf import Shelf
from reviews.affinity.terms import Terms

Scores = NDArray[np.float32]
Vector = NDArray[np.float32]
Read = tuple[str, Terms]  # a text that was read: its digest and its terms


@dataclass(frozen=True, slots=True)
class Compared:
    """Papers x people: likeness by words, by meaning (NaN without an encoder), and the nearest own paper's place."""

    words: Scores
    meaning: Scores
    nearest: NDArray[np.uint16]


class Comparer:
    """Papers, made ready to be compared with one profile after the other."""

    def __init__(self, papers: Sequence[Read], rarity: Rarity, vectors: Mapping[str, Vector]) -> None:
        self.vectors, self.size = vectors, len(papers)
        self.shelf = Shelf([terms for _, terms in papers], rarity)
        self.rows = _rows(vectors, [digest for digest, _ in papers]).astype(np.float64) if vectors else None

    def compare(self, people: Sequence[Sequence[Read]]) -> Compared:
        """Compare these profiles with the papers. Memory goes by their number, so that many come in portions."""
        found = self.shelf.compare([[terms for _, terms in own] for own in people], wants_nearest=self.rows is None)
        meaning, nearest = np.full((self.size, len(people)), np.nan, dtype=np.float32), found.nearest
        if self.rows is None or not self.size:
            return Compared(found.whole, meaning, nearest)
        for column, texts in enumerate(people):
            if texts:
                own = _rows(self.vectors, [digest for digest, _ in texts])
                alike = likeness(self.rows, own)
                meaning[:, column], nearest[:, column] = mean_of_nearest(alike, own), alike.argmax(axis=1)
        meaning[~self.rows.any(axis=1)] = np.nan
        return Compared(found.whole, meaning, nearest)


def _rows(vectors: Mapping[str, Vector], digests: Sequence[str]) -> Scores:
    width = len(next(iter(vectors.values())))
    return np.array([vectors[digest] for digest in digests], dtype=np.float32).reshape(len(digests), width)
