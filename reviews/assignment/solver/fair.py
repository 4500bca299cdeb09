"""The assignment that serves its worst-off paper best, and then has the greatest total. Called when chairs ask for it.

A paper's score is the sum of its reviewers' affinities. To raise every paper to a floor, the papers below it weigh
more in the total, and more again while they are below it (multiplicative weights); the floor is found by bisection.
That is a search, for the question is hard (as soon as a paper has two reviewers); what no search could pass is told:

    floor <= the least, over papers, of what a paper's best allowed reviewers are worth
    floor <= (greatest total of w * score) / sum w, for any weights w >= 0: those of the last failure are taken
"""

import time
from dataclasses import dataclass

import numpy as np

from reviews.assignment.solver import lazy
from reviews.assignment.solver.arrays import union
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.generate import USUAL, Effort, Optimum, best_among, optimum
from reviews.assignment.solver.keeping import SAYS_WHAT_IS_BEST
from reviews.assignment.solver.market import Market
from reviews.assignment.solver.outcome import solution_of
from reviews.assignment.solver.problem import Floats, Infeasible, Ints, Problem, Solution
from reviews.assignment.solver.solve import solve_from
from reviews.assignment.solver.terms import Terms

MENDINGS = 20  # how often pairs that break rules are left out before a floor is given up
NEAR = 1e-6  # scores of papers that differ by less are equal


@dataclass(frozen=True)
class Fairness:
    """What the floor is, what no assignment could pass, and what it costs: the share of the total that is given up."""

    least: float
    bound: float
    price: float


@dataclass(frozen=True)
class Patience:
    """How long to search: floors tried, and flows for each."""

    floors: int = 8
    flows: int = 12
    columns: int = 24


def solve_fairly(
    problem: Problem, effort: Effort = USUAL, patience: Patience | None = None
) -> tuple[Solution, Fairness] | Infeasible:
    """Return the assignment with the best worst-off paper that the search finds, its proof, and its price.

    The bound of the solution is that of the total alone: its gap is the price of fairness. Crossing rules are met on
    the way, by leaving out pairs that break them.
    """
    if problem.keep_at_least:
        raise ValueError(SAYS_WHAT_IS_BEST)
    started = time.perf_counter()
    core = Core.of(problem)
    relaxed = optimum(core, effort)
    plain = solve_from(core, relaxed, effort, started)
    if isinstance(plain, Infeasible):
        return plain
    search = _Search(core, relaxed, patience or _usual(problem), effort, plain)
    pairs = search.run()
    answer = solution_of(core, relaxed, pairs, started)
    price = (plain.total - answer.total) / abs(plain.total) if plain.total else 0.0
    return answer, Fairness(answer.least, search.bound(), max(0.0, price))


def _usual(problem: Problem) -> Patience:
    """Return the patience that suits the size: a flow over a NeurIPS takes seconds."""
    return Patience() if problem.affinity.size < 50_000_000 else Patience(floors=4, flows=7, columns=16)


