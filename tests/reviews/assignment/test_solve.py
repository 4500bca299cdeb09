"""The solver finds the greatest total within the rules, and proves it."""

import numpy as np
import pytest

from reviews.assignment.solver import Infeasible, Problem, Solution, solve, upper_bound, verify
from reviews.assignment.solver.generate import USUAL, Effort
from tests.reviews.assignment.instances import as_set, best_by_search, random_problem, tiny_problem
from tests.reviews.assignment.programmes import optimum_by_glop, optimum_by_highs

BIT_BY_BIT = Effort(dense_cells=0, start_columns=1, more_columns=1, reviewer_columns=1)
SEEDS = range(400)


@pytest.mark.parametrize("effort", [USUAL, BIT_BY_BIT], ids=["all pairs at once", "column by column"])
@pytest.mark.parametrize("seeds", [SEEDS, pytest.param(range(400, 8_000), marks=pytest.mark.prove)], ids=len)
def test_solver_agrees_with_exhaustive_search(effort: Effort, seeds: range) -> None:
    possible = impossible = 0
    for problem in filter(None, map(tiny_problem, seeds)):
        best, answer = best_by_search(problem), solve(problem, effort)

        if best is None:
            assert isinstance(answer, Infeasible)
            impossible += 1
        else:
            assert isinstance(answer, Solution)
            assert verify(problem, answer.pairs) == []
            assert answer.total == pytest.approx(best[0], abs=1e-6)
            possible += 1
    assert possible > 100
    assert impossible > 50


@pytest.mark.parametrize("effort", [USUAL, BIT_BY_BIT], ids=["all pairs at once", "column by column"])
def test_prices_prove_the_total_independently_of_the_solver(effort: Effort) -> None:
    for problem in filter(None, map(tiny_problem, SEEDS)):
        answer = solve(problem, effort)
        if isinstance(answer, Solution):
            assert upper_bound(problem, answer.u, answer.v) == pytest.approx(answer.upper_bound, abs=1e-9)
            assert answer.total - 1e-9 <= answer.upper_bound <= answer.total + 2e-6


def test_any_prices_give_a_valid_bound() -> None:
    chance = np.random.default_rng(0)
    for problem in filter(None, map(tiny_problem, SEEDS)):
        best = best_by_search(problem)
        if best is not None:
            u, v = chance.normal(size=problem.papers), chance.normal(size=problem.reviewers)

            assert upper_bound(problem, u, v) >= best[0] - 1e-9


def test_solver_agrees_with_a_linear_programme() -> None:
    problem = random_problem(60, 60, reviews=3, load=4, seed=1)

    answer = solve(problem, Effort(dense_cells=0))

    assert isinstance(answer, Solution)
    assert answer.total == pytest.approx(optimum_by_glop(problem), rel=1e-6)
    assert answer.gap < 1e-7


@pytest.mark.parametrize("effort", [USUAL, BIT_BY_BIT], ids=["all pairs at once", "column by column"])
@pytest.mark.parametrize("seeds", [range(60), pytest.param(range(60, 3_000), marks=pytest.mark.prove)], ids=len)
def test_solver_agrees_with_highs_on_dozens(effort: Effort, seeds: range) -> None:
    possible = impossible = 0
    for problem in filter(None, (tiny_problem(seed, largest=20) for seed in seeds)):
        best, answer = optimum_by_highs(problem), solve(problem, effort)

        if best is None:
            assert isinstance(answer, Infeasible)
            impossible += 1
        else:
            assert isinstance(answer, Solution)
            assert verify(problem, answer.pairs) == []
            assert answer.total == pytest.approx(best, abs=1e-6)
            possible += 1
    assert possible > len(seeds) / 6
    assert impossible > len(seeds) / 6


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(5))
def test_solver_agrees_with_highs_on_hundreds(seed: int) -> None:
    problem = random_problem(300, 300, reviews=4, load=6, seed=seed)

    answer = solve(problem)

    assert isinstance(answer, Solution)
    assert verify(problem, answer.pairs) == []
    assert answer.total == pytest.approx(optimum_by_highs(problem), rel=1e-7)
    assert answer.gap <= 1e-6


@pytest.mark.parametrize(("papers", "reviewers"), [(300, 200), (150, 500)])
def test_column_generation_proves_larger_instances(papers: int, reviewers: int) -> None:
    problem = random_problem(papers, reviewers, reviews=3, load=5, seed=2)

    few, many = solve(problem), solve(problem, Effort(dense_cells=10**6))

    assert isinstance(few, Solution)
    assert isinstance(many, Solution)
    assert verify(problem, few.pairs) == []
    assert few.gap < 1e-6
    assert few.total == pytest.approx(many.total, rel=1e-7)
    assert upper_bound(problem, few.u, few.v) == pytest.approx(few.upper_bound)


