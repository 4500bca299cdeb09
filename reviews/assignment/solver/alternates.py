"""Who stands by: for each paper a few people who could take it as the plan stands. Called when a plan is made.

A second assignment beside the first: the pairs of the plan are fixed in it, each paper asks for so many people more,
and everybody with room left may stand by for a limited number of papers. So it knows conflicts, tracks and places as
the plan does, it is solved by the same flow, and it has a bound of its own. A place that nobody can fill stays empty.

What is best: as few empty places as can be, and of these ways the greatest total affinity. Somebody stands by for as
many papers as they have places left, or for the least multiple of it with which no more can be filled: nobody is the
alternate of everything, and it is known how many papers stand in line for one place.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from reviews.assignment.solver import lazy
from reviews.assignment.solver.arrays import union
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.generate import USUAL, Effort, Optimum, beyond_doubt, optimum
from reviews.assignment.solver.market import Market
from reviews.assignment.solver.problem import NO_TOLLS, Floats, Ints, Problem, Tolls


@dataclass(frozen=True, eq=False)
class Alternates:
    """Who stands by for which paper, each paper's best first, and the proof.

    No choice of people within the rules has a total, less `worth` for each place that stays empty, above
    `upper_bound`; `worth` is more than any rearrangement could gain. Nobody stands by for more papers than `most` says,
    which is `times` the places they have left. As with plans, the bound knows nothing of the rules named in `relaxed`.
    """

    pairs: Ints
    total: float
    upper_bound: float
    gap: float
    empty: Ints  # places, per paper
    worth: float
    times: int
    most: Ints
    u: Floats
    v: Floats
    tolls: Tolls = NO_TOLLS
    relaxed: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Found:
    times: int
    core: Core
    relaxed: Optimum
    pairs: Ints


def alternates(
    problem: Problem, pairs: Ints, each: int, *, room: Ints | None = None, effort: Effort = USUAL
) -> Alternates:
    """Return `each` alternates a paper to the assignment `pairs`, which is within the rules. `room` says how many more
    papers everybody could take; if it is not given, it is what they have left of their load."""
    loads = np.bincount(pairs[:, 1], minlength=problem.reviewers)
    left = np.maximum(0, problem.max_load - loads if room is None else np.asarray(room, dtype=np.int64))
    asked = np.where(problem.demand > 0, each, 0)

    def found_with(times: int) -> _Found:
        core = Core.of(_question(problem, pairs, asked, np.minimum(left * times, problem.papers)))
        relaxed = optimum(core, effort)
        return _Found(times, core, relaxed, _within_all_rules(core, relaxed, effort))

    if not left.any():
        return _answer(found_with(1), pairs, asked)
    first = found_with(max(1, -(-int(asked.sum()) // int(left.sum()))))
    found = first if len(first.pairs) == asked.sum() else _least_times(first, found_with)
    return _answer(found, pairs, asked)


def _question(problem: Problem, pairs: Ints, asked: Ints, most: Ints) -> Problem:
    """Return the question who stands by: the plan's pairs are fixed, and each paper asks for so many people more."""
    loads = np.bincount(pairs[:, 1], minlength=problem.reviewers)
    return replace(
        problem,
        demand=np.bincount(pairs[:, 0], minlength=problem.papers) + asked,
        max_load=loads + most,
        min_load=np.zeros_like(loads),
        fixed=pairs,
        min_seniors=0,
    )


def _least_times(first: _Found, found_with: Callable[[int], _Found]) -> _Found:
    """Return the answer with the fewest papers in line for a place with which no more places can be filled."""
    papers = first.core.problem.papers
    best = found_with(papers) if first.times < papers else first
    low, step = (first.times, 1) if len(first.pairs) < len(best.pairs) else (0, papers)
    best = best if low else first
    while best.times - low > 1:
        tried = found_with(min(low + step, (low + best.times) // 2))
        if len(tried.pairs) < len(best.pairs):
            low, step = tried.times, 2 * step
        else:
            best, step = tried, 1
    return best


def _within_all_rules(core: Core, relaxed: Optimum, effort: Effort) -> Ints:
    """Return the pairs without those that break crossing rules, replaced where they can be."""
    found, without = relaxed, np.empty(0, dtype=np.int64)
    for _ in range(lazy.ROUNDS):
        broken = lazy.to_leave_out(core, found.pairs)
        if not len(broken):
            return found.pairs
        without = union(without, broken)
        found = optimum(Core.of(core.problem, without), effort, keys=found.keys)
    kept = found.pairs
    while len(broken := lazy.to_leave_out(core, kept)):
        kept = kept[~np.isin(core.problem.keys(kept), broken)]
    return kept


def _answer(found: _Found, plan: Ints, asked: Ints) -> Alternates:
    core, problem = found.core, found.core.problem
    score = problem.affinity[found.pairs[:, 0], found.pairs[:, 1]].astype(np.float64)
    order = np.lexsort((found.pairs[:, 1], -score, found.pairs[:, 0]))
    pairs, total = found.pairs[order], float(score.sum())
    prices = Market(core).prices_of_the_closed(found.relaxed.prices)
    bound = found.relaxed.bound - float(problem.affinity[plan[:, 0], plan[:, 1]].sum(dtype=np.float64))
    empty = asked - np.bincount(pairs[:, 0], minlength=problem.papers)
    worth = beyond_doubt(core) * core.largest
    return Alternates(
        pairs=pairs,
        total=total,
        upper_bound=bound,
        gap=max(0.0, bound - (total - worth * int(empty.sum()))) / max(abs(total), core.largest),
        empty=empty,
        worth=worth,
        times=found.times,
        most=core.max_load,
        u=prices.u,
        v=prices.v,
        tolls=prices.tolls,
        relaxed=tuple(lazy.names_of_crossing_rules(core)),
    )
