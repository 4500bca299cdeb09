"""What tracks keep apart, seen from papers or from reviewers, without a list of the pairs. Called by shortage.py."""

from dataclasses import dataclass

import numpy as np

from reviews.assignment.solver.problem import Flags, Ints, Problem


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