def test_figures_of_a_solution_describe_its_pairs() -> None:
    problem = random_problem(30, 20, reviews=3, load=6, seed=3)

    answer = solve(problem)

    assert isinstance(answer, Solution)
    scores = problem.affinity[answer.pairs[:, 0], answer.pairs[:, 1]].astype(float)
    assert answer.total == pytest.approx(scores.sum())
    assert answer.paper_scores.tolist() == pytest.approx([scores[answer.pairs[:, 0] == p].sum() for p in range(30)])
    assert answer.loads.tolist() == [int((answer.pairs[:, 1] == r).sum()) for r in range(20)]


def test_conflicts_are_kept_even_where_they_are_the_best_matches() -> None:
    affinity = np.array([[1.0, 0.1, 0.2], [1.0, 0.3, 0.1]])

    answer = solve(Problem(affinity, np.array([1, 1]), np.array([2, 2, 2]), conflicts=np.array([[0, 0], [1, 0]])))

    assert isinstance(answer, Solution)
    assert as_set(answer.pairs) == {(0, 2), (1, 1)}


def test_fixed_pairs_are_in_the_plan_and_count_towards_demand_and_load() -> None:
    affinity = np.array([[1.0, 0.0, 0.4], [0.9, 0.5, 0.4]])
    rules = {"demand": np.array([2, 1]), "max_load": np.array([1, 1, 1])}

    free, fixed = solve(Problem(affinity, **rules)), solve(Problem(affinity, **rules, fixed=np.array([[0, 1]])))

    assert isinstance(free, Solution)
    assert isinstance(fixed, Solution)
    assert as_set(free.pairs) == {(0, 0), (0, 2), (1, 1)}
    assert as_set(fixed.pairs) == {(0, 1), (0, 0), (1, 2)}


def test_forbidden_pairs_are_left_out() -> None:
    problem = Problem(np.array([[1.0, 0.2]]), np.array([1]), np.array([1, 1]), forbidden=np.array([[0, 0]]))

    answer = solve(problem)

    assert isinstance(answer, Solution)
    assert as_set(answer.pairs) == {(0, 1)}


def test_minimum_loads_are_met_at_the_least_cost() -> None:
    affinity = np.array([[1.0, 0.1, 0.3], [1.0, 0.2, 0.1], [1.0, 0.0, 0.0]])

    answer = solve(Problem(affinity, np.ones(3, int), np.full(3, 3), min_load=np.array([0, 1, 1])))

    assert isinstance(answer, Solution)
    assert as_set(answer.pairs) == {(0, 2), (1, 1), (2, 0)}
    assert answer.gap < 1e-6


def test_equal_matches_are_spread_evenly() -> None:
    for papers, reviewers, reviews in ((60, 80, 3), (300, 300, 4)):
        answer = solve(Problem(np.full((papers, reviewers), 0.1), np.full(papers, reviews), np.full(reviewers, 6)))

        assert isinstance(answer, Solution)
        assert answer.loads.max() - answer.loads.min() <= 1
        assert answer.gap < 1e-7


def test_loads_are_as_even_as_the_best_total_allows() -> None:
    halves = [
        problem for problem in map(tiny_problem, SEEDS) if problem and set(np.unique(problem.affinity)) <= {0, 0.5, 1}
    ]

    evenness = [(solve(problem), best_by_search(problem)) for problem in halves]

    checked = [
        (int(answer.loads @ answer.loads), best[1])
        for answer, best in evenness
        if best and isinstance(answer, Solution)
    ]
    assert len(checked) > 40
    assert [least for least, _ in checked] == [least for _, least in checked]


def test_same_problem_has_the_same_answer() -> None:
    problem = random_problem(120, 90, reviews=3, load=5, seed=4)

    first, second = solve(problem, Effort(dense_cells=0)), solve(problem, Effort(dense_cells=0))

    assert isinstance(first, Solution)
    assert isinstance(second, Solution)
    assert first.pairs.tolist() == second.pairs.tolist()
    assert first.u.tolist() == second.u.tolist()


def test_scale_of_affinities_does_not_matter() -> None:
    problem = random_problem(40, 40, reviews=3, load=4, seed=5)
    tiny = Problem(problem.affinity * np.float32(2**-30), problem.demand, problem.max_load, conflicts=problem.conflicts)

    answer, scaled = solve(problem), solve(tiny)

    assert isinstance(answer, Solution)
    assert isinstance(scaled, Solution)
    assert scaled.pairs.tolist() == answer.pairs.tolist()


def test_no_papers_need_nobody() -> None:
    answer = solve(Problem(np.empty((0, 3)), np.empty(0, int), np.full(3, 2)))

    assert isinstance(answer, Solution)
    assert answer.pairs.shape == (0, 2)
    assert (answer.total, answer.gap) == (0, 0)
