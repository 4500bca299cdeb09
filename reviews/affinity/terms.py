"""The terms of a text, its stems and pairs of neighbouring stems, as numbers that can be kept and counted fast. Pure.

A term is known by 64 bits of a hash. Among ten million different terms two share a number with a chance of 1 in
400,000, and would then count as one.
"""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reviews.affinity.words import stems

Numbers = NDArray[np.uint64]

READING = 1  # which way texts are read. Raise it when `terms_of` comes to answer otherwise: what is kept is made again
FIRST_OF_PAIR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that "a b" and "b a" are two numbers
MOST = np.iinfo(np.uint16).max  # times that a term counts; no abstract is so long


class Terms(NamedTuple):
    """The different terms of a text in ascending order, and how often each occurs."""

    ids: Numbers
    counts: NDArray[np.uint16]


def terms_of(document: str) -> Terms:
    """Return the terms of a text."""
    words = stems(document)
    single = np.fromiter(map(_number, words), dtype=np.uint64, count=len(words))
    pairs = single[:-1] * FIRST_OF_PAIR + single[1:]
    ids, counts = np.unique(np.concatenate([single, pairs]), return_counts=True)
    return Terms(ids, np.minimum(counts, MOST).astype(np.uint16))


@lru_cache(maxsize=200_000)
def _number(stem: str) -> int:
    return int.from_bytes(blake2b(stem.encode(), digest_size=8).digest())


def all_ids(texts: Iterable[Terms]) -> Numbers:
    """Return the terms of all texts one after the other."""
    return np.concatenate([np.empty(0, dtype=np.uint64), *(text.ids for text in texts)])
