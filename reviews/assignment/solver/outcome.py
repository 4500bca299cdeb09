"""What is told when the search is over: a solution with its proof, or what makes one impossible. Called by solve.py."""

import time
from dataclasses import replace

import numpy as np

from reviews.assignment.solver import lazy
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.generate import Effort, Optimum, optimum
from reviews.assignment.solver.market import Market
from reviews.assignment.solver.problem import Infeasible, Ints, Problem, Solution
from reviews.assignment.solver.shortage import name_shortage, rule_that_bars


def solution_of(core: Core, relaxed: Optimum, pairs: Ints, started: float) -> Solution:
    """Return these pairs as a solution, proved by the prices of the relaxed problem."""
    problem = core.problem
    prices = Market(core).prices_of_the_closed(relaxed.prices)
    every = np.unique(np.concatenate([problem.fixed, pairs]), axis=0)
    papers, reviewers = every[:, 0], every[:, 1]
    scores = problem.affinity[papers, reviewers].astype(np.float64)
    total = float(scores.sum())
    return Solution(
        pairs=every,
        total=total,
        upper_bound=relaxed.bound,
        gap=max(0.0, relaxed.bound - total) / max(abs(relaxed.bound), core.largest),
        paper_scores=np.bincount(papers, weights=scores, minlength=problem.papers).astype(np.float64),
        loads=np.bincount(reviewers, minlength=problem.reviewers),
        seconds=time.perf_counter() - started,
        u=prices.u,
        v=prices.v,
        tolls=prices.tolls,
        relaxed=tuple(lazy.names_of_crossing_rules(core)),
    )


def why_not(problem: Problem, core: Core, stuck: Optimum, effort: Effort) -> Infeasible:
    """Name what is short: places for all, or places once a rule on seniors or groups is asked for."""
    if not problem.min_seniors and not core.exact_groupings:
        return name_shortage(core, stuck.pairs)
    bare = Core.of(replace(problem, min_seniors=0, groupings=()))
    plain = optimum(bare, effort)
    if not plain.flow.complete:
        return name_shortage(bare, plain.pairs)
    return rule_that_bars(core, stuck, effort)
