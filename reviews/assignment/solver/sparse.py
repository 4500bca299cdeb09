"""Affinities of which only some pairs are listed, row by row (CSR), read as if they were a table. Called by problem.py.

A conference that scores each paper against a few hundred people has no dense table, and need not make one: blocks of
rows are filled in when they are looked at, and forgotten again.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from reviews.assignment.solver.arrays import Flags, Ints, Scores


@dataclass(frozen=True, eq=False)
class SparseScores:
    """Row p lists the reviewers `indices[indptr[p] : indptr[p + 1]]`, ascending, with `data` there. Pairs that are not
    listed count `unlisted`. Answers to the indices that the solver uses: rows, blocks of rows or columns, and pairs.
    """

    data: Scores
    indices: Ints
    indptr: Ints
    shape: tuple[int, int]
    unlisted: float = 0.0

    @classmethod
    def of(cls, given: Any, unlisted: float) -> "SparseScores":
        """Return the scores of a matrix in compressed rows, such as scipy's; a ValueError says what is wrong."""
        given = given if hasattr(given, "indptr") and getattr(given, "format", "csr") == "csr" else given.tocsr()
        data, indptr = np.asarray(given.data, dtype=np.float32), np.asarray(given.indptr, dtype=np.int64)
        papers, reviewers = (int(size) for size in given.shape)
        indices = np.asarray(given.indices, dtype=np.int64)
        if len(indptr) != papers + 1 or indptr[0] != 0 or indptr[-1] != len(data) or np.any(np.diff(indptr) < 0):
            raise ValueError("The rows of the sparse affinity do not fit together: see what CSR asks of indptr.")
        if len(indices) != len(data) or np.any((indices < 0) | (indices >= reviewers)):
            raise ValueError("The sparse affinity names reviewers who are not in the table.")
        keys = np.repeat(np.arange(papers), np.diff(indptr)) * reviewers + indices
        order = np.argsort(keys, kind="stable")
        if np.any(np.diff(keys[order]) == 0):
            paper, reviewer = divmod(int(keys[order][:-1][np.diff(keys[order]) == 0][0]), reviewers)
            raise ValueError(f"The sparse affinity lists paper {paper} and reviewer {reviewer} twice.")
        return cls(data[order], indices[order], indptr, (papers, reviewers), float(unlisted))

    def __len__(self) -> int:
        """Return the number of papers."""
        return self.shape[0]

    @property
    def size(self) -> int:
        """Return the number of pairs, listed or not."""
        return self.shape[0] * self.shape[1]

    @property
    def ndim(self) -> int:
        """Return 2: it is read as a table."""
        return 2

    @property
    def listed_in_rows(self) -> Ints:
        """Return how many pairs each row lists."""
        return np.diff(self.indptr)

    def __getitem__(self, at: Any) -> Any:
        """Return a row, a block of rows, a block of columns, or the scores of pairs, in single precision."""
        if not isinstance(at, tuple):
            return self._rows(at) if isinstance(at, slice) else self._rows(slice(int(at), int(at) + 1))[0]
        rows, columns = at
        if isinstance(rows, slice):
            return self._columns(columns)
        found, place = self._found(*np.broadcast_arrays(rows, columns))
        return np.where(found, self.data[place], np.float32(self.unlisted)) if len(self.data) else self._none(found)

    def lists(self, papers: Ints, reviewers: Ints) -> Flags:
        """Tell which of these pairs are listed."""
        return self._found(papers, reviewers)[0]

    def listed(self, rows: slice | Ints) -> Flags:
        """Return true for the listed pairs of these rows."""
        chosen = np.arange(len(self))[rows]
        mask = np.zeros((len(chosen), self.shape[1]), dtype=np.bool_)
        mask[self._cells(chosen)] = True
        return mask

    @cached_property
    def keys(self) -> Ints:
        """Return the listed pairs as sorted numbers, paper * reviewers + reviewer."""
        return np.repeat(np.arange(len(self)), self.listed_in_rows) * self.shape[1] + self.indices

    def _found(self, papers: Ints, reviewers: Ints) -> tuple[Flags, Ints]:
        keys = np.asarray(papers, dtype=np.int64) * self.shape[1] + np.asarray(reviewers, dtype=np.int64)
        place = np.minimum(np.searchsorted(self.keys, keys), max(0, len(self.keys) - 1))
        found = self.keys[place] == keys if len(self.keys) else np.zeros(keys.shape, dtype=np.bool_)
        return np.asarray(found, dtype=np.bool_), np.asarray(place)

    def _none(self, like: Flags) -> Scores:
        return np.full(like.shape, self.unlisted, dtype=np.float32)

    def _cells(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return the places of the listed pairs of these rows, in a block of them."""
        count = self.listed_in_rows[rows]
        place = np.repeat(np.arange(len(rows)), count)
        return place, self.indices[self._spans(rows, count)]

    def _spans(self, rows: Ints, count: Ints) -> Ints:
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        return np.asarray(np.repeat(self.indptr[rows], count) + within)

    def _rows(self, at: slice) -> Scores:
        rows = np.arange(len(self))[at]
        block = np.full((len(rows), self.shape[1]), self.unlisted, dtype=np.float32)
        block[self._cells(rows)] = self.data[self._spans(rows, self.listed_in_rows[rows])]
        return block

    def _columns(self, at: slice) -> Scores:
        columns = np.arange(self.shape[1])[at]
        block = np.full((len(self), len(columns)), self.unlisted, dtype=np.float32)
        by_column, papers, first = self._by_column
        low, high = (first[columns[0]], first[columns[-1] + 1]) if len(columns) else (0, 0)
        some = by_column[low:high]
        block[papers[low:high], self.indices[some] - (columns[0] if len(columns) else 0)] = self.data[some]
        return block

    @cached_property
    def _by_column(self) -> tuple[Ints, Ints, Ints]:
        """Return the listed pairs ordered by reviewer, their papers, and where each reviewer's begin."""
        order = np.argsort(self.indices, kind="stable")
        papers = np.repeat(np.arange(len(self)), self.listed_in_rows)[order]
        return order, papers, np.searchsorted(self.indices[order], np.arange(self.shape[1] + 1))
