"""Compare papers and profiles: by words, by meaning where there is an encoder, and which own paper is nearest. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.encoder import meaning_similarity
from reviews.affinity.text import Rarity, text_similarity

Scores = NDArray[np.float32]
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Compared:
    """Papers x people: likeness by words, by meaning (NaN without an encoder), and the nearest own paper's place."""

    words: Scores
    meaning: Scores
    nearest: NDArray[np.uint16]


def compared(
    papers: Sequence[tuple[str, str]],
    people: Sequence[Sequence[tuple[str, str]]],
    rarity: Rarity,
    vectors: Mapping[str, Vector],
) -> Compared:
    """Compare texts, each given as (digest, text), with profiles of such texts."""
    plain = [text for _, text in papers]
    words = text_similarity(plain, [[text for _, text in texts] for texts in people], rarity)
    flat = [text for texts in people for text in texts]
    if vectors:
        rows = _rows(vectors, [digest for digest, _ in papers])
        profiles = [_rows(vectors, [digest for digest, _ in texts]) for texts in people]
        meaning = meaning_similarity(rows, profiles)
        each = rows @ _rows(vectors, [digest for digest, _ in flat]).T
    else:
        meaning = np.full(words.shape, np.nan, dtype=np.float32)
        each = np.nan_to_num(text_similarity(plain, [[text] for _, text in flat], rarity), nan=-1.0)
    nearest = np.zeros(words.shape, dtype=np.uint16)
    start = 0
    for column, texts in enumerate(people):
        if texts and len(papers):
            nearest[:, column] = each[:, start : start + len(texts)].argmax(axis=1)
        start += len(texts)
    return Compared(words, meaning, nearest)


def _rows(vectors: Mapping[str, Vector], digests: Sequence[str]) -> Scores:
    width = len(next(iter(vectors.values())))
    return np.array([vectors[digest] for digest in digests], dtype=np.float32).reshape(len(digests), width)
