"""Rules that cross in small workshops: the best plan is found where there is one, and none is said only where so."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest

from reviews.assignment.solver import Grouping, Infeasible, Problem, Solution, exact, solve, verify
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.fair import solve_fairly
from tests.reviews.assignment.instances import random_problem


def workshop(seed: int, papers: int = 20, people: int = 16, load: int = 4) -> Problem:
    """Everybody wrote a paper, reviews three others', and has hardly a place to spare."""
    chance = np.random.default_rng(seed)
    authors = np.array([(paper, one) for paper in range(papers) for one in chance.choice(people, 2, replace=False)])
    plain = random_problem(papers, people, reviews=3, load=load, seed=seed, conflicts=0)
    return replace(plain, authorship=authors, conflicts=authors, no_cycles=True)


def best_by_trying_all(problem: Problem) -> float | None:
    """Return the greatest total of all assignments in which the verifier finds nothing wrong."""
    reviewers = range(problem.reviewers)
    ways = product(*(combinations(reviewers, int(demand)) for demand in problem.demand))
    pairs = ([(paper, one) for paper, who in enumerate(way) for one in who] for way in ways)
    totals = [sum(float(problem.affinity[pair]) for pair in way) for way in pairs if not verify(problem, way)]
    return max(totals, default=None)


@pytest.mark.parametrize("seed", range(24))
def test_small_problems_are_solved_to_the_last(seed):
    chance = np.random.default_rng(seed)
    plain = random_problem(4, 5, reviews=2, load=2, seed=seed, conflicts=0.1)
    authors = np.argwhere(chance.random((4, 5)) < 0.3)
    rules = [{"no_cycles": True}, {"most_together": 1}, {"no_cycles": True, "most_together": 1}][seed % 3]
    places = (Grouping(chance.integers(-1, 3, 5)),) if seed % 2 else ()
    fixed = np.empty((0, 2), int) if seed % 4 else plain.conflicts[:0]
    problem = replace(plain, authorship=authors, groupings=places, fixed=fixed, **rules)

    answer, best = solve(problem), best_by_trying_all(problem)

    if best is None:
        assert isinstance(answer, Infeasible)
    else:
        assert isinstance(answer, Solution)
        assert verify(problem, answer.pairs) == []
        found = exact.best_within_rules(Core.of(problem))
        assert float(problem.affinity[found.pairs[:, 0], found.pairs[:, 1]].sum()) == pytest.approx(best, abs=1e-5)
        assert best - answer.total <= 0.003 * answer.upper_bound + 1e-5


@pytest.mark.parametrize("seed", range(2))
def test_tight_workshop_in_which_all_are_authors_has_a_plan(seed):
    answer = solve(workshop(seed))

    assert isinstance(answer, Solution)
    assert verify(workshop(seed), answer.pairs) == []


def test_none_is_said_to_be_proved():
    each_other = np.array([[0, 0], [1, 1]])
    problem = Problem(
        np.ones((2, 2)), np.ones(2, int), np.ones(2, int), authorship=each_other, conflicts=each_other, no_cycles=True
    )

    answer = solve(problem)

    assert isinstance(answer, Infeasible)
    assert answer.why == (
        "Without these rules there is a plan, with all of them there is none: no two people review each other's papers."
    )


def test_fixed_pairs_count_in_rules_on_two_people():
    plain = random_problem(6, 6, reviews=2, load=3, seed=1, conflicts=0)
    authors = np.stack([np.arange(6), np.arange(6)], axis=1)
    problem = replace(plain, authorship=authors, conflicts=authors, no_cycles=True, fixed=np.array([[0, 1], [2, 3]]))

    found = exact.best_within_rules(Core.of(problem))

    assert verify(problem, np.concatenate([problem.fixed, found.pairs])) == []
    assert (1, 0) not in set(map(tuple, found.pairs.tolist()))


def test_fairness_holds_beside_rules_that_cross():
    problems = [workshop(seed, papers=30, people=40, load=4) for seed in range(3)]

    found = [(solve(problem), *solve_fairly(problem)) for problem in problems]

    assert [verify(problem, fair.pairs) for problem, (_, fair, _) in zip(problems, found, strict=True)] == [[]] * 3
    assert all(plain.least <= fair.least <= told.bound + 1e-6 for plain, fair, told in found)
    assert sum(plain.least < fair.least for plain, fair, _ in found) >= 2
