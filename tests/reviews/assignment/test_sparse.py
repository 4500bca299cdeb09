"""A sparse affinity gives the same as the table it stands for; what is not listed counts a default or is forbidden."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from reviews.assignment.solver import Grouping, Infeasible, Problem, Solution, explain, solve, upper_bound, verify
from reviews.assignment.solver.alternates import alternates
from reviews.assignment.solver.fair import solve_fairly
from reviews.assignment.solver.generate import USUAL, Effort
from reviews.assignment.solver.lottery import lottery
from reviews.assignment.solver.verify_chances import Chances, verify_chances
from tests.reviews.assignment.instances import best_by_search, random_problem, tiny_problem, with_tracks

BIT_BY_BIT = Effort(dense_cells=0, start_columns=1, more_columns=1, reviewer_columns=1)
EFFORTS = pytest.mark.parametrize("effort", [USUAL, BIT_BY_BIT], ids=["all pairs at once", "column by column"])


def rows_of(table: np.ndarray, listed: np.ndarray) -> SimpleNamespace:
    """Return compressed rows as scipy has them: data, indices, indptr, shape."""
    indptr = np.concatenate([[0], np.cumsum(listed.sum(axis=1))])
    return SimpleNamespace(data=table[listed], indices=np.nonzero(listed)[1], indptr=indptr, shape=table.shape)


def sparse_and_dense(problem: Problem, seed: int, unlisted: float = 0.0) -> tuple[Problem, Problem, np.ndarray]:
    """Return a question with six in ten pairs listed, the same with a table, and which are listed."""
    listed = np.random.default_rng(seed).random(problem.affinity.shape) < 0.6
    table = np.where(listed, problem.affinity, np.float32(unlisted))
    return (
        replace(problem, affinity=rows_of(table, listed), unlisted=unlisted),
        replace(problem, affinity=table),
        listed,
    )


def barred(problem: Problem, listed: np.ndarray) -> Problem:
    """Return the dense question in which what is not listed is forbidden, but for fixed pairs."""
    fixed = set(map(tuple, problem.fixed.tolist()))
    pairs = [pair for pair in map(tuple, np.argwhere(~listed).tolist()) if pair not in fixed]
    more = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return replace(problem, forbidden=np.concatenate([problem.forbidden, more]))


def is_the_same(one: object, other: object) -> bool:
    """Check two answers against each other; return whether there is an assignment."""
    if isinstance(other, Infeasible):
        assert isinstance(one, Infeasible)
        assert (one.missing, one.short > 0) == (other.missing, other.short > 0)
        return False
    assert isinstance(one, Solution)
    assert isinstance(other, Solution)
    assert one.pairs.tolist() == other.pairs.tolist()
    assert (one.total, one.upper_bound) == (pytest.approx(other.total), pytest.approx(other.upper_bound))
    return True


@EFFORTS
@pytest.mark.parametrize("unlisted", [0.0, -0.25])
def test_sparse_and_dense_give_the_same(effort: Effort, unlisted: float) -> None:
    possible = 0
    for seed in range(120):
        problem = tiny_problem(seed)
        if problem is not None:
            problem = with_tracks(problem, seed) if seed % 3 == 0 else problem
            sparse, dense, _ = sparse_and_dense(problem, seed, unlisted)

            possible += is_the_same(answer := solve(sparse, effort), solve(dense, effort))
            if isinstance(answer, Solution):
                assert verify(sparse, answer.pairs) == []
                bound = upper_bound(sparse, answer.u, answer.v, answer.tolls)
                assert bound == pytest.approx(upper_bound(dense, answer.u, answer.v, answer.tolls))
    assert possible > 30


@EFFORTS
def test_forbidden_where_not_listed_is_the_same_as_pair_by_pair(effort: Effort) -> None:
    possible = impossible = 0
    for seed in range(200):
        problem = tiny_problem(seed)
        if problem is not None:
            problem = with_tracks(problem, seed) if seed % 3 == 0 else problem
            sparse, dense, listed = sparse_and_dense(problem, seed)
            sparse, dense = replace(sparse, bars_unlisted=True), barred(dense, listed)
            best, answer = best_by_search(dense), solve(sparse, effort)

            if best is None:
                assert isinstance(answer, Infeasible)
                assert is_the_same(answer, solve(dense, effort)) is False
                impossible += 1
            else:
                assert isinstance(answer, Solution)
                assert verify(sparse, answer.pairs) == []
                assert verify(dense, answer.pairs) == []
                assert answer.total == pytest.approx(best[0], abs=1e-6)
                bound = upper_bound(sparse, answer.u, answer.v, answer.tolls)
                assert bound == pytest.approx(answer.upper_bound, abs=1e-6)
                possible += 1
    assert possible > 20
    assert impossible > 20


@pytest.mark.parametrize("bars", [False, True], ids=["possible", "forbidden"])
def test_larger_ones_agree_in_every_way_of_asking(bars: bool) -> None:
    problem = random_problem(120, 90, reviews=3, load=6, seed=3)
    problem = replace(problem, min_load=np.ones(90, int), groupings=(Grouping(np.arange(90) // 3),))
    sparse, dense, listed = sparse_and_dense(problem, 3)
    if bars:
        sparse, dense = replace(sparse, bars_unlisted=True), barred(dense, listed)

    one, other = solve(sparse, Effort(dense_cells=0)), solve(dense, Effort(dense_cells=0))
    assert is_the_same(one, other)
    assert isinstance(one, Solution)
    assert verify(sparse, one.pairs) == []

    fair, as_fair = solve_fairly(sparse), solve_fairly(dense)
    assert not isinstance(fair, Infeasible)
    assert not isinstance(as_fair, Infeasible)
    assert (fair[1].least, fair[1].bound) == (pytest.approx(as_fair[1].least), pytest.approx(as_fair[1].bound))
    chances, as_chances = lottery(sparse, cap=0.5), lottery(dense, cap=0.5)
    assert chances.expected == pytest.approx(as_chances.expected)
    assert verify_chances(sparse, Chances(chances.pairs, chances.parts, chances.pieces, 64)) == []
    line, as_line = alternates(sparse, one.pairs, 2), alternates(dense, one.pairs, 2)
    assert (len(line.pairs), line.total) == (len(as_line.pairs), pytest.approx(as_line.total))


def test_who_is_short_because_pairs_are_not_listed_is_named() -> None:
    listed = np.array([[True, False, False], [True, False, False], [True, True, True]])
    problem = Problem(rows_of(np.ones((3, 3)), listed), np.array([1, 1, 1]), np.array([1, 1, 1]), bars_unlisted=True)

    answer = solve(problem)

    assert isinstance(answer, Infeasible)
    assert (answer.papers, answer.reviewers) == ((0, 1), (0,))
    assert "after conflicts, unlisted pairs and loads the 1 reviewer left for them has 1 place" in answer.why
    assert explain(problem, None, 0, 1) == "Not possible: this pair is not among those that are listed."


def test_verifier_sees_pairs_that_are_not_listed_and_fixed_ones_hold() -> None:
    listed = np.array([[True, False], [True, True]])
    asked = {"demand": np.array([1, 1]), "max_load": np.array([1, 1]), "bars_unlisted": True, "unlisted": 0.5}
    problem = Problem(rows_of(np.ones((2, 2)), listed), **asked)
    fixed = replace(problem, fixed=np.array([[0, 1]]))

    answer = solve(fixed)

    assert verify(problem, np.array([[0, 1], [1, 0]])) == ["Paper 0 and reviewer 1 are not listed."]
    assert isinstance(answer, Solution)
    assert (answer.total, verify(fixed, answer.pairs)) == (1.5, [])


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"indices": np.array([0, 5])}, "names reviewers who are not in the table"),
        ({"indptr": np.array([0, 3])}, "do not fit together"),
        ({"indices": np.array([1, 1]), "indptr": np.array([0, 2, 2])}, "lists paper 0 and reviewer 1 twice"),
        ({"data": np.array([0.5, np.nan])}, "affinity of paper 1 and reviewer 1 is not a finite number"),
    ],
)
def test_rows_that_cannot_be_meant_are_refused_in_words(changed: dict[str, object], sentence: str) -> None:
    rows = rows_of(np.ones((2, 2)), np.eye(2, dtype=bool))

    with pytest.raises(ValueError, match=sentence):
        Problem(SimpleNamespace(**{**vars(rows), **changed}), np.array([1, 1]), np.array([1, 1]))
