"""All pairs of the dense problem, held against prices in blocks of papers. Called by generate.py.

The linear programme's dual gives, for ANY prices u (paper) and v (reviewer), a bound that no assignment exceeds:
  sum demand*u + sum max_load*max(v, 0) - sum min_load*max(-v, 0) + sum over allowed pairs of max(0, s - u - v).
With rules on groups, prices sigma >= 0 of each paper's seniority and tolls w >= 0 of its groups join them:
  - sum seniors*sigma + sum room*w, and a pair is worth s - u - v + sigma (of a senior) - w (in that group).
Prices of an optimal flow make it tight, and name the pairs (worth > 0) that could still improve the total.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reviews.assignment.solver.arrays import no_ints
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.look import Look, best_columns
from reviews.assignment.solver.problem import BLOCK_CELLS, Flags, Floats, Ints, Scores
from reviews.assignment.solver.terms import Offers, Prices, Terms

TIE = 1e-4  # the tie-breaking noise, as a part of the largest affinity
CROWDED = 0.02  # the part of a block from which on it is cheaper to look at all of it
MARGIN = 1e-6  # generous for three roundings to single precision of 6e-8 each
T = TypeVar("T")
THREADS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, eq=False)
class _Block:
    """Rows start .. end of the table, the excluded cells as flat positions in it, and who serves in whose track."""

    start: int
    end: int
    excluded: Ints
    serving: Flags | None  # rows x reviewers; none where nobody is kept apart

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
            best = best_columns(scores, width)
            allowed = np.take_along_axis(scores, best, axis=1) > -np.inf
            allowed &= self.open_papers[block.start : block.end, None]
            return np.asarray((papers * self.reviewers + everybody[best])[allowed])

        return np.sort(np.concatenate([no_ints(), *self._over_blocks(best_of)]))

    def start_of_reviewers(self, per_reviewer: int) -> Ints:
        """Return the sorted keys of each reviewer's best pairs: minimum loads are met from these."""
        width = min(per_reviewer, self.papers)
        found = [no_ints()]
        step = max(1, BLOCK_CELLS // max(1, self.papers))
        for start in range(0, self.reviewers, step):
            scores = self._columns_of(start, start + step)
            best = best_columns(scores, width)
            reviewers = np.arange(start, start + len(best))[:, None]
            useful = self.open_papers[best] & ~self.closed_reviewers[reviewers]
            found.append((best * self.reviewers + reviewers)[useful])
        keys = np.sort(np.concatenate(found))
        return keys[~self.core.bars(keys)]

    def price(self, prices: Prices, columns: Ints, terms: Terms, *, per_paper: int, least: float) -> Offers:
        """Hold the prices against all pairs. Pairs not among the (sorted) columns whose first piece gains more than
        `least` are offered, the best `per_paper` of each paper.

        Blocks are scanned in single precision with a margin; what passes is computed again in double precision,
        so that the excess, and with it the bound, is exact. Favoured pairs are among the columns, and left aside.
        """
        u, v = prices.u, prices.v
        factor = terms.pieces[0][0]
        thin_v = np.where(self.closed_reviewers, np.inf, v).astype(np.float32)
        lowest = u if not len(prices.tolls.sigma) else u - prices.tolls.sigma
        weighted = terms.weight is not None or factor != 1
        weight = factor * (np.ones(self.papers) if terms.weight is None else terms.weight) if weighted else None
        spread = self.largest * (1 if weight is None else float(weight.max(initial=1)))
        spread += float(np.abs(v[~self.closed_reviewers]).max(initial=0))
        threshold = np.where(self.open_papers, lowest - MARGIN * (spread + np.abs(lowest)), np.inf).astype(np.float32)
        tie_break = self._tie_break
        look = Look(self.core, prices, columns, terms, tie_break=tie_break, per_paper=per_paper, least=least)
        favoured = no_ints() if terms.favoured is None else terms.favoured

        def look_at(block: _Block) -> tuple[float, Ints]:
            left = self.affinity[block.start : block.end]
            if weight is not None:
                left = left * weight[block.start : block.end, None].astype(np.float32)
            left = left - thin_v
            left.ravel()[block.excluded] = -np.inf
            left.ravel()[self._within(block, favoured)] = -np.inf
            hopeful = left > threshold[block.start : block.end, None]
            if block.serving is not None:
                hopeful &= block.serving
            if np.count_nonzero(hopeful) > hopeful.size * CROWDED:
                return look.at_all(block.start, hopeful)
            return look.at_pairs(np.flatnonzero(hopeful) + block.start * self.reviewers)

        seen = [*self._over_blocks(look_at), look.at_pairs(self.that_can_be(favoured))]
        return Offers(sum(excess for excess, _ in seen), np.concatenate([no_ints(), *(keys for _, keys in seen)]))

    def _within(self, block: _Block, keys: Ints) -> Ints:
        """Return which of the sorted keys are in the block, as flat positions in it."""
        low, high = np.searchsorted(keys, [block.start * self.reviewers, block.end * self.reviewers])
        return np.asarray(keys[low:high] - block.start * self.reviewers)

    def that_can_be(self, keys: Ints) -> Ints:
        """Return those of these pairs that may be chosen."""
        papers, reviewers = np.divmod(keys, max(1, self.reviewers))
        return np.asarray(keys[self.open_papers[papers] & ~self.closed_reviewers[reviewers] & ~self.core.bars(keys)])

    def prices_of_the_closed(self, prices: Prices) -> Prices:
        """Return the prices with those filled in that the flow does not know: of papers and reviewers it does not
        touch. The lowest at which none of their pairs gains."""
        u, v = np.where(self.open_papers, prices.u, -np.inf), np.where(self.closed_reviewers, 0.0, prices.v)
        if self.open_papers.all() and not self.closed_reviewers.any():
            return replace(prices, u=u, v=v)
        for block in self._blocks():
            left = self.affinity[block.start : block.end] - v
            left.ravel()[self._within(block, self.core.kept)] += prices.tolls.keep
            self._bar(left, block)
            best = left.max(axis=1, initial=-np.inf)
            unknown = u[block.start : block.end] == -np.inf
            u[block.start : block.end][unknown] = np.where(np.isfinite(best), best, 0.0)[unknown]
        lowest = u if not len(prices.tolls.sigma) else u - prices.tolls.sigma
        for block in self._blocks():
            left = self.affinity[block.start : block.end] - lowest[block.start : block.end, None]
            left.ravel()[self._within(block, self.core.kept)] += prices.tolls.keep
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
            serving = self.core.problem.open_to(slice(start, end)) if self.core.problem.keeps_apart else None
            yield _Block(start, end, self.excluded[low:high] - start * self.reviewers, serving)

    def _bar(self, scores: Scores | Floats, block: _Block) -> None:
        block.bar(scores)
        scores[:, self.closed_reviewers] = -np.inf

    def _columns_of(self, start: int, end: int) -> Scores:
        """Return what papers are worth to some reviewers, a row each; off their tracks, nothing at all."""
        problem = self.core.problem
        scores = self.affinity[:, start:end].T
        if not problem.keeps_apart:
            return scores
        reviewers, papers = np.indices(scores.shape)
        apart = problem.kept_apart(papers.ravel(), start + reviewers.ravel()).reshape(scores.shape)
        return np.where(apart, np.float32(-np.inf), scores)

    def _tie_break(self, papers: Ints, reviewers: Ints) -> Scores:
        return np.asarray(self._noise[papers * 7919 % self.reviewers + reviewers])
