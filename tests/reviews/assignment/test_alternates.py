"""Who stands by for a plan: the best people within its rules, held against a search of all ways, and proved."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from reviews.assignment.solver import Grouping, Problem, Solution, solve
from reviews.assignment.solver.alternates import Alternates, alternates
from reviews.assignment.solver.generate import USUAL, Effort
from reviews.assignment.solver.verify_alternates import StandBy, bound_of_alternates, verify_alternates
from tests.reviews.assignment.instances import as_set, off_track, random_problem, tiny_problem, with_tracks

BIT_BY_BIT = Effort(dense_cells=0, start_columns=1, more_columns=1)
EFFORTS = pytest.mark.parametrize("effort", [USUAL, BIT_BY_BIT], ids=["all pairs at once", "column by column"])


def said_by(found: Alternates, each: int) -> StandBy:
    return StandBy(each, found.most, found.worth, found.u, found.v, found.tolls)


def best_of_all_ways(problem: Problem, plan: np.ndarray, each: int, most: list[int]) -> tuple[int, float]:
    """Return the most places that can be filled, and the greatest total with so many."""
    barred = as_set(problem.conflicts) | as_set(problem.forbidden) | off_track(problem) | as_set(plan)
    ways = {(0,) * problem.reviewers: (0, 0.0)}
    for paper in range(problem.papers):
        have = plan[plan[:, 0] == paper, 1].tolist()
        free = [reviewer for reviewer in range(problem.reviewers) if (paper, reviewer) not in barred]
        sizes = range(each + 1) if problem.demand[paper] else [0]
        chosen = [one for size in sizes for one in combinations(free, size) if _keeps_places(problem, have, one)]
        after: dict[tuple[int, ...], tuple[int, float]] = {}
        for loads, (filled, total) in ways.items():
            for people in chosen:
                more = tuple(load + (one in people) for one, load in enumerate(loads))
                if all(load <= limit for load, limit in zip(more, most, strict=True)):
                    worth = filled + len(people), total + sum(float(problem.affinity[paper, one]) for one in people)
                    after[more] = max(worth, after.get(more, (0, -np.inf)))
        ways = after
    return max(ways.values())


def _keeps_places(problem: Problem, have: list[int], people: tuple[int, ...]) -> bool:
    for grouping in problem.groupings:
        there = Counter(int(label) for label in grouping.label[have] if label >= 0)
        both = there + Counter(int(label) for label in grouping.label[list(people)] if label >= 0)
        if any(number > max(grouping.most, there[label]) for label, number in both.items()):
            return False
    return True


def tiny_plans(seeds: range) -> list[tuple[Problem, np.ndarray]]:
    """Return small questions with their plans: every third with tracks, every other with places."""
    found = []
    for seed in seeds:
        problem = tiny_problem(seed)
        if problem is not None and seed % 3 == 0:
            problem = with_tracks(problem, seed)
        if problem is not None and seed % 2 == 0:
            places = np.random.default_rng(seed).integers(-1, 3, problem.reviewers)
            problem = replace(problem, groupings=(Grouping(places),))
        answer = solve(problem) if problem is not None else None
        if isinstance(answer, Solution):
            found.append((problem, answer.pairs))
    return found


@EFFORTS
@pytest.mark.parametrize("seeds", [range(150), pytest.param(range(150, 3_000), marks=pytest.mark.prove)], ids=len)
def test_alternates_are_the_best_of_all_ways(effort: Effort, seeds: range) -> None:
    lacking = 0
    for seed, (problem, plan) in enumerate(tiny_plans(seeds)):
        each = 1 + seed % 2

        found = alternates(problem, plan, each, effort=effort)

        filled, total = best_of_all_ways(problem, plan, each, found.most.tolist())
        assert (len(found.pairs), found.total) == (filled, pytest.approx(total, abs=1e-5))
        assert verify_alternates(problem, plan, found.pairs, said_by(found, each)) == []
        bound = bound_of_alternates(problem, plan, said_by(found, each))
        assert bound == pytest.approx(found.upper_bound, abs=1e-6)
        assert bound >= total - found.worth * int(found.empty.sum()) - 1e-9
        assert found.gap < 1e-5
        lacking += bool(found.empty.sum())
    assert 10 < lacking < len(seeds) - 20


def test_no_more_papers_are_in_line_for_a_place_than_needed() -> None:
    stretched = 0
    for problem, plan in tiny_plans(range(150)):
        left = problem.max_load - np.bincount(plan[:, 1], minlength=problem.reviewers)

        found = alternates(problem, plan, 2)

        assert found.most.tolist() == np.minimum(left * found.times, problem.papers).tolist()
        free = best_of_all_ways(problem, plan, 2, (problem.papers * (left > 0)).tolist())[0]
        assert len(found.pairs) == free
        if found.times > 1:
            fewer = best_of_all_ways(problem, plan, 2, (left * (found.times - 1)).tolist())[0]
            assert fewer < free
            stretched += 1
    assert stretched > 3


def test_larger_plans_are_proved_and_nobody_stands_by_for_everything() -> None:
    problem = random_problem(200, 150, reviews=3, load=5, seed=4)
    problem = replace(problem, groupings=(Grouping(np.random.default_rng(4).integers(0, 30, 150)),))
    plan = solve(problem)
    assert isinstance(plan, Solution)

    found = alternates(problem, plan.pairs, 2)

    assert not found.empty.any()
    assert found.times == 3  # 400 places of alternates, 150 places left
    assert np.bincount(found.pairs[:, 1]).max() <= 3 * problem.max_load[0]
    assert verify_alternates(problem, plan.pairs, found.pairs, said_by(found, 2)) == []
    assert bound_of_alternates(problem, plan.pairs, said_by(found, 2)) == pytest.approx(found.upper_bound)
    assert found.gap < 1e-6


def test_rules_that_cross_hold_for_the_plan_and_its_alternates_together() -> None:
    chance = np.random.default_rng(5)
    problem = random_problem(30, 30, reviews=2, load=5, seed=5)
    wrote = np.argwhere(chance.random((30, 30)) < 0.05)
    houses = Grouping(chance.integers(0, 10, 30))
    problem = replace(
        problem,
        conflicts=np.concatenate([problem.conflicts, wrote]),
        authorship=wrote,
        no_cycles=True,
        most_together=2,
        groupings=(houses, Grouping(chance.integers(0, 10, 30), name="region")),
    )
    plan = solve(problem)
    assert isinstance(plan, Solution)

    found = alternates(problem, plan.pairs, 2)

    assert verify_alternates(problem, plan.pairs, found.pairs, said_by(found, 2)) == []
    assert len(found.pairs) > 40
    assert len(found.relaxed) == 3


def test_who_has_nothing_left_stands_by_for_nothing_unless_more_room_is_told() -> None:
    problem = Problem(np.array([[1.0, 0.9, 0.5], [1.0, 0.8, 0.6]]), np.array([1, 1]), np.array([2, 1, 1]))
    plan = np.array([[0, 0], [1, 0]])

    usual = alternates(problem, plan, 1)
    lent = alternates(problem, plan, 1, room=np.array([0, 0, 1]))
    full = alternates(problem, plan, 1, room=np.zeros(3, int))

    assert usual.pairs.tolist() == [[0, 1], [1, 2]]
    assert (lent.pairs.tolist(), lent.times) == ([[0, 2], [1, 2]], 2)
    assert (full.pairs.tolist(), full.empty.tolist()) == ([], [1, 1])


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([(0, 2)], []),
        ([(0, 0)], ["Paper 0 has reviewer 0 more than once."]),
        ([(0, 1)], ["Reviewer 1 is in conflict with paper 0."]),
        ([(0, 2), (0, 3)], ["Paper 0 has 2 alternates instead of 1 at most."]),
        ([(1, 2), (2, 2)], ["Paper 2 has an alternate, but asks for nobody."]),
        ([(1, 3)], ["Paper 1 has 2 reviewers of one institution, 1."]),
        ([(0, 2), (1, 2)], ["Reviewer 2 has 2 papers, not between 0 and 1."]),
    ],
)
def test_verifier_sees_what_alternates_break(pairs: list[tuple[int, int]], sentence: list[str]) -> None:
    problem = Problem(
        np.ones((3, 4)),
        np.array([1, 1, 0]),
        np.array([1, 1, 1, 2]),
        conflicts=np.array([[0, 1]]),
        groupings=(Grouping(np.array([-1, 0, -1, 0])),),
    )
    plan, most = np.array([[0, 0], [1, 1]]), np.array([1, 1, 2 if (2, 2) in pairs else 1, 1])
    none = np.zeros(0)

    said = StandBy(1, most, 10.0, none, none, Alternates.tolls)

    assert verify_alternates(problem, plan, np.array(pairs), said) == sentence


def test_prices_that_would_rather_leave_places_empty_prove_nothing() -> None:
    problem = random_problem(6, 6, reviews=1, load=3, seed=1)
    plan = solve(problem)
    assert isinstance(plan, Solution)
    found = alternates(problem, plan.pairs, 1)

    with pytest.raises(ValueError, match="lower than a place"):
        bound_of_alternates(problem, plan.pairs, replace(said_by(found, 1), u=found.u - 2 * found.worth))
