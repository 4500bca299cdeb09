"""A table of who serves in which track keeps pairs apart as a list of them would, in every part of the solver."""

from dataclasses import replace

import numpy as np
import pytest

from reviews.assignment.solver import Infeasible, Problem, Solution, explain, solve, upper_bound, verify
from reviews.assignment.solver.__main__ import main
from reviews.assignment.solver.fair import solve_fairly
from reviews.assignment.solver.generate import USUAL, Effort
from reviews.assignment.solver.lottery import Lottery, draw, lottery
from reviews.assignment.solver.shortage import SERVE_FOR_MORE
from tests.reviews.assignment.instances import (
    as_set,
    best_by_search,
    off_track,
    random_problem,
    tiny_problem,
    with_tracks,
)

BIT_BY_BIT = Effort(dense_cells=0, start_columns=1, more_columns=1, reviewer_columns=1)
TINY = [with_tracks(problem, seed) for seed in range(400) if (problem := tiny_problem(seed))]


def listed(problem: Problem) -> Problem:
    """Return the same question with the pairs listed one by one."""
    apart = np.array(sorted(off_track(problem)), dtype=np.int64).reshape(-1, 2)
    return replace(
        problem,
        forbidden=np.concatenate([problem.forbidden, apart]),
        paper_track=np.empty(0, dtype=np.int64),
        reviewer_tracks=np.empty((0, 0), dtype=np.bool_),
    )


@pytest.mark.parametrize("effort", [USUAL, BIT_BY_BIT], ids=["all pairs at once", "column by column"])
def test_solver_with_tracks_agrees_with_exhaustive_search(effort: Effort) -> None:
    possible = impossible = across = 0
    for problem in TINY:
        best, answer = best_by_search(problem), solve(problem, effort)

        if best is None:
            assert isinstance(answer, Infeasible)
            impossible += 1
        else:
            assert isinstance(answer, Solution)
            assert verify(problem, answer.pairs) == []
            assert answer.total == pytest.approx(best[0], abs=1e-6)
            assert upper_bound(problem, answer.u, answer.v) == pytest.approx(answer.upper_bound, abs=1e-9)
            possible += 1
            across += sum(not problem.reviewer_tracks[problem.paper_track[p], r] for p, r in answer.pairs)
    assert possible > 50
    assert impossible > 50
    assert across > 5  # fixed pairs, which hold across tracks


def test_any_prices_give_a_valid_bound_with_tracks() -> None:
    chance = np.random.default_rng(0)
    for problem in TINY:
        best = best_by_search(problem)
        if best is not None:
            u, v = chance.normal(size=problem.papers), chance.normal(size=problem.reviewers)

            assert best[0] - 1e-9 <= upper_bound(problem, u, v)
            assert upper_bound(problem, u, v) == pytest.approx(upper_bound(listed(problem), u, v))


def test_shortage_with_tracks_is_that_of_the_listed_pairs() -> None:
    named = 0
    for problem in TINY:
        answer = solve(problem, BIT_BY_BIT)
        if isinstance(answer, Infeasible):
            alike = solve(listed(problem), BIT_BY_BIT)
            assert isinstance(alike, Infeasible)
            assert (answer.short, answer.missing) == (alike.short, alike.missing)
            assert (answer.papers, answer.reviewers) == (alike.papers, alike.reviewers)
            assert (answer.needed, answer.places) == (alike.needed, alike.places)
            named += SERVE_FOR_MORE in answer.remedies
    assert named > 20


def test_other_objectives_and_rules_keep_to_the_tracks() -> None:
    plain = random_problem(40, 60, reviews=3, load=5, seed=7)
    problem = with_tracks(replace(plain, senior=np.arange(60) % 2 == 0, min_seniors=1), 8)
    problem = replace(problem, min_load=problem.reviewer_tracks.any(axis=0).astype(np.int64))
    assert len(problem.reviewer_tracks) > 1
    fair, chances = solve_fairly(problem), lottery(problem, cap=0.5)

    assert not isinstance(fair, Infeasible)
    assert isinstance(chances, Lottery)
    assert verify(problem, fair[0].pairs) == []
    assert verify(problem, draw(problem, chances, seed=1)) == []
    assert fair[0].least == pytest.approx(solve_fairly(listed(problem))[0].least)  # type: ignore[index]


def test_verifier_and_explanation_name_the_track() -> None:
    serving = np.array([[True, False, True]])
    rules = {"paper_track": np.array([0]), "reviewer_tracks": serving}
    problem = Problem(np.array([[0.2, 0.9, 0.5]]), np.array([1]), np.ones(3, int), **rules)
    answer = solve(problem)
    pinned = replace(problem, fixed=np.array([[0, 1]]))

    assert isinstance(answer, Solution)
    assert as_set(answer.pairs) == {(0, 2)}
    assert verify(problem, [(0, 1)]) == ["Reviewer 1 does not serve in the track of paper 0."]
    assert explain(problem, answer, 0, 1).startswith("Not possible: this reviewer does not serve in the track")
    assert explain(problem, answer, 0, 2).startswith("Assigned: 1st choice of this paper")
    assert verify(pinned, [(0, 1)]) == []


@pytest.mark.parametrize(
    ("track", "serving", "why"),
    [
        ([0, 2], np.ones((2, 3)), "Paper 1 is in track 2, but reviewer_tracks has 2 rows."),
        ([0, 0], np.ones((1, 2)), "reviewer_tracks must have a row for each track and a column for each reviewer"),
        ([0], np.ones((1, 3)), "paper_track must have one number for each paper: 2"),
        ([0, 0], np.full((1, 3), 2), "reviewer_tracks must be true or false"),
        ([0.5, 0], np.ones((1, 3)), "paper_track must be whole numbers"),
    ],
    ids=["unknown track", "too few people", "too few papers", "neither yes nor no", "half a track"],
)
def test_tracks_that_fit_not_are_refused(track: list[float], serving: np.ndarray, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Problem(np.ones((2, 3)), np.ones(2, int), np.ones(3, int), paper_track=np.array(track), reviewer_tracks=serving)


def test_files_may_name_tracks(tmp_path, capsys) -> None:
    path, pairs = tmp_path / "tracks.npz", tmp_path / "pairs.csv"
    given = {"affinity": np.array([[0.1, 0.9], [0.8, 0.7]]), "demand": 1, "max_load": 1}
    np.savez(path, **given, paper_track=np.array([0, 1]), reviewer_tracks=np.array([[1, 0], [1, 1]]))

    status = main([str(path), "--out", str(pairs)])
    np.savez(path, **given, paper_track=np.array([0, 1]))

    assert status == 0
    assert [line[:3] for line in pairs.read_text().splitlines()[1:]] == ["0,0", "1,1"]
    assert main([str(path)]) == 2
    assert "reviewer_tracks must have a row for each track" in capsys.readouterr().err
