"""Plain arrays as the solver takes them, checked with sentences that are fit for the screen. Called by problem.py."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Scores = NDArray[np.float32]

BLOCK_CELLS = 1 << 20  # cells of the dense matrix that are looked at together: 4 MiB of float32


def no_flags() -> Flags:
    """Return an empty row of flags."""
    return np.empty(0, dtype=np.bool_)


def no_table() -> Flags:
    """Return an empty table of flags."""
    return np.empty((0, 0), dtype=np.bool_)


def no_ints() -> Ints:
    """Return nothing."""
    return np.empty(0, dtype=np.int64)


def no_pairs() -> Ints:
    """Return no rows of two."""
    return np.empty((0, 2), dtype=np.int64)


def matrix(affinity: ArrayLike) -> Scores:
    """Return a dense table in single precision."""
    with np.errstate(over="ignore"):  # a number too large becomes infinite and is refused below, in words
        scores = np.ascontiguousarray(affinity, dtype=np.float32)
    if scores.ndim != 2:
        raise ValueError("The affinity must be a table with a row for each paper and a column for each reviewer.")
    return scores


def extent(scores: Scores) -> float:
    """Return the largest affinity by absolute value, and 1 if all are zero; refuse what is no finite number."""
    largest = 0.0
    step = max(1, BLOCK_CELLS // max(1, scores.shape[1]))
    for start in range(0, scores.shape[0] if scores.size else 0, step):
        block = scores[start : start + step]
        extent = max(float(block.max()), -float(block.min()))
        if not np.isfinite(extent) or np.isnan(block).any():
            paper, reviewer = np.argwhere(~np.isfinite(block))[0]
            raise ValueError(f"The affinity of paper {start + paper} and reviewer {reviewer} is not a finite number.")
        largest = max(largest, extent)
    return largest or 1.0


def or_zeros(counts: Ints, length: int) -> Ints:
    """Return the counts, zeros where none are given."""
    return counts if np.size(counts) else np.zeros(length, dtype=np.int64)


def counts(name: str, values: ArrayLike, length: int, owner: str) -> Ints:
    """Return one whole number for each paper or reviewer, none of them negative."""
    numbers = np.asarray(values)
    if numbers.shape != (length,):
        raise ValueError(f"{name} must have one number for each {owner}: {length}, not {numbers.shape}.")
    if not np.all(np.isfinite(numbers)) or np.any(numbers != np.floor(numbers)):
        raise ValueError(f"{name} must be whole numbers.")
    if np.any(numbers < 0):
        first = int(np.flatnonzero(numbers < 0)[0])
        raise ValueError(f"{name} of {owner} {first} is negative.")
    if np.any(numbers > np.iinfo(np.int32).max):
        raise ValueError(f"{name} is beyond any conference: at most {np.iinfo(np.int32).max}.")
    return numbers.astype(np.int64)


def flags(values: ArrayLike, length: int) -> Flags:
    """Return true or false for each reviewer; false where nothing is given."""
    flags = np.asarray(values, dtype=np.bool_)
    if not flags.size:
        return np.zeros(length, dtype=np.bool_)
    if flags.shape != (length,):
        raise ValueError(f"senior must have one answer for each reviewer: {length}, not {flags.shape}.")
    return flags


def pairs(name: str, values: ArrayLike, papers: int, reviewers: int) -> Ints:
    """Return pairs (paper, reviewer), sorted, each once."""
    pairs = np.asarray(values)
    if pairs.size == 0:
        return no_pairs()
    if pairs.ndim != 2 or pairs.shape[1] != 2 or not np.issubdtype(pairs.dtype, np.integer):
        raise ValueError(f"{name} must be rows of two whole numbers: paper, reviewer.")
    outside = (pairs < 0) | (pairs >= np.array([papers, reviewers]))
    if outside.any():
        paper, reviewer = pairs[outside.any(axis=1)][0]
        raise ValueError(f"{name} names paper {paper} and reviewer {reviewer}, who are not in the table.")
    keys = distinct(pairs[:, 0].astype(np.int64) * reviewers + pairs[:, 1])
    return np.stack(np.divmod(keys, reviewers), axis=1)


def distinct(keys: Ints) -> Ints:
    """Return the keys sorted, each once. np.unique takes a hundred times as long for millions of conflicts."""
    keys = np.sort(keys)
    return keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys


def union(one: Ints, other: Ints) -> Ints:
    """Return the keys of both sorted, each once; as np.union1d, which asks np.unique."""
    return distinct(np.concatenate([one, other]))


def among(keys: Ints, listed: Ints) -> Flags:
    """Tell which of these keys are among the sorted ones; as np.isin, which sorts millions of conflicts anew."""
    if not len(listed):
        return np.zeros(len(keys), dtype=np.bool_)
    at = np.minimum(np.searchsorted(listed, keys), len(listed) - 1)
    return np.asarray(listed[at] == keys)
