"""The assignment of greatest total affinity, with its proof. Called when chairs make a plan."""

import time
from dataclasses import replace

from reviews.assignment.solver import exact, keeping, lazy
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.generate import USUAL, Effort, Optimum, optimum
from reviews.assignment.solver.outcome import solution_of, why_not
from reviews.assignment.solver.problem import Infeasible, Problem, Solution


def solve(problem: Problem, effort: Effort = USUAL) -> Solution | Infeasible:
    """Return the best assignment and the bound that proves it, or name what makes one impossible.

    The same problem has the same answer. Among assignments of equal affinity loads are kept even. Rules that cross
    each other are met by leaving pairs out one after the other; the bound is then that of the problem without them,
    and says what they cost at most. Where pairs are to be kept, keeping.py says how far the answer is the best.
    """
    started = time.perf_counter()
    core = Core.of(problem)
    relaxed = optimum(core, effort)
    if problem.keep_at_least and relaxed.flow.complete:
        return keeping.solve_keeping(core, relaxed, effort, started)
    return solve_from(core, relaxed, effort, started)


def solve_from(core: Core, relaxed: Optimum, effort: Effort, started: float) -> Solution | Infeasible:
    """Return the best assignment, or what makes one impossible, from the solved relaxed problem."""
    if not relaxed.flow.complete:
        return why_not(core.problem, core, relaxed, effort)
    met = lazy.meet_the_crossing_rules(core, relaxed, effort)
    pairs = None if isinstance(met, Infeasible) else met.pairs
    if exact.is_small(core) and (pairs is None or _lost(relaxed, met) > lazy.WORTH_A_SEARCH):
        effort.tell("looking for the best plan within all rules", None)
        best = exact.best_within_rules(core)
        if best.pairs is not None:
            return replace(solution_of(core, relaxed, best.pairs, started), is_searched=best.is_proved)
        if best.is_proved and isinstance(met, Infeasible):
            return replace(met, why=lazy.why_none(core, is_proved=True))
    return met if pairs is None else solution_of(core, relaxed, pairs, started)  # type: ignore[return-value]


def _lost(relaxed: Optimum, met: Optimum | Infeasible) -> float:
    """Return the share of the relaxed total that meeting the crossing rules cost."""
    return 0.0 if isinstance(met, Infeasible) else (relaxed.total - met.total) / max(abs(relaxed.total), 1e-9)
