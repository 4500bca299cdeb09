"""The assignment of greatest total affinity, with its proof. Called when chairs make a plan."""

import time
from dataclasses import replace

import numpy as np

from reviews.assignment.solver import exact, lazy
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.generate import USUAL, Effort, Optimum, optimum
from reviews.assignment.solver.market import Market
from reviews.assignment.solver.problem import Infeasible, Ints, Problem, Solution
from reviews.assignment.solver.shortage import name_shortage, rule_that_bars

WORTH_A_SEARCH = 0.003  # the share of the total lost to crossing rules, beyond which a small problem is searched anew


def solve(problem: Problem, effort: Effort = USUAL) -> Solution | Infeasible:
    """Return the best assignment and the bound that proves it, or name what makes one impossible.

    The same problem has the same answer. Among assignments of equal affinity loads are kept even. Rules that cross
    each other are met by leaving pairs out one after the other; the bound is then that of the problem without them,
    and says what they cost at most.
    """
    started = time.perf_counter()
    core = Core.of(problem)
    return solve_from(core, optimum(core, effort), effort, started)


def solve_from(core: Core, relaxed: Optimum, effort: Effort, started: float) -> Solution | Infeasible:
    """Return the best assignment, or what makes one impossible, from the solved relaxed problem."""
    if not relaxed.flow.complete:
        return why_not(core.problem, core, relaxed, effort)
    met = lazy.meet_the_crossing_rules(core, relaxed, effort)
    pairs = None if isinstance(met, Infeasible) else met.pairs
    if exact.is_small(core) and (pairs is None or _lost(relaxed, met) > WORTH_A_SEARCH):
        effort.tell("looking for the best plan within all rules", None)
        best = exact.best_within_rules(core)
        if best.pairs is not None:
            pairs = best.pairs
        elif best.is_proved and isinstance(met, Infeasible):
            return replace(met, why=lazy.why_none(core, is_proved=True))
    return met if pairs is None else solution_of(core, relaxed, pairs, started)  # type: ignore[return-value]


def _lost(relaxed: Optimum, met: Optimum | Infeasible) -> float:
    """Return the share of the relaxed total that meeting the crossing rules cost."""
    return 0.0 if isinstance(met, Infeasible) else (relaxed.total - met.total) / max(abs(relaxed.total), 1e-9)


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
