"""Check who stands by, and the proof, without trusting the solver. Called by the command line.

The plan and all its alternates together are judged as one assignment: they keep every rule of the plan but those on
seniors and least loads, which speak of the plan alone. `most` is for how many papers each may stand by.
"""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from reviews.assignment.solver.problem import Floats, Ints, Problem, Tolls
from reviews.assignment.solver.verify import upper_bound, verify


@dataclass(frozen=True, eq=False)
class StandBy:
    """What is said of the alternates of a plan: `each` a paper, `most` a person, `worth` of a place, and the prices."""

    each: int
    most: Ints
    worth: float
    u: Floats
    v: Floats
    tolls: Tolls


def verify_alternates(problem: Problem, plan: Ints, found: Ints, said: StandBy) -> list[str]:
    """Return a sentence for each rule that the alternates break; what the plan breaks by itself is not theirs."""
    per_paper = Counter(found[:, 0].tolist())
    wrong = [
        f"Paper {paper} has {number} alternates instead of {said.each} at most."
        for paper, number in sorted(per_paper.items())
        if number > said.each
    ]
    wrong += [f"Paper {one} has an alternate, but asks for nobody." for one in per_paper if not problem.demand[one]]
    alone = verify(_together(problem, plan, found[:0], said), plan)
    together = verify(_together(problem, plan, found, said), np.concatenate([plan, found]))
    return wrong + [sentence for sentence in together if sentence not in alone]


def bound_of_alternates(problem: Problem, plan: Ints, said: StandBy) -> float:
    """Return what no alternates can pass, `worth` being taken off for each place that stays empty.

    It holds for prices of papers that are no lower than that: else leaving a place empty would be worth more.
    """
    asks = problem.demand > 0
    if (said.u[asks] < -said.worth * (1 + 1e-9)).any():
        raise ValueError("The price of a paper is lower than a place of its alternates is worth.")
    loads, have = (np.bincount(plan[:, at], minlength=size) for at, size in ((1, problem.reviewers), (0, len(asks))))
    full = _asked(problem, plan, have + np.where(asks, said.each, 0), loads + said.most)
    fixed = problem.affinity[plan[:, 0], plan[:, 1]].sum(dtype=np.float64)
    return upper_bound(full, said.u, said.v, said.tolls) - float(fixed)


def _together(problem: Problem, plan: Ints, found: Ints, said: StandBy) -> Problem:
    """Return the question to which plan and alternates would be the answer, as far as places are filled."""
    every = np.concatenate([plan, found])
    loads = np.bincount(plan[:, 1], minlength=problem.reviewers)
    return _asked(problem, plan, np.bincount(every[:, 0], minlength=problem.papers), loads + said.most)


def _asked(problem: Problem, plan: Ints, demand: Ints, most: Ints) -> Problem:
    least = np.zeros_like(problem.min_load)
    return replace(problem, demand=demand, max_load=most, min_load=least, fixed=plan, min_seniors=0)
