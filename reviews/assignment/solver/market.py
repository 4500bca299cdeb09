"""All pairs of the dense problem, held against prices in blocks of papers. Called by solve.py.

The linear programme's dual gives, for ANY prices u (paper) and v (reviewer), a bound that no assignment exceeds:
  sum demand*u + sum max_load*max(v, 0) - sum min_load*max(-v, 0) + sum over allowed pairs of max(0, s - u - v).
Prices of an optimal flow make it tight, and name the pairs (s > u + v) that could still improve the total.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviews.assignment.solver.core import Core
from reviews.assignment.solver.problem import BLOCK_CELLS, Floats, Ints, Scores

TIE = 1e-4  # the tie-breaking noise, as a part of the largest affinity
CROWDED = 0.02  # the part of a block from which on it is cheaper to look at all of it
MARGIN = 1e-6  # generous for three roundings to single precision of 6e-8 each

Prices = tuple[Floats, Floats]


@dataclass(frozen=True)
class Offers:
    """What pricing found: the sum of all positive s - u - v, and the keys of the pairs most worth adding."""

    excess: float
    keys: Ints


class Market:
    """The table of affinities without the pairs, papers and reviewers that can take nothing more."""

    def __init__(self, core: Core) -> None:
        self.affinity = core.problem.affinity
        self.papers, self.reviewers = self.affinity.shape
        self.excluded = core.excluded
        self.open_papers = core.demand > 0
        self.closed_reviewers = core.max_load == 0
        self.largest = core.largest
        # Equal pairs are told apart, differently for each paper but always in the same way; otherwise all papers
        # would be offered the same few reviewers.
        noise = np.random.default_rng(0).random(2 * self.reviewers, dtype=np.float32)
        self._noise = noise * np.float32(self.largest * TIE)

    def start(self, per_paper: int) -> Ints:
        """Return the sorted keys of each open paper's best pairs."""
        width = min(per_paper, self.reviewers)
        found = [np.empty(0, dtype=np.int64)]
        everybody = np.arange(self.reviewers)
        for start, end, excluded in self._blocks():
            papers = np.arange(start, end)[:, None]
            scores = self.affinity[start:end] + self._tie_break(papers, everybody)
            self._bar(scores, excluded)
            best = np.argpartition(scores, self.reviewers - width, axis=1)[:, self.reviewers - width :]
            allowed = np.take_along_axis(scores, best, axis=1) > -np.inf
            allowed &= self.open_papers[start:end, None]
            found.append((papers * self.reviewers + best)[allowed])
        return np.sort(np.concatenate(found))

    def start_of_reviewers(self, per_reviewer: int) -> Ints:
        """Return the sorted keys of each reviewer's best pairs: minimum loads are met from these."""
        width = min(per_reviewer, self.papers)
        found = [np.empty(0, dtype=np.int64)]
        step = max(1, BLOCK_CELLS // max(1, self.papers))
        for start in range(0, self.reviewers, step):
            scores = self.affinity[:, start : start + step].T
            best = np.argpartition(scores, self.papers - width, axis=1)[:, self.papers - width :]
            reviewers = np.arange(start, start + len(best))[:, None]
            useful = self.open_papers[best] & ~self.closed_reviewers[reviewers]
            found.append((best * self.reviewers + reviewers)[useful])
        keys = np.sort(np.concatenate(found))
        return keys[~_contains(self.excluded, keys)]

    def price(self, u: Floats, v: Floats, columns: Ints, *, per_paper: int, least: float) -> Offers:
        """Hold the prices against all pairs. Pairs not among the (sorted) columns that gain more than `least` are
        offered, the best `per_paper` of each paper.

        Blocks are scanned in single precision with a margin; what passes is computed again in double precision,
        so that the excess, and with it the bound, is exact.
        """
        thin_v = np.where(self.closed_reviewers, np.inf, v).astype(np.float32)
        spread = self.largest + float(np.abs(v[~self.closed_reviewers]).max(initial=0))
        threshold = np.where(self.open_papers, u - MARGIN * (spread + np.abs(u)), np.inf).astype(np.float32)
        excess, found = 0.0, [np.empty(0, dtype=np.int64)]
        for start, end, excluded in self._blocks():
            left = self.affinity[start:end] - thin_v
            left.ravel()[excluded] = -np.inf
            hopeful = left > threshold[start:end, None]
            crowded = np.count_nonzero(hopeful) > hopeful.size * CROWDED
            look = self._look_at_block if crowded else self._look_at_pairs
            worth, keys = look(start, hopeful, (u, v), columns, (per_paper, least))
            excess += worth
            found.append(keys)
        return Offers(excess, np.concatenate(found))

    def _look_at_pairs(
        self, start: int, hopeful: NDArray[np.bool_], prices: Prices, columns: Ints, wanted: tuple[int, float]
    ) -> tuple[float, Ints]:
        """Return excess and best new pairs of a block, pair by pair: fast where few are hopeful."""
        keys = np.flatnonzero(hopeful) + start * self.reviewers
        papers, reviewers = np.divmod(keys, self.reviewers)
        gain = self.affinity[papers, reviewers].astype(np.float64) - prices[0][papers] - prices[1][reviewers]
        excess = float(gain[gain > 0].sum())
        new = np.flatnonzero(gain > wanted[1])
        new = new[~_contains(columns, keys[new])]
        keys, papers, reviewers, gain = keys[new], papers[new], reviewers[new], gain[new]
        order = np.lexsort((-(gain + self._tie_break(papers, reviewers)), papers))
        rank = np.arange(len(order)) - np.searchsorted(papers, papers)  # papers ascend, in `order` as well
        return excess, keys[order[rank < wanted[0]]]

    def _look_at_block(
        self, start: int, hopeful: NDArray[np.bool_], prices: Prices, columns: Ints, wanted: tuple[int, float]
    ) -> tuple[float, Ints]:
        """Return the same as _look_at_pairs, for all pairs of the block at once: fast where many are hopeful."""
        rows = slice(start, start + len(hopeful))
        gain = self.affinity[rows].astype(np.float64) - prices[1] - prices[0][rows, None]
        gain[~hopeful] = -np.inf
        excess = float(np.maximum(gain, 0).sum())
        first, last = np.searchsorted(columns, [rows.start * self.reviewers, rows.stop * self.reviewers])
        gain.ravel()[columns[first:last] - start * self.reviewers] = -np.inf
        papers = np.arange(rows.start, rows.stop)[:, None]
        width = min(wanted[0], self.reviewers)
        ranked = gain + self._tie_break(papers, np.arange(self.reviewers))
        best = np.argpartition(ranked, self.reviewers - width, axis=1)[:, self.reviewers - width :]
        return excess, (papers * self.reviewers + best)[np.take_along_axis(gain, best, axis=1) > wanted[1]]

    def prices_of_the_closed(self, u: Floats, v: Floats) -> tuple[Floats, Floats]:
        """Return the prices with those filled in that the flow does not know: of papers and reviewers it does not
        touch. The lowest at which none of their pairs gains."""
        u, v = np.where(self.open_papers, u, -np.inf), np.where(self.closed_reviewers, 0.0, v)
        if self.open_papers.all() and not self.closed_reviewers.any():
            return u, v
        for start, end, excluded in self._blocks():
            left = self.affinity[start:end] - v
            self._bar(left, excluded)
            best = left.max(axis=1, initial=-np.inf)
            unknown = u[start:end] == -np.inf
            u[start:end][unknown] = np.where(np.isfinite(best), best, 0.0)[unknown]
        for start, end, excluded in self._blocks():
            left = self.affinity[start:end] - u[start:end, None]
            left.ravel()[excluded] = -np.inf
            v[self.closed_reviewers] = np.maximum(v, left.max(axis=0))[self.closed_reviewers]
        return u, v

    def _blocks(self) -> Iterator[tuple[int, int, Ints]]:
        """Yield first row, end row and the excluded cells of each block, as flat positions in it."""
        step = max(1, BLOCK_CELLS // max(1, self.reviewers))
        for start in range(0, self.papers if self.reviewers else 0, step):
            end = min(start + step, self.papers)
            low, high = np.searchsorted(self.excluded, [start * self.reviewers, end * self.reviewers])
            yield start, end, self.excluded[low:high] - start * self.reviewers

    def _bar(self, scores: Scores | Floats, excluded: Ints) -> None:
        scores.ravel()[excluded] = -np.inf
        scores[:, self.closed_reviewers] = -np.inf

    def _tie_break(self, papers: Ints, reviewers: Ints) -> Scores:
        return np.asarray(self._noise[papers * 7919 % self.reviewers + reviewers])


def _contains(sorted_keys: Ints, keys: Ints) -> NDArray[np.bool_]:
    """Tell which keys are among the sorted ones."""
    if not len(sorted_keys):
        return np.zeros(len(keys), dtype=np.bool_)
    at = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
    return np.asarray(sorted_keys[at] == keys)
