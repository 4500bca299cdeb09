"""Check an assignment and its proof without trusting the solver: shares no step with it but the Problem itself."""

from collections import Counter

import numpy as np
from numpy.typing import ArrayLike

from reviews.assignment.solver.problem import Floats, Ints, Problem

ROWS = 64


def verify(problem: Problem, pairs: ArrayLike) -> list[str]:
    """Return a sentence for each rule the pairs break: an empty list when all is right."""
    rows = [(int(paper), int(reviewer)) for paper, reviewer in np.asarray(pairs).reshape(-1, 2)]
    chosen = set(rows)
    outside = [pair for pair in chosen if not (0 <= pair[0] < problem.papers and 0 <= pair[1] < problem.reviewers)]
    wrong = [f"Paper {paper} or reviewer {reviewer} is not in the table." for paper, reviewer in sorted(outside)]
    twice = [pair for pair, count in Counter(rows).items() if count > 1]
    wrong += [f"Paper {paper} has reviewer {reviewer} more than once." for paper, reviewer in sorted(twice)]
    for name, barred in (("in conflict with", problem.conflicts), ("forbidden for", problem.forbidden)):
        for paper, reviewer in sorted(chosen & _as_set(barred)):
            wrong.append(f"Reviewer {reviewer} is {name} paper {paper}.")
    for paper, reviewer in sorted(_as_set(problem.fixed) - chosen):
        wrong.append(f"Paper {paper} is without reviewer {reviewer}, who is fixed.")
    return wrong + _wrong_counts(problem, rows)


def upper_bound(problem: Problem, u: Floats, v: Floats) -> float:
    """Return the bound that prices u (papers) and v (reviewers) prove, over all pairs, in double precision.

    No assignment within the rules has a greater total, whatever the prices are; good prices make it tight.
    """
    bound = float(problem.demand @ u + problem.max_load @ np.maximum(v, 0) - problem.min_load @ np.maximum(-v, 0))
    barred = np.concatenate([problem.conflicts, problem.forbidden])
    for start in range(0, problem.papers, ROWS):
        gain = problem.affinity[start : start + ROWS].astype(np.float64) - u[start : start + ROWS, None] - v
        worth = np.maximum(gain, 0)
        for pairs, value in ((barred, np.zeros_like(gain)), (problem.fixed, gain)):
            here = pairs[(pairs[:, 0] >= start) & (pairs[:, 0] < start + ROWS)] - [start, 0]
            worth[here[:, 0], here[:, 1]] = value[here[:, 0], here[:, 1]]
        bound += float(worth.sum())
    return bound


def _as_set(pairs: Ints) -> set[tuple[int, int]]:
    return {(int(paper), int(reviewer)) for paper, reviewer in pairs}


def _wrong_counts(problem: Problem, rows: list[tuple[int, int]]) -> list[str]:
    reviews, papers = Counter(paper for paper, _ in rows), Counter(reviewer for _, reviewer in rows)
    wrong = []
    for paper, demand in enumerate(problem.demand.tolist()):
        if reviews[paper] != demand:
            wrong.append(f"Paper {paper} has {reviews[paper]} reviewers instead of {demand}.")
    for reviewer, most in enumerate(problem.max_load.tolist()):
        least = int(problem.min_load[reviewer])
        if not least <= papers[reviewer] <= most:
            wrong.append(f"Reviewer {reviewer} has {papers[reviewer]} papers, not between {least} and {most}.")
    return wrong
