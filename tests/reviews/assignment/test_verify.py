"""The verifier sees every broken rule: it is what the other tests rely on."""

import numpy as np
import pytest

from reviews.assignment.solver import Problem, verify

PROBLEM = Problem(
    np.ones((2, 3)),
    np.array([2, 1]),
    np.array([1, 2, 1]),
    min_load=np.array([0, 1, 0]),
    conflicts=np.array([[1, 0]]),
    fixed=np.array([[0, 1]]),
    forbidden=np.array([[1, 2]]),
)


@pytest.mark.parametrize(
    ("pairs", "sentences"),
    [
        ([(0, 0), (0, 1), (1, 1)], []),
        ([(0, 0), (0, 1)], ["Paper 1 has 0 reviewers instead of 1."]),
        (
            [(0, 1), (0, 0), (1, 0)],
            ["Reviewer 0 is in conflict with paper 1.", "Reviewer 0 has 2 papers, not between 0 and 1."],
        ),
        ([(0, 1), (0, 0), (1, 2)], ["Reviewer 2 is forbidden for paper 1."]),
        ([(0, 0), (0, 2), (1, 1)], ["Paper 0 is without reviewer 1, who is fixed."]),
        (
            [(0, 1), (0, 1), (1, 1)],
            ["Paper 0 has reviewer 1 more than once.", "Reviewer 1 has 3 papers, not between 1 and 2."],
        ),
        ([(0, 0), (0, 1), (1, 7)], ["Paper 1 or reviewer 7 is not in the table."]),
    ],
)
def test_broken_rules_are_named(pairs: list[tuple[int, int]], sentences: list[str]) -> None:
    assert verify(PROBLEM, pairs) == sentences
