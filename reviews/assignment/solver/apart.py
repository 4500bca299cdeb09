"""Who is kept apart, by tracks or by not being listed, seen from papers or from reviewers. Called by shortage.py.

Never as a list of the pairs, which may be nearly all there are.
"""

from dataclasses import dataclass, replace

import numpy as np

from reviews.assignment.solver.problem import Flags, Ints, Problem, SparseScores


@dataclass(frozen=True, eq=False)
class Apart:
    """Rows and columns have kinds; the table says which kinds are kept apart. Without tracks there is one kind each."""

    row: Ints
    column: Ints
    table: Flags

    @classmethod
    def of(cls, problem: Problem) -> "Apart":
        """Return papers as rows and reviewers as columns."""
        if not problem.has_tracks:
            nobody = np.zeros((1, 1), dtype=np.bool_)
            return cls(np.zeros(problem.papers, np.int64), np.zeros(problem.reviewers, np.int64), nobody)
        return cls(problem.paper_track, np.arange(problem.reviewers), ~problem.reviewer_tracks)

    @property
    def turned(self) -> "Apart":
        """Return the same with reviewers as rows."""
        return Apart(self.column, self.row, self.table.T)

    @property
    def nothing(self) -> "Apart":
        """Return the same as if nobody were kept apart."""
        return Apart(self.row, self.column, np.zeros_like(self.table))

    def of_row(self, row: int) -> Flags:
        """Tell of each column whether it is kept apart from this row."""
        return np.asarray(self.table[self.row[row]][self.column])

    def columns_of_rows(self) -> Ints:
        """Return from how many columns each row is kept apart."""
        return np.asarray((self.table @ np.bincount(self.column, minlength=self.table.shape[1]))[self.row])

    def rows_of_columns(self, rows: Ints) -> Ints:
        """Return from how many of these rows each column is kept apart."""
        return np.asarray((np.bincount(self.row[rows], minlength=len(self.table)) @ self.table)[self.column])


@dataclass(frozen=True, eq=False)
class Listed:
    """The same where only listed pairs are possible: those that are, as rows and columns, ordered by row.

    `stored` are those that tracks alone keep apart as well, for the question what these have to do with it.
    """

    pairs: Ints
    stored: Ints
    shape: tuple[int, int]

    @property
    def turned(self) -> "Listed":
        """Return the same with reviewers as rows."""
        around = [np.ascontiguousarray(pairs[np.lexsort(pairs.T), ::-1]) for pairs in (self.pairs, self.stored)]
        return Listed(around[0], around[1], self.shape[::-1])

    @property
    def nothing(self) -> "Listed":
        """Return the same as if tracks kept nobody apart."""
        return replace(self, pairs=self.stored)

    def of_row(self, row: int) -> Flags:
        """Tell of each column whether it is kept apart from this row."""
        apart = np.ones(self.shape[1], dtype=np.bool_)
        low, high = np.searchsorted(self.pairs[:, 0], [row, row + 1])
        apart[self.pairs[low:high, 1]] = False
        return apart

    def columns_of_rows(self) -> Ints:
        """Return from how many columns each row is kept apart."""
        return np.asarray(self.shape[1] - np.bincount(self.pairs[:, 0], minlength=self.shape[0]))

    def rows_of_columns(self, rows: Ints) -> Ints:
        """Return from how many of these rows each column is kept apart."""
        inside = np.zeros(self.shape[0], dtype=np.bool_)
        inside[rows] = True
        near = np.bincount(self.pairs[inside[self.pairs[:, 0]], 1], minlength=self.shape[1])
        return np.asarray(int(inside.sum()) - near)


def apart_of(problem: Problem) -> Apart | Listed:
    """Return papers as rows and reviewers as columns."""
    if not (problem.bars_unlisted and isinstance(problem.affinity, SparseScores)):
        return Apart.of(problem)
    stored = np.stack(np.divmod(problem.affinity.keys, max(1, problem.reviewers)), axis=1)
    apart = problem.off_track(stored[:, 0], stored[:, 1])
    return Listed(stored[~apart], stored, (problem.papers, problem.reviewers))