class _Search:
    """The floors tried so far and the best assignment found."""

    def __init__(self, core: Core, relaxed: Optimum, patience: Patience, effort: Effort, plain: Solution) -> None:
        self.core, self.patience, self.effort = core, patience, effort
        market = Market(core)
        self.keys = union(relaxed.keys, market.start(patience.columns))
        self.asking = core.problem.demand > 0
        self.ceiling = _own_best(core, market)
        self.weight = np.ones(core.problem.papers)  # of the last floor that was not reached
        fixed = np.isin(core.problem.keys(plain.pairs), core.problem.keys(core.problem.fixed))
        self.best = plain.pairs[~fixed]
        self.least, self.total = plain.least, plain.total

    def run(self) -> Ints:
        """Return the best pairs, without the fixed ones."""
        low, high = self.least, self.ceiling
        for _ in range(self.patience.floors):
            if high - low <= NEAR * max(1.0, abs(high)):
                break
            floor = high if low == self.least and high == self.ceiling else (low + high) / 2
            if self._reaches(floor):
                low = self.least
            else:
                high = floor
            self.effort.tell(f"worst-off paper at {self.least:.3f}, at most {self.ceiling:.3f}", None)
        return self.best

    def bound(self) -> float:
        """Return what the worst-off paper cannot pass in any assignment."""
        extra = np.where(self.asking, self.weight - 1, 0)
        if self.ceiling - self.least <= NEAR or not extra.any():
            return max(self.least, self.ceiling)
        terms = Terms(weight=extra / extra.sum())
        proof = optimum(self.core, Effort(gap=1e-4), terms, keys=self.keys)
        return max(self.least, min(self.ceiling, proof.bound)) if not len(self.core.problem.fixed) else self.ceiling

    def _reaches(self, floor: float) -> bool:
        """Try for a floor; keep what is found on the way if it is better than the best so far."""
        weight = np.ones(self.core.problem.papers)
        step = 0.25
        keys = self.keys
        for _ in range(self.patience.flows):
            pairs, keys = self._best_within_the_rules(keys, Terms(weight=weight))
            if pairs is None:
                return False
            scores = self._scores(pairs)
            self._keep(pairs, scores)
            below = self.asking & (scores < floor - NEAR)
            if not below.any():
                return True
            lack = (floor - scores[below]) / max(abs(floor), NEAR)
            weight[below] *= 1 + step + lack
            step *= 1.3
        self.weight = weight
        return False

    def _best_within_the_rules(self, keys: Ints, terms: Terms) -> tuple[Ints | None, Ints]:
        """Return the best pairs that break no rule, and the columns that are left without those left out for it."""
        for _ in range(MENDINGS):
            pairs = best_among(self.core, keys, terms)
            if pairs is None:
                break
            broken = lazy.to_leave_out(self.core, pairs)
            if not len(broken):
                return pairs, keys
            keys = keys[~np.isin(keys, broken)]
        return None, keys

    def _scores(self, pairs: Ints) -> Floats:
        every = np.concatenate([self.core.problem.fixed, pairs])
        worth = self.core.problem.affinity[every[:, 0], every[:, 1]].astype(np.float64)
        return np.bincount(every[:, 0], weights=worth, minlength=self.core.problem.papers).astype(np.float64)

    def _keep(self, pairs: Ints, scores: Floats) -> None:
        least, total = float(scores[self.asking].min(initial=np.inf)), float(scores.sum())
        if least > self.least + NEAR or (least > self.least - NEAR and total > self.total):
            self.best, self.least, self.total = pairs, least, total


def _own_best(core: Core, market: Market) -> float:
    """Return the least, over papers, of what a paper would have with the best allowed reviewers all its own."""
    problem = core.problem
    keys = market.start(int(core.demand.max(initial=0)))
    papers, reviewers = np.divmod(keys, max(1, problem.reviewers))
    worth = problem.affinity[papers, reviewers].astype(np.float64)
    order = np.lexsort((-worth, papers))
    rank = np.arange(len(order)) - np.searchsorted(papers, papers)
    within = rank < core.demand[papers[order]]
    own = np.bincount(papers[order][within], weights=worth[order][within], minlength=problem.papers)
    fixed = problem.fixed
    held = problem.affinity[fixed[:, 0], fixed[:, 1]].astype(np.float64)
    own = own + np.bincount(fixed[:, 0], weights=held, minlength=problem.papers)
    asking = np.flatnonzero(problem.demand > 0)
    if not len(asking):
        return 0.0
    slack = market.tie_worth * int(problem.demand.max())  # the market tells equal pairs apart, and may so misjudge
    near = asking[own[asking] <= own[asking].min() + slack]
    return min(_own_best_of(core, int(paper)) for paper in near)


def _own_best_of(core: Core, paper: int) -> float:
    row = core.problem.affinity[paper].astype(np.float64)
    row[core.max_load == 0] = -np.inf
    width = core.problem.reviewers
    low, high = np.searchsorted(core.excluded, [paper * width, (paper + 1) * width])
    row[core.excluded[low:high] - paper * width] = -np.inf
    if core.problem.keeps_apart:
        row[~core.problem.open_to(np.array([paper]))[0]] = -np.inf
    best = np.sort(row)[::-1][: core.demand[paper]]
    fixed = core.problem.fixed[core.problem.fixed[:, 0] == paper]
    return float(best.sum() + core.problem.affinity[fixed[:, 0], fixed[:, 1]].sum(dtype=np.float64))
