"""All pairs of the dense problem, held against prices in blocks of papers. Called by generate.py.

The linear programme's dual gives, for ANY prices u (paper) and v (reviewer), a bound that no assignment exceeds:
  sum demand*u + sum max_load*max(v, 0) - sum min_load*max(-v, 0) + sum over allowed pairs of max(0, s - u - v).
With rules on groups, prices sigma >= 0 of each paper's seniority and tolls w >= 0 of its groups join them:
  - sum seniors*sigma + sum room*w, and a pair is worth s - u - v + sigma (of a senior) - w (in that group).
Prices of an optimal flow make it tight, and name the pairs (worth > 0) that could still improve the total.

Two generalisations serve fair and randomised assignments: s may be weighted by a factor for each paper, and a pair may
come in pieces, each with its own factor (falling) and room.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reviews.assignment.solver.booth import TollBooth
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.problem import BLOCK_CELLS, NO_TOLLS, Flags, Floats, Ints, Scores, Tolls

TIE = 1e-4  # the tie-breaking noise, as a part of the largest affinity
CROWDED = 0.02  # the part of a block from which on it is cheaper to look at all of it
MARGIN = 1e-6  # generous for three roundings to single precision of 6e-8 each
T = TypeVar("T")
THREADS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True)
class Offers:
    """What pricing found: the sum of all positive s - u - v, and the keys of the pairs most worth adding."""

    excess: float
    keys: Ints


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices of papers and reviewers, and the tolls of the rules on groups."""

    u: Floats
    v: Floats
    tolls: Tolls = NO_TOLLS


@dataclass(frozen=True, eq=False)
class Terms:
    """How much of an affinity counts: a weight for each paper (none: 1), and the pieces of a pair, (factor, room)."""

    weight: Floats | None = None
    pieces: tuple[tuple[float, int], ...] = ((1.0, 1),)


PLAIN = Terms()


@dataclass(frozen=True, eq=False)
class _Block:
    """Rows start .. end of the table, the excluded cells as flat positions in it, and who serves in whose track."""

    start: int
    end: int
    excluded: Ints
    serving: Flags | None  # rows x reviewers; none where there are no tracks

    def bar(self, scores: Scores | Floats) -> None:
        """Put pairs that may not be chosen out of the question."""
        scores.ravel()[self.excluded] = -np.inf
        if self.serving is not None:
            scores[~self.serving] = -np.inf


