"""Rules on seniors, places, cycles and company: met, exact where they are nested, and proved."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from reviews.assignment.solver import Grouping, Infeasible, Problem, Solution, solve, upper_bound, verify
from reviews.assignment.solver.generate import USUAL, Effort
from tests.reviews.assignment.instances import random_problem

BIT_BY_BIT = Effort(dense_cells=0, start_columns=1, more_columns=1, reviewer_columns=1, senior_columns=1)
EFFORTS = pytest.mark.parametrize("effort", [USUAL, BIT_BY_BIT], ids=["all pairs at once", "column by column"])


def tiny(seed: int, **rules: object) -> Problem:
    chance = np.random.default_rng(seed)
    papers, reviewers = int(chance.integers(2, 5)), int(chance.integers(3, 6))
    return Problem(
        chance.random((papers, reviewers)) if seed % 2 else chance.choice([0, 0.5, 1], size=(papers, reviewers)),
        chance.integers(1, 3, papers),
        chance.integers(1, 4, reviewers),
        conflicts=np.argwhere(chance.random((papers, reviewers)) < 0.1),
        **rules,
    )


def places(seed: int, reviewers: int, number: int = 3) -> np.ndarray:
    return np.random.default_rng(seed + 7).integers(-1, number, reviewers)


def best_within_all_rules(problem: Problem) -> float | None:
    """Return the greatest total by looking at every assignment."""
    best: float | None = None
    options = [list(combinations(range(problem.reviewers), int(demand))) for demand in problem.demand]

    def go(paper: int, pairs: list[tuple[int, int]]) -> None:
        nonlocal best
        if paper == problem.papers:
            if not verify(problem, np.array(pairs).reshape(-1, 2)):
                total = float(sum(problem.affinity[pair] for pair in pairs))
                best = total if best is None else max(best, total)
            return
        for chosen in options[paper]:
            go(paper + 1, pairs + [(paper, reviewer) for reviewer in chosen])

    go(0, [])
    return best


def holds_exactly(problem: Problem, effort: Effort) -> bool:
    """Check the answer against the search; return whether there is one."""
    best, answer = best_within_all_rules(problem), solve(problem, effort)
    if best is None:
        assert isinstance(answer, Infeasible)
        assert answer.why
        return False
    assert isinstance(answer, Solution)
    assert verify(problem, answer.pairs) == []
    assert answer.total == pytest.approx(best, abs=1e-6)
    assert upper_bound(problem, answer.u, answer.v, answer.tolls) == pytest.approx(answer.upper_bound, abs=1e-6)
    assert answer.upper_bound == pytest.approx(best, abs=1e-5)
    return True


@EFFORTS
def test_a_senior_for_each_paper_is_exact(effort: Effort) -> None:
    problems = [tiny(seed) for seed in range(60)]
    asked = [
        replace(one, senior=np.random.default_rng(n).random(one.reviewers) < 0.5, min_seniors=1)
        for n, one in enumerate(problems)
    ]

    possible = sum(holds_exactly(problem, effort) for problem in asked)

    assert 10 < possible < 60


@EFFORTS
def test_one_of_a_place_is_exact(effort: Effort) -> None:
    problems = [tiny(seed) for seed in range(60)]
    asked = [replace(one, groupings=(Grouping(places(n, one.reviewers)),)) for n, one in enumerate(problems)]

    possible = sum(holds_exactly(problem, effort) for problem in asked)

    assert 10 < possible < 60


@EFFORTS
def test_places_within_regions_are_exact(effort: Effort) -> None:
    problems = [replace(tiny(seed), demand=np.full(tiny(seed).papers, 2)) for seed in range(30)]
    asked = []
    for n, one in enumerate(problems):
        place = places(n, one.reviewers, 4)
        region = np.where(place < 0, -1, place // 2)
        asked.append(replace(one, groupings=(Grouping(region, 1, "region"), Grouping(place, 1, "place"))))

    possible = sum(holds_exactly(problem, effort) for problem in asked)

    assert 5 < possible < 30


@pytest.mark.parametrize("seed", range(40))
def test_institutions_that_lie_in_two_regions_are_met_and_the_bound_holds(seed: int) -> None:
    one = tiny(seed)
    institution, country = places(seed, one.reviewers, 4), places(seed + 1, one.reviewers, 4)
    region = np.where(country < 0, -1, country // 2)
    named = ("institution", institution), ("country", country), ("region", region)
    problem = replace(one, groupings=tuple(Grouping(label, 1, name) for name, label in named))
    best, answer = best_within_all_rules(problem), solve(problem)

    if isinstance(answer, Solution):
        assert verify(problem, answer.pairs) == []
        assert best is not None
        assert answer.total <= best + 1e-6 <= answer.upper_bound + 2e-6
        assert len(answer.relaxed) < len(named)


def test_places_of_those_who_are_left_are_named_where_nobody_else_is() -> None:
    region = Grouping(np.array([7, 7, -1, 2]), 1, "region", ("",) * 2 + ("South America",) + ("",) * 4 + ("Melanesia",))
    rules = {"demand": np.array([3, 3]), "max_load": np.array([2, 2, 1, 1]), "conflicts": np.array([[1, 3]])}

    answer = solve(Problem(np.ones((2, 4)), **rules, groupings=(region,)))

    assert isinstance(answer, Infeasible)
    assert "with at most 1 of one region on a paper" in answer.why
    assert answer.why.endswith(
        "Whoever still has time for these papers is of Melanesia, and they have somebody of there."
    )


def test_fixed_pairs_use_up_what_the_rules_allow() -> None:
    affinity = np.array([[0.9, 0.8, 0.1, 0.2]])
    rules = {"demand": np.array([2]), "max_load": np.full(4, 1), "fixed": np.array([[0, 0]])}
    grouped = Problem(affinity, **rules, groupings=(Grouping(np.array([5, 5, 6, -1])),))
    senior = Problem(affinity, **rules, senior=np.array([False, False, True, False]), min_seniors=1)

    apart, led = solve(grouped), solve(senior)

    assert isinstance(apart, Solution)
    assert isinstance(led, Solution)
    assert apart.pairs.tolist() == [[0, 0], [0, 3]]
    assert led.pairs.tolist() == [[0, 0], [0, 2]]


@pytest.mark.parametrize("seed", range(40))
def test_crossing_rules_are_met_and_the_bound_holds(seed: int) -> None:
    one = tiny(seed)
    chance = np.random.default_rng(seed)
    problem = replace(
        one,
        senior=chance.random(one.reviewers) < 0.6,
        min_seniors=1,
        groupings=(Grouping(places(seed, one.reviewers, 4)),),
        authorship=np.argwhere(chance.random((one.papers, one.reviewers)) < 0.3),
        no_cycles=True,
    )
    best, answer = best_within_all_rules(problem), solve(problem)

    if isinstance(answer, Solution):
        assert verify(problem, answer.pairs) == []
        assert best is not None
        assert answer.total <= best + 1e-6 <= answer.upper_bound + 2e-6
        assert answer.relaxed == ("at most 1 of one institution", "no two people review each other's papers")


def test_larger_crossing_rules_cost_little_and_break_nothing() -> None:
    plain = random_problem(120, 100, reviews=3, load=5, seed=3)
    chance = np.random.default_rng(3)
    problem = replace(
        plain,
        min_load=np.ones(100, dtype=int),
        senior=chance.random(100) < 0.5,
        min_seniors=1,
        groupings=(Grouping(chance.integers(0, 30, 100)),),
        authorship=np.stack([np.repeat(np.arange(120), 2), chance.integers(0, 100, 240)], axis=1),
        no_cycles=True,
        most_together=2,
    )

    free, bound = solve(plain), solve(problem, Effort(dense_cells=0))

    assert isinstance(free, Solution)
    assert isinstance(bound, Solution)
    assert verify(problem, bound.pairs) == []
    assert len(verify(problem, free.pairs)) > 20
    assert bound.gap < 0.02


def test_too_few_seniors_are_named() -> None:
    senior = np.array([True, False, False, False])
    problem = Problem(np.ones((3, 4)), np.full(3, 1), np.full(4, 2), senior=senior, min_seniors=1)

    answer = solve(problem)

    assert isinstance(answer, Infeasible)
    assert answer.reviewers == (0,)
    assert answer.why == (
        "Among senior reviewers alone: 3 papers need 3 reviews, but after conflicts and loads the whole committee has "
        "2 places: 1 too few."
    )


def test_who_reviews_a_fixed_pair_s_author_gives_way_even_where_worth_more() -> None:
    affinity = np.array([[0.0, 0.1, 0.1], [0.9, 0.0, 0.2]])
    wrote = np.array([[0, 0], [1, 1]])
    rules = {"fixed": np.array([[0, 1]]), "authorship": wrote, "no_cycles": True}
    problem = Problem(affinity, np.array([1, 1]), np.array([1, 1, 1]), conflicts=wrote, **rules)

    answer = solve(problem)

    assert isinstance(answer, Solution)
    assert answer.pairs.tolist() == [[0, 1], [1, 2]]
