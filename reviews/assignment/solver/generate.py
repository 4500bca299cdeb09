"""Column generation: the optimum of one linear programme, with its prices. Called by solve.py and its variants.

Start from each paper's best pairs, find the optimal flow over them, read its prices, hold them against all pairs, add
those that could still improve, and stop when none can, or when the proven gap is small enough.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from reviews.assignment.solver.arrays import union
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.flow import SCALE, Flow, best_flow
from reviews.assignment.solver.market import Market
from reviews.assignment.solver.network import Columns, Network, network_of, tolls_of
from reviews.assignment.solver.prices import prices_of
from reviews.assignment.solver.problem import Floats, Ints
from reviews.assignment.solver.terms import PLAIN, Prices, Terms

GAP = 2e-8


class CancelledError(Exception):
    """Somebody asked to stop."""


@dataclass(frozen=True)
class Effort:
    """How many pairs are looked at when, and how near the bound is near enough. The answer is as good with any numbers
    of columns; the time differs. `tell` hears of each round (what is done, the gap so far); it may raise an exception
    to stop: CancelledError.
    """

    dense_cells: int = 60_000  # up to here all pairs are columns at once
    start_columns: int = 16
    more_columns: int = 16
    reviewer_columns: int = 8
    senior_columns: int = 6
    gap: float = GAP
    tell: Callable[[str, float | None], None] = lambda _what, _gap: None


USUAL = Effort()


@dataclass(frozen=True, eq=False)
class Optimum:
    """An optimal flow over the columns, and what its prices prove for all pairs. Infeasible unless `flow.complete`."""

    keys: Ints  # the columns, for a next start
    network: Network
    flow: Flow
    prices: Prices
    bound: float
    total: float
    used: Columns  # the pairs that are used, `room` being how much of them

    @property
    def pairs(self) -> Ints:
        """Return the chosen pairs (paper, reviewer), without the fixed ones."""
        return np.stack(np.divmod(self.used.key, max(1, len(self.network.max_load))), axis=1)


def optimum(
    core: Core, effort: Effort = USUAL, terms: Terms = PLAIN, *, keys: Ints | None = None, units: int = 1
) -> Optimum:
    """Return the optimum of the weighted total over all pairs. `keys` are columns to begin with.

    With units, a review is counted in so many parts, and a pair's pieces may be used in part.
    """
    market = Market(core)
    keys = _first_columns(core, market, effort) if keys is None else keys[~core.bars(keys)]
    if terms.favoured is not None:
        keys = union(keys, market.that_can_be(terms.favoured))
    penalty = 4 * SCALE
    unit = _unit(core, terms)
    while True:
        columns = _columns(core, keys, terms, unit)
        network = network_of(core, columns, penalty, units)
        flow = best_flow(network)
        place, v = (np.asarray(prices * unit, dtype=np.float64) for prices in prices_of(network, flow))
        prices = Prices(place[: core.problem.papers], v, tolls_of(network, place))
        offers = market.price(prices, keys, terms, per_paper=effort.more_columns, least=1.01 * unit)
        found = _found(core, terms, columns, (network, flow), prices=prices, excess=offers.excess, units=units)
        if flow.complete:
            gap = max(0.0, found.bound - found.total) / max(abs(found.bound), core.largest)
            effort.tell(f"{len(keys):,} pairs considered", gap)
            if not len(offers.keys) or gap <= effort.gap:
                return found
        else:
            effort.tell(f"{len(keys):,} pairs considered, {int(flow.unfilled.sum()) // units:,} reviews without", None)
            if not len(offers.keys):
                if penalty >= beyond_doubt(core) * SCALE:
                    return found
                penalty = beyond_doubt(core) * SCALE
        keys = np.sort(np.concatenate([keys, offers.keys]))  # what is offered is new


def best_among(core: Core, keys: Ints, terms: Terms) -> Ints | None:
    """Return the best pairs when only these columns may be used, without looking further; None if they do not do."""
    network = network_of(core, _columns(core, keys, terms, _unit(core, terms)), 4 * SCALE)
    flow = best_flow(network)
    if not flow.complete:
        return None
    return np.stack(np.divmod(keys[flow.used > 0], max(1, core.problem.reviewers)), axis=1)


def _first_columns(core: Core, market: Market, effort: Effort) -> Ints:
    """Return the pairs to begin with: all of them when they are few."""
    if core.problem.affinity.size <= effort.dense_cells:
        return market.start(core.problem.reviewers)
    columns = market.start(effort.start_columns)
    if core.needs_seniors and core.problem.senior.any():
        columns = union(columns, market.start(effort.senior_columns, among=core.problem.senior))
    if core.min_load.any():
        columns = union(columns, market.start_of_reviewers(effort.reviewer_columns))
    return columns


def _unit(core: Core, terms: Terms) -> float:
    """Return the affinity of one whole number of gain: the greatest weighted affinity is SCALE of them."""
    weight = 1.0 if terms.weight is None else float(terms.weight.max(initial=1.0))
    return (core.largest * weight + terms.most_favour) / SCALE


def _columns(core: Core, keys: Ints, terms: Terms, unit: float) -> Columns:
    """Return the columns of these pairs: all pieces of each."""
    papers, reviewers = np.divmod(keys, max(1, core.problem.reviewers))
    score = _scores(core, papers, reviewers, terms) / unit
    count = len(terms.pieces)
    factor, room = (np.array(values) for values in zip(*terms.pieces, strict=True))
    return Columns(
        np.repeat(keys, count),
        np.tile(np.arange(count), len(keys)),
        np.rint((score[:, None] * factor).ravel()).astype(np.int64),
        np.tile(room, len(keys)).astype(np.int64),
    )


def _scores(core: Core, papers: Ints, reviewers: Ints, terms: Terms) -> Floats:
    score = core.problem.affinity[papers, reviewers].astype(np.float64)
    score = score if terms.weight is None else score * terms.weight[papers]
    return np.asarray(score + terms.favour_of(papers * core.problem.reviewers + reviewers), dtype=np.float64)


def _found(
    core: Core,
    terms: Terms,
    columns: Columns,
    solved: tuple[Network, Flow],
    *,
    prices: Prices,
    excess: float,
    units: int,
) -> Optimum:
    network, flow = solved
    some = flow.used > 0
    used = Columns(columns.key[some], columns.piece[some], columns.gain[some], flow.used[some])
    papers, reviewers = np.divmod(used.key, max(1, core.problem.reviewers))
    factor = np.array([factor for factor, _ in terms.pieces])[used.piece]
    total = float((_scores(core, papers, reviewers, terms) * factor * used.room).sum())
    fixed = core.problem.fixed
    total += units * float(core.problem.affinity[fixed[:, 0], fixed[:, 1]].sum(dtype=np.float64))
    bound = core.bound(prices.u, prices.v, excess, prices.tolls, units)
    keys = columns.key[columns.piece == 0]
    return Optimum(keys, network, flow, prices, bound, total, used)


def beyond_doubt(core: Core) -> int:
    """Return a penalty above what the longest possible chain of swaps can gain, in affinities of the largest pair."""
    return 2 * min(core.problem.papers, core.problem.reviewers) + 8
