"""Random instances, and an exhaustive search to hold the solver against."""

from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from reviews.assignment.solver import Problem

NO_PAIRS = np.empty((0, 2), dtype=np.int64)


def random_problem(
    papers: int, reviewers: int, *, reviews: int, load: int, seed: int, conflicts: float = 0.05
) -> Problem:
    """Affinities with a structure: both sides have interests in a dozen subjects."""
    chance = np.random.default_rng(seed)
    wanted, known = chance.random((papers, 12)) ** 4, chance.random((reviewers, 12)) ** 4
    affinity = 0.2 * wanted @ known.T + 0.3 * chance.random((papers, reviewers))
    barred = np.argwhere(chance.random((papers, reviewers)) < conflicts)
    return Problem(affinity, np.full(papers, reviews), np.full(reviewers, load), conflicts=barred)


def tiny_problem(seed: int, largest: int = 5) -> Problem | None:
    """Return an instance of at most 5 x 5 with every rule in play, or None where the rules contradict each other."""
    chance = np.random.default_rng(seed)
    papers, reviewers = (int(n) for n in chance.integers(1, largest + 1, 2))
    shape = (papers, reviewers)
    affinity = [chance.random(shape), chance.choice([0, 0.5, 1], size=shape), chance.normal(size=shape)][seed % 3]
    max_load = chance.integers(0, 4, reviewers) + (seed % 4 > 0)
    try:
        return Problem(
            affinity,
            chance.integers(0, min(reviewers, 3) + 1, papers),
            max_load,
            min_load=np.minimum(max_load, chance.integers(0, 2, reviewers)) * (seed % 5 == 0),
            conflicts=np.argwhere(chance.random(shape) < 0.2),
            fixed=np.argwhere(chance.random(shape) < 0.1) if seed % 2 else NO_PAIRS,
            forbidden=np.argwhere(chance.random(shape) < 0.05),
        )
    except ValueError:
        return None


def best_by_search(problem: Problem) -> tuple[float, int] | None:
    """Return the greatest total and the least sum of squared loads it can be had with; None if there is no way."""
    fixed = as_set(problem.fixed)
    barred = as_set(problem.conflicts) | as_set(problem.forbidden) | off_track(problem)
    states = {(0,) * problem.reviewers: 0.0}
    for paper in range(problem.papers):
        must = {reviewer for row, reviewer in fixed if row == paper}
        options = [
            chosen
            for chosen in combinations(range(problem.reviewers), int(problem.demand[paper]))
            if must <= set(chosen) and not any((paper, reviewer) in barred for reviewer in chosen)
        ]
        states = _after(problem, paper, options, states)
    ends = [(total, -sum(n * n for n in loads)) for loads, total in states.items() if (loads >= problem.min_load).all()]
    return (max(ends)[0], -max(ends)[1]) if ends else None


def with_tracks(problem: Problem, seed: int) -> Problem:
    """Return the same question with one to three tracks; a third of the people serve in all of them."""
    chance = np.random.default_rng(seed)
    tracks = int(chance.integers(1, 4))
    serving = chance.random((tracks, problem.reviewers)) < 0.6
    serving[:, chance.random(problem.reviewers) < 0.3] = True
    return replace(problem, paper_track=chance.integers(0, tracks, problem.papers), reviewer_tracks=serving)


def off_track(problem: Problem) -> set[tuple[int, int]]:
    """Return, pair by pair, what the tracks keep apart; fixed pairs hold across them."""
    if not len(problem.reviewer_tracks):
        return set()
    pairs = ((paper, reviewer) for paper in range(problem.papers) for reviewer in range(problem.reviewers))
    apart = {(p, r) for p, r in pairs if not problem.reviewer_tracks[problem.paper_track[p], r]}
    return apart - as_set(problem.fixed)


def as_set(pairs: NDArray[np.int64]) -> set[tuple[int, int]]:
    return {(int(paper), int(reviewer)) for paper, reviewer in pairs}


def _after(
    problem: Problem, paper: int, options: list[tuple[int, ...]], states: dict[tuple[int, ...], float]
) -> dict[tuple[int, ...], float]:
    """Return the best total for each vector of loads once this paper has its reviewers."""
    found: dict[tuple[int, ...], float] = {}
    for loads, total in states.items():
        for chosen in options:
            after = tuple(n + (reviewer in chosen) for reviewer, n in enumerate(loads))
            if (after <= problem.max_load).all():
                value = total + sum(float(problem.affinity[paper, reviewer]) for reviewer in chosen)
                found[after] = max(value, found.get(after, -np.inf))
    return found
