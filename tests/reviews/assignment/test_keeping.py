"""At least so many pairs of an earlier assignment are kept: the best way to, held against a search, and proved."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from reviews.assignment.solver import Grouping, Infeasible, Problem, Solution, exact, solve, upper_bound, verify
from reviews.assignment.solver.fair import solve_fairly
from reviews.assignment.solver.generate import USUAL, Effort
from reviews.assignment.solver.keeping import most_kept
from reviews.assignment.solver.lottery import lottery
from tests.reviews.assignment.instances import as_set, off_track, random_problem, tiny_problem, with_tracks

BIT_BY_BIT = Effort(dense_cells=0, start_columns=1, more_columns=1, reviewer_columns=1)
EFFORTS = pytest.mark.parametrize("effort", [USUAL, BIT_BY_BIT], ids=["all pairs at once", "column by column"])


def best_by_number_kept(problem: Problem) -> dict[int, float]:
    """Return, for each number of kept pairs that is possible, the greatest total with exactly so many."""
    fixed, keep = as_set(problem.fixed), as_set(problem.keep)
    barred = as_set(problem.conflicts) | as_set(problem.forbidden) | off_track(problem)
    ways = {((0,) * problem.reviewers, 0): 0.0}
    for paper in range(problem.papers):
        must = {reviewer for row, reviewer in fixed if row == paper}
        options = [
            chosen
            for chosen in combinations(range(problem.reviewers), int(problem.demand[paper]))
            if must <= set(chosen) and not any((paper, reviewer) in barred for reviewer in chosen)
        ]
        after: dict[tuple[tuple[int, ...], int], float] = {}
        for (loads, kept), total in ways.items():
            for chosen in options:
                more = tuple(load + (one in chosen) for one, load in enumerate(loads))
                if all(load <= most for load, most in zip(more, problem.max_load.tolist(), strict=True)):
                    end = more, kept + sum((paper, one) in keep for one in chosen)
                    value = total + sum(float(problem.affinity[paper, one]) for one in chosen)
                    after[end] = max(value, after.get(end, -np.inf))
        ways = after
    best: dict[int, float] = {}
    for (loads, kept), total in ways.items():
        if all(load >= least for load, least in zip(loads, problem.min_load.tolist(), strict=True)):
            best[kept] = max(total, best.get(kept, -np.inf))
    return best


def questions(seeds: range) -> list[Problem]:
    """Return small questions, some with tracks, whose earlier pairs are some at random, impossible ones among them."""
    found = []
    for seed in seeds:
        problem, chance = tiny_problem(seed), np.random.default_rng(seed)
        if problem is not None:
            problem = with_tracks(problem, seed) if seed % 3 == 0 else problem
            keep = np.argwhere(chance.random((problem.papers, problem.reviewers)) < 0.4)
            least = min(len(keep), int(chance.integers(0, problem.demand.sum() + 1)))
            found.append(replace(problem, keep=keep, keep_at_least=least))
    return [problem for problem in found if problem.keep_at_least]


@EFFORTS
@pytest.mark.parametrize("seeds", [range(400), pytest.param(range(400, 4_000), marks=pytest.mark.prove)], ids=len)
def test_best_assignment_that_keeps_enough_is_found(effort: Effort, seeds: range) -> None:
    possible = impossible = binds = 0
    for problem in questions(seeds):
        best = best_by_number_kept(problem)
        enough = [total for kept, total in best.items() if kept >= problem.keep_at_least]

        answer = solve(problem, effort)

        if not enough:
            assert isinstance(answer, Infeasible)
            assert not best or f"{max(best)} can be kept at most" in answer.why
            impossible += 1
        else:
            assert isinstance(answer, Solution)
            assert verify(problem, answer.pairs) == []
            assert answer.total == pytest.approx(max(enough), abs=1e-6)
            assert upper_bound(problem, answer.u, answer.v, answer.tolls) == pytest.approx(answer.upper_bound, abs=1e-6)
            assert answer.upper_bound >= max(enough) - 1e-6
            possible += 1
            binds += max(enough) < max(best.values()) - 1e-6
    assert possible > 40
    assert binds > 10
    assert impossible > 20


def test_without_the_last_search_the_gap_tells_what_a_pair_too_many_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "is_small", lambda _core: False)
    short = 0
    for problem in questions(range(250)):
        best = [total for kept, total in best_by_number_kept(problem).items() if kept >= problem.keep_at_least]
        answer = solve(problem)
        if best:
            assert isinstance(answer, Solution)
            assert answer.total <= max(best) + 1e-6 <= answer.upper_bound + 2e-6
            short += answer.total < max(best) - 1e-6
    assert short < 10  # the price alone nearly always does it


def test_as_many_as_can_be_are_counted() -> None:
    for problem in questions(range(120)):
        best = best_by_number_kept(problem)

        found = most_kept(problem)

        assert isinstance(found, Infeasible) if not best else found == max(best)


@pytest.mark.parametrize("step", [0.0, 0.125], ids=["all different", "many alike"])
def test_larger_assignments_keep_as_many_as_asked_and_are_proved(step: float) -> None:
    problem = random_problem(150, 150, reviews=3, load=4, seed=7)
    chance = np.random.default_rng(7)
    now = problem.affinity + 0.3 * chance.random(problem.affinity.shape)
    now = np.round(now / step) * step if step else now
    before = solve(problem)
    assert isinstance(before, Solution)
    houses = Grouping(chance.integers(0, 40, 150))
    problem = replace(problem, affinity=now.astype(np.float32), groupings=(houses,), keep=before.pairs)

    totals = []
    for least in (0, 250, 350):
        asked = replace(problem, keep_at_least=least)
        answer = solve(asked)
        assert isinstance(answer, Solution)
        assert verify(asked, answer.pairs) == []
        assert upper_bound(asked, answer.u, answer.v, answer.tolls) == pytest.approx(answer.upper_bound)
        assert answer.gap < (2e-3 if step else 1e-6)  # a pair or two too many, where they come together
        totals.append(answer.total)

    assert totals == sorted(totals, reverse=True)
    assert totals[0] > totals[2] + 1


@pytest.mark.parametrize("most", [20_000, 0], ids=["searched to the last", "by leaving pairs out"])
def test_rules_that_cross_hold_beside_what_is_kept(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(exact, "CELLS", most)
    chance = np.random.default_rng(8)
    problem = random_problem(25, 25, reviews=2, load=4, seed=8)
    wrote = np.argwhere(chance.random((25, 25)) < 0.05)
    before = solve(problem)
    assert isinstance(before, Solution)
    barred = np.concatenate([problem.conflicts, wrote])
    more = {"conflicts": barred, "authorship": wrote, "no_cycles": True, "most_together": 1}
    problem = replace(problem, **more, keep=before.pairs, keep_at_least=30)

    answer = solve(problem)

    assert isinstance(answer, Solution)
    assert verify(problem, answer.pairs) == []
    assert answer.total <= answer.upper_bound


def test_more_than_there_are_is_refused_and_the_verifier_counts() -> None:
    problem = Problem(np.ones((2, 2)), np.array([1, 1]), np.array([1, 1]), keep=np.array([[0, 0], [1, 1]]))

    with pytest.raises(ValueError, match="Of 2 pairs 3 cannot be kept"):
        replace(problem, keep_at_least=3)
    sentence = verify(replace(problem, keep_at_least=2), np.array([[0, 1], [1, 0]]))

    assert sentence == ["Of the pairs to be kept 0 are there instead of 2."]


def test_impossible_wish_names_how_many_can_be_kept_and_whose_pairs_cannot() -> None:
    problem = Problem(
        np.ones((3, 3)),
        np.array([1, 1, 1]),
        np.array([1, 1, 1]),
        conflicts=np.array([[2, 2]]),
        keep=np.array([[0, 0], [1, 1], [2, 2]]),
        keep_at_least=3,
    )

    answer = solve(problem)

    assert isinstance(answer, Infeasible)
    assert answer.why.startswith(
        "Of the 3 pairs to be kept, 1 can be kept at most, and 3 were asked for. 1 of them can"
    )
    assert (answer.papers, answer.reviewers) == ((2,), (2,))


@pytest.mark.parametrize("ask", [solve_fairly, lottery], ids=["fairness", "chance"])
def test_other_ways_of_saying_what_is_best_are_refused(ask: object) -> None:
    problem = random_problem(4, 4, reviews=1, load=2, seed=1)

    with pytest.raises(ValueError, match="without fairness and chance"):
        ask(replace(problem, keep=np.array([[0, 0]]), keep_at_least=1))