class Market:
    """The table of affinities without the pairs, papers and reviewers that can take nothing more."""

    def __init__(self, core: Core) -> None:
        self.core = core
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

    @property
    def tie_worth(self) -> float:
        """Return the most by which the telling apart of equal pairs may misjudge one."""
        return self.largest * TIE

    def start(self, per_paper: int, *, among: NDArray[np.bool_] | None = None) -> Ints:
        """Return the sorted keys of each open paper's best pairs, among all reviewers or some."""
        everybody = np.arange(self.reviewers) if among is None else np.flatnonzero(among)
        width = min(per_paper, len(everybody))

        def best_of(block: _Block) -> Ints:
            papers = np.arange(block.start, block.end)[:, None]
            scores = self.affinity[block.start : block.end] + self._tie_break(papers, np.arange(self.reviewers))
            self._bar(scores, block)
            scores = scores if among is None else scores[:, everybody]
            best = _best(scores, width)
            allowed = np.take_along_axis(scores, best, axis=1) > -np.inf
            allowed &= self.open_papers[block.start : block.end, None]
            return np.asarray((papers * self.reviewers + everybody[best])[allowed])

        return np.sort(np.concatenate([_no_keys(), *self._over_blocks(best_of)]))

    def start_of_reviewers(self, per_reviewer: int) -> Ints:
        """Return the sorted keys of each reviewer's best pairs: minimum loads are met from these."""
        width = min(per_reviewer, self.papers)
        found = [_no_keys()]
        step = max(1, BLOCK_CELLS // max(1, self.papers))
        for start in range(0, self.reviewers, step):
            scores = self._columns_of(start, start + step)
            best = _best(scores, width)
            reviewers = np.arange(start, start + len(best))[:, None]
            useful = self.open_papers[best] & ~self.closed_reviewers[reviewers]
            found.append((best * self.reviewers + reviewers)[useful])
        keys = np.sort(np.concatenate(found))
        return keys[~self.core.bars(keys)]

    def price(self, prices: Prices, columns: Ints, terms: Terms, *, per_paper: int, least: float) -> Offers:
        """Hold the prices against all pairs. Pairs not among the (sorted) columns whose first piece gains more than
        `least` are offered, the best `per_paper` of each paper.

        Blocks are scanned in single precision with a margin; what passes is computed again in double precision,
        so that the excess, and with it the bound, is exact.
        """
        u, v = prices.u, prices.v
        factor = terms.pieces[0][0]
        thin_v = np.where(self.closed_reviewers, np.inf, v).astype(np.float32)
        lowest = u if not len(prices.tolls.sigma) else u - prices.tolls.sigma
        weight = None if terms.weight is None and factor == 1 else factor * _ones_if_none(terms.weight, self.papers)
        spread = self.largest * (1 if weight is None else float(weight.max(initial=1)))
        spread += float(np.abs(v[~self.closed_reviewers]).max(initial=0))
        threshold = np.where(self.open_papers, lowest - MARGIN * (spread + np.abs(lowest)), np.inf).astype(np.float32)
        look = _Look(self, prices, columns, terms, per_paper=per_paper, least=least)

        def look_at(block: _Block) -> tuple[float, Ints]:
            left = self.affinity[block.start : block.end]
            if weight is not None:
                left = left * weight[block.start : block.end, None].astype(np.float32)
            left = left - thin_v
            left.ravel()[block.excluded] = -np.inf
            hopeful = left > threshold[block.start : block.end, None]
            if block.serving is not None:
                hopeful &= block.serving
            if np.count_nonzero(hopeful) > hopeful.size * CROWDED:
                return look.at_all(block, hopeful)
            return look.at_pairs(np.flatnonzero(hopeful) + block.start * self.reviewers)

        seen = self._over_blocks(look_at)
        return Offers(sum(excess for excess, _ in seen), np.concatenate([_no_keys(), *(keys for _, keys in seen)]))

    def prices_of_the_closed(self, prices: Prices) -> Prices:
        """Return the prices with those filled in that the flow does not know: of papers and reviewers it does not
        touch. The lowest at which none of their pairs gains."""
        u, v = np.where(self.open_papers, prices.u, -np.inf), np.where(self.closed_reviewers, 0.0, prices.v)
        if self.open_papers.all() and not self.closed_reviewers.any():
            return replace(prices, u=u, v=v)
        for block in self._blocks():
            left = self.affinity[block.start : block.end] - v
            self._bar(left, block)
            best = left.max(axis=1, initial=-np.inf)
            unknown = u[block.start : block.end] == -np.inf
            u[block.start : block.end][unknown] = np.where(np.isfinite(best), best, 0.0)[unknown]
        lowest = u if not len(prices.tolls.sigma) else u - prices.tolls.sigma
        for block in self._blocks():
            left = self.affinity[block.start : block.end] - lowest[block.start : block.end, None]
            block.bar(left)
            v[self.closed_reviewers] = np.maximum(v, left.max(axis=0))[self.closed_reviewers]
        return replace(prices, u=u, v=v)

    def _over_blocks(self, do: Callable[[_Block], T]) -> list[T]:
        """Do it for all blocks, some at the same time: the work is numpy's, which lets threads run."""
        blocks = list(self._blocks())
        if len(blocks) < 2 * THREADS or THREADS == 1:
            return [do(block) for block in blocks]
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(do, blocks))

    def _blocks(self) -> Iterator[_Block]:
        step = max(1, BLOCK_CELLS // max(1, self.reviewers))
        for start in range(0, self.papers if self.reviewers else 0, step):
            end = min(start + step, self.papers)
            low, high = np.searchsorted(self.excluded, [start * self.reviewers, end * self.reviewers])
            serving = self.core.problem.serving(slice(start, end)) if self.core.problem.has_tracks else None
            yield _Block(start, end, self.excluded[low:high] - start * self.reviewers, serving)

    def _bar(self, scores: Scores | Floats, block: _Block) -> None:
        block.bar(scores)
        scores[:, self.closed_reviewers] = -np.inf

    def _columns_of(self, start: int, end: int) -> Scores:
        """Return what papers are worth to some reviewers, a row each; off their tracks, nothing at all."""
        problem = self.core.problem
        scores = self.affinity[:, start:end].T
        if not problem.has_tracks:
            return scores
        serving = problem.reviewer_tracks[:, start:end].T[:, problem.paper_track]
        return np.where(serving, scores, np.float32(-np.inf))

    def _tie_break(self, papers: Ints, reviewers: Ints) -> Scores:
        return np.asarray(self._noise[papers * 7919 % self.reviewers + reviewers])


class _Look:
    """What pairs are worth at these prices, in double precision."""

    def __init__(
        self, market: Market, prices: Prices, columns: Ints, terms: Terms, *, per_paper: int, least: float
    ) -> None:
        self.market, self.prices, self.columns, self.terms = market, prices, columns, terms
        self.per_paper, self.least = per_paper, least
        self.tolls = TollBooth(market.core, prices.tolls)

    def at_pairs(self, keys: Ints) -> tuple[float, Ints]:
        """Return excess and best new pairs of some rows, pair by pair: fast where few are hopeful."""
        papers, reviewers = np.divmod(keys, self.market.reviewers)
        scores = self.market.affinity[papers, reviewers].astype(np.float64)
        if self.terms.weight is not None:
            scores *= self.terms.weight[papers]
        cost = self.prices.u[papers] + self.prices.v[reviewers] + self.tolls.of_pairs(papers, reviewers)
        excess = _excess(scores, cost, self.terms)
        gain = scores * self.terms.pieces[0][0] - cost
        new = np.flatnonzero(gain > self.least)
        new = new[~contains(self.columns, keys[new])]
        keys, papers, reviewers, gain = keys[new], papers[new], reviewers[new], gain[new]
        order = np.lexsort((-(gain + self.market._tie_break(papers, reviewers)), papers))
        rank = np.arange(len(order)) - np.searchsorted(papers, papers)  # papers ascend, in `order` as well
        return excess, keys[order[rank < self.per_paper]]

    def at_all(self, block: _Block, hopeful: NDArray[np.bool_]) -> tuple[float, Ints]:
        """Return the same as at_pairs, for all pairs of the block at once: fast where many are hopeful."""
        size, reviewers = block.end - block.start, self.market.reviewers
        scores = self.market.affinity[block.start : block.end].astype(np.float64)
        if self.terms.weight is not None:
            scores *= self.terms.weight[block.start : block.end, None]
        cost = self.prices.v + self.prices.u[block.start : block.end, None]
        self.tolls.add_to(cost, block.start)
        cost[~hopeful] = np.inf
        excess = _excess(scores, cost, self.terms)
        gain = scores * self.terms.pieces[0][0] - cost
        first, last = np.searchsorted(self.columns, [block.start * reviewers, block.end * reviewers])
        gain.ravel()[self.columns[first:last] - block.start * reviewers] = -np.inf
        papers = np.arange(block.start, block.start + size)[:, None]
        width = min(self.per_paper, reviewers)
        ranked = gain + self.market._tie_break(papers, np.arange(reviewers))
        best = _best(ranked, width)
        return excess, (papers * reviewers + best)[np.take_along_axis(gain, best, axis=1) > self.least]


def _best(scores: Scores | Floats, width: int) -> Ints:
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


def _ones_if_none(weight: Floats | None, length: int) -> Floats:
    return np.ones(length) if weight is None else weight


def _no_keys() -> Ints:
    return np.empty(0, dtype=np.int64)
