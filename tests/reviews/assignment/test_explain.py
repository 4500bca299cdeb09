"""Chairs can ask of any pair why it is in the plan, or why not."""

import numpy as np
import pytest

from reviews.assignment.solver import Problem, Solution, explain, solve

PROBLEM = Problem(
    np.array([[0.9, 0.8, 0.1, 0.2, 0.6], [0.8, 0.3, 0.2, 0.7, 0.5], [0.1, 0.2, 0.9, 0.3, 0.4]]),
    np.array([1, 2, 1]),
    np.array([1, 1, 2, 2, 0]),
    conflicts=np.array([[1, 2]]),
    forbidden=np.array([[2, 0]]),
    fixed=np.array([[2, 3]]),
)


@pytest.mark.parametrize(
    ("paper", "reviewer", "words"),
    [
        (1, 2, "Not possible: conflict."),
        (2, 0, "Not possible: this pair is ruled out by the chairs."),
        (0, 4, "Not possible: this reviewer takes no papers."),
        (2, 3, "Fixed by the chairs."),
        (0, 1, "Assigned: 2nd choice of this paper (affinity 0.80). The reviewer has 1 of 1 papers."),
        (1, 3, "Assigned: 2nd choice of this paper (affinity 0.70). The reviewer has 2 of 2 papers."),
        (
            0,
            0,
            (
                "1st choice of this paper (affinity 0.90). The reviewer is full: 1 of 1, worth more there in all. "
                "With this pair the total would be lower by at least 0.400."
            ),
        ),
        (
            0,
            3,
            (
                "3rd choice of this paper (affinity 0.20). "
                "The paper has 1, all with as high an affinity or a higher one. "
                "The reviewer is full: 2 of 2, all with as high an affinity or a higher one. "
                "With this pair the total would be lower by at least 1.000."
            ),
        ),
    ],
)
def test_reason_fits_the_case(paper: int, reviewer: int, words: str) -> None:
    solution = solve(PROBLEM)
    assert isinstance(solution, Solution)

    assert explain(PROBLEM, solution, paper, reviewer) == words


def test_named_loss_is_never_more_than_forcing_the_pair_costs() -> None:
    chance = np.random.default_rng(0)
    problem = Problem(chance.random((8, 8)), np.full(8, 2), np.full(8, 3))
    solution = solve(problem)
    assert isinstance(solution, Solution)
    told = 0

    for paper in range(8):
        for reviewer in range(8):
            words = explain(problem, solution, paper, reviewer)
            forced = solve(
                Problem(problem.affinity, problem.demand, problem.max_load, fixed=np.array([[paper, reviewer]]))
            )
            assert isinstance(forced, Solution)
            if "at least" in words:
                told += 1
                assert solution.total - forced.total >= float(words.rstrip(".").rsplit(" ", 1)[1]) - 0.0006
    assert told > 20
