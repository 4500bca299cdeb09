"""The assignment of greatest total affinity, with its proof. Called when chairs make a plan.

Column generation: start from each paper's best pairs, find the optimal flow over them, read its prices, hold them
against all pairs, add those that could still improve, and stop when none can (or the proven gap is below GAP).
"""

import time
from dataclasses import dataclass

import numpy as np

from reviews.assignment.solver.core import Core
from reviews.assignment.solver.flow import SCALE, Network, best_flow
from reviews.assignment.solver.market import Market
from reviews.assignment.solver.prices import prices_of
from reviews.assignment.solver.problem import Floats, Infeasible, Ints, Problem, Solution
from reviews.assignment.solver.shortage import name_shortage

GAP = 2e-8


@dataclass(frozen=True)
class Effort:
    """How many pairs are looked at when. The answer is as good with any of them; the time differs."""

    dense_cells: int = 60_000  # up to here all pairs are columns at once
    start_columns: int = 16
    more_columns: int = 16
    reviewer_columns: int = 8


USUAL = Effort()


def solve(problem: Problem, effort: Effort = USUAL) -> Solution | Infeasible:
    """Return the best assignment and the bound that proves it, or name what makes one impossible.

    The same problem has the same answer. Among assignments of equal affinity loads are kept even.
    """
    started = time.perf_counter()
    core = Core.of(problem)
    market = Market(core)
    columns = _first_columns(core, market, effort)
    penalty = 4 * SCALE
    unit = core.largest / SCALE
    while True:
        network = _network(core, columns, unit, penalty)
        flow = best_flow(network)
        u, v = (np.asarray(prices * unit, dtype=np.float64) for prices in prices_of(network, flow))
        offers = market.price(u, v, columns, per_paper=effort.more_columns, least=1.01 * unit)
        pairs = np.stack([network.paper[flow.used], network.reviewer[flow.used]], axis=1)
        if flow.complete:
            bound = core.bound(u, v, offers.excess)
            total = _total(core, pairs)
            gap = _gap(core, total, bound)
            if not len(offers.keys) or gap <= GAP:
                return _solution(core, pairs, (bound, gap), market.prices_of_the_closed(u, v), started)
        elif not len(offers.keys):
            if penalty == _beyond_doubt(problem):
                return name_shortage(core, pairs)
            penalty = _beyond_doubt(problem)
        columns = np.sort(np.concatenate([columns, offers.keys]))  # what is offered is new


def _first_columns(core: Core, market: Market, effort: Effort) -> Ints:
    """Return the pairs to begin with: all of them when they are few."""
    if core.problem.affinity.size <= effort.dense_cells:
        return market.start(core.problem.reviewers)
    columns = market.start(effort.start_columns)
    if core.min_load.any():
        more = market.start_of_reviewers(effort.reviewer_columns)
        columns = np.sort(np.concatenate([columns, np.setdiff1d(more, columns, assume_unique=True)]))
    return columns


def _network(core: Core, columns: Ints, unit: float, penalty: int) -> Network:
    papers, reviewers = np.divmod(columns, max(1, core.problem.reviewers))
    gain = np.rint(core.problem.affinity[papers, reviewers].astype(np.float64) / unit).astype(np.int64)
    return Network(papers, reviewers, gain, core.demand, core.max_load, core.min_load, core.fixed_load, penalty)


def _beyond_doubt(problem: Problem) -> int:
    """Return a penalty above what the longest possible chain of swaps can gain."""
    return (2 * min(problem.papers, problem.reviewers) + 8) * SCALE


def _total(core: Core, pairs: Ints) -> float:
    every = np.concatenate([core.problem.fixed, pairs])
    return float(core.problem.affinity[every[:, 0], every[:, 1]].sum(dtype=np.float64))


def _gap(core: Core, total: float, bound: float) -> float:
    return max(0.0, bound - total) / max(abs(bound), core.largest)


def _solution(
    core: Core, pairs: Ints, proof: tuple[float, float], prices: tuple[Floats, Floats], started: float
) -> Solution:
    problem = core.problem
    every = np.unique(np.concatenate([problem.fixed, pairs]), axis=0)
    papers, reviewers = every[:, 0], every[:, 1]
    scores = problem.affinity[papers, reviewers].astype(np.float64)
    return Solution(
        pairs=every,
        total=float(scores.sum()),
        upper_bound=proof[0],
        gap=proof[1],
        paper_scores=np.bincount(papers, weights=scores, minlength=problem.papers).astype(np.float64),
        loads=np.bincount(reviewers, minlength=problem.reviewers),
        seconds=time.perf_counter() - started,
        u=prices[0],
        v=prices[1],
    )
