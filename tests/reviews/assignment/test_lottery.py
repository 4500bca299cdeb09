"""Assignments by chance: the best probabilities under a cap, and draws that keep every rule."""

from dataclasses import replace

import numpy as np
import pytest
from ortools.linear_solver import pywraplp

from reviews.assignment.solver import Grouping, Infeasible, Problem, Solution, solve, verify
from reviews.assignment.solver.lottery import PARTS, Lottery, draw, lottery
from tests.reviews.assignment.instances import random_problem


def best_by_linear_programme(problem: Problem, cap: float) -> float:
    """Return the greatest expected total by another solver."""
    glop = pywraplp.Solver.CreateSolver("GLOP")
    barred = {tuple(pair) for pair in problem.conflicts.tolist()}
    share = {
        (p, r): glop.NumVar(0, cap, "")
        for p in range(problem.papers)
        for r in range(problem.reviewers)
        if (p, r) not in barred
    }
    for paper, demand in enumerate(problem.demand.tolist()):
        glop.Add(sum(x for (p, _), x in share.items() if p == paper) == demand)
    for reviewer, load in enumerate(problem.max_load.tolist()):
        glop.Add(sum(x for (_, r), x in share.items() if r == reviewer) <= load)
    glop.Maximize(sum(float(problem.affinity[pair]) * x for pair, x in share.items()))
    assert glop.Solve() == pywraplp.Solver.OPTIMAL
    return float(glop.Objective().Value())


def chances(problem: Problem, **how: float) -> Lottery:
    found = lottery(problem, **how)
    assert isinstance(found, Lottery)
    return found


@pytest.mark.parametrize("cap", [0.25, 0.5, 0.75, 1.0])
def test_expected_total_under_a_cap_is_the_best(cap: float) -> None:
    problem = random_problem(40, 35, reviews=3, load=5, seed=2)

    found = chances(problem, cap=cap)

    assert found.expected == pytest.approx(best_by_linear_programme(problem, cap), rel=1e-6)
    assert found.probability.max() <= cap
    assert found.gap < 1e-6


def test_perturbed_total_is_as_good_as_any_other_probabilities() -> None:
    problem = random_problem(30, 30, reviews=2, load=3, seed=3)

    spread, plain = chances(problem, cap=0.875, beta=0.5), chances(problem, cap=0.875)

    def perturbed(one: Lottery) -> float:
        worth = problem.affinity[one.pairs[:, 0], one.pairs[:, 1]]
        return float((worth * (one.probability - 0.5 * one.probability**2)).sum())

    assert perturbed(spread) > perturbed(plain)
    assert len(spread.pairs) > len(plain.pairs)
    assert spread.expected < plain.expected


def test_every_draw_keeps_the_rules_and_the_average_is_the_probability() -> None:
    problem = random_problem(12, 12, reviews=3, load=4, seed=4)
    found = chances(problem, cap=0.5)
    count = dict.fromkeys(map(tuple, found.pairs.tolist()), 0)

    for seed in range(400):
        pairs = draw(problem, found, seed=seed)
        assert verify(problem, pairs) == []
        for pair in map(tuple, pairs.tolist()):
            count[pair] += 1

    average = np.array(list(count.values())) / 400
    assert np.abs(average - found.probability).max() < 0.11  # 4.4 standard deviations
    assert np.abs(average - found.probability).mean() < 0.03


def test_one_of_a_place_holds_in_every_draw() -> None:
    plain = random_problem(20, 18, reviews=3, load=5, seed=5)
    place = np.random.default_rng(5).integers(-1, 6, 18)
    region = np.where(place < 0, -1, place // 2)
    problem = replace(plain, groupings=(Grouping(place), Grouping(region, 2, "region")))
    found = chances(problem, cap=0.5, beta=0.3)

    broken = [verify(problem, draw(problem, found, seed=seed)) for seed in range(60)]

    assert broken == [[]] * 60


def test_a_senior_for_each_paper_holds_in_every_draw_and_fixed_pairs_are_certain() -> None:
    plain = random_problem(20, 18, reviews=3, load=5, seed=6, conflicts=0)
    senior = np.random.default_rng(6).random(18) < 0.5
    problem = replace(plain, senior=senior, min_seniors=1, fixed=np.array([[0, 3], [1, 3]]), min_load=np.ones(18, int))
    found = chances(problem, cap=0.75)

    broken = [verify(problem, draw(problem, found, seed=seed)) for seed in range(60)]

    assert broken == [[]] * 60


def test_same_seed_draws_the_same_and_another_one_does_not() -> None:
    problem = random_problem(30, 30, reviews=3, load=4, seed=7)
    found = chances(problem, cap=0.5)

    draws = [draw(problem, found, seed=seed).tolist() for seed in (1, 1, 2)]

    assert draws[0] == draws[1] != draws[2]


def test_a_cap_too_low_for_the_committee_is_said() -> None:
    answer = lottery(Problem(np.ones((2, 3)), np.full(2, 2), np.full(3, 2)), cap=0.5)

    assert isinstance(answer, Infeasible)
    assert answer.why == "With no pair more likely than 0.5 some papers cannot have all their reviewers."


def test_full_probability_is_the_plain_optimum() -> None:
    problem = random_problem(30, 25, reviews=3, load=5, seed=8)

    found, plain = chances(problem), solve(problem)

    assert isinstance(plain, Solution)
    assert set(found.parts.tolist()) == {PARTS}
    assert found.expected == pytest.approx(plain.total)


def test_rules_that_chance_cannot_keep_are_refused() -> None:
    problem = replace(random_problem(5, 5, reviews=1, load=2, seed=1), no_cycles=True)

    with pytest.raises(ValueError, match="no two people review each other's papers"):
        lottery(problem, cap=0.5)
