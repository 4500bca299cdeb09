"""A closer look at the pairs that could improve the total: what they are worth at prices. Called by market.py."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reviews.assignment.solver.booth import TollBooth
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.problem import Floats, Ints, Scores
from reviews.assignment.solver.terms import Prices, Terms

TieBreak = Callable[[Ints, Ints], Scores]


class Look:
    """What pairs are worth at these prices, in double precision."""

    def __init__(
        self,
        core: Core,
        prices: Prices,
        columns: Ints,
        terms: Terms,
        *,
        tie_break: TieBreak,
        per_paper: int,
        least: float,
    ) -> None:
        self.affinity, self.reviewers, self.tie_break = core.problem.affinity, core.problem.reviewers, tie_break
        self.prices, self.columns, self.terms = prices, columns, terms
        self.per_paper, self.least = per_paper, least
        self.tolls = TollBooth(core, prices.tolls)

    def at_pairs(self, keys: Ints) -> tuple[float, Ints]:
        """Return excess and best new pairs of some rows, pair by pair: fast where few are hopeful."""
        papers, reviewers = np.divmod(keys, self.reviewers)
        scores = self.affinity[papers, reviewers].astype(np.float64)
        if self.terms.weight is not None:
            scores *= self.terms.weight[papers]
        scores += self.terms.favour_of(keys)
        cost = self.prices.u[papers] + self.prices.v[reviewers] + self.tolls.of_pairs(papers, reviewers)
        excess = _excess(scores, cost, self.terms)
        gain = scores * self.terms.pieces[0][0] - cost
        new = np.flatnonzero(gain > self.least)
        new = new[~contains(self.columns, keys[new])]
        keys, papers, reviewers, gain = keys[new], papers[new], reviewers[new], gain[new]
        order = np.lexsort((-(gain + self.tie_break(papers, reviewers)), papers))
        rank = np.arange(len(order)) - np.searchsorted(papers, papers)  # papers ascend, in `order` as well
        return excess, keys[order[rank < self.per_paper]]

    def at_all(self, start: int, hopeful: NDArray[np.bool_]) -> tuple[float, Ints]:
        """Return the same as at_pairs, for all pairs of some rows, from `start` on: fast where many are hopeful."""
        end, reviewers = start + len(hopeful), self.reviewers
        scores = self.affinity[start:end].astype(np.float64)
        if self.terms.weight is not None:
            scores *= self.terms.weight[start:end, None]
        cost = self.prices.v + self.prices.u[start:end, None]
        self.tolls.add_to(cost, start)
        cost[~hopeful] = np.inf
        excess = _excess(scores, cost, self.terms)
        gain = scores * self.terms.pieces[0][0] - cost
        first, last = np.searchsorted(self.columns, [start * reviewers, end * reviewers])
        gain.ravel()[self.columns[first:last] - start * reviewers] = -np.inf
        papers = np.arange(start, end)[:, None]
        width = min(self.per_paper, reviewers)
        ranked = gain + self.tie_break(papers, np.arange(reviewers))
        best = best_columns(ranked, width)
        return excess, (papers * reviewers + best)[np.take_along_axis(gain, best, axis=1) > self.least]


def best_columns(scores: Scores | Floats, width: int) -> Ints:
    """Return the columns of the greatest values of each row, in no order."""
    if not width:
        return np.empty((len(scores), 0), dtype=np.int64)
    rest = scores.shape[1] - width
    return np.argpartition(scores, rest, axis=1)[:, rest:]


def contains(sorted_keys: Ints, keys: Ints) -> NDArray[np.bool_]:
    """Tell which keys are among the sorted ones."""
    if not len(sorted_keys):
        return np.zeros(len(keys), dtype=np.bool_)
    at = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
    return np.asarray(sorted_keys[at] == keys)


def _excess(scores: Floats, cost: Floats, terms: Terms) -> float:
    return sum(room * float(np.maximum(scores * factor - cost, 0).sum()) for factor, room in terms.pieces)
