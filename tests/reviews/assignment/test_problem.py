"""A question that cannot be meant is refused with a sentence."""

from typing import Any

import numpy as np
import pytest

from reviews.assignment.solver import Problem

GOOD: dict[str, Any] = {"affinity": np.ones((2, 3)), "demand": [1, 1], "max_load": [1, 1, 1]}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"affinity": np.ones(3)}, "must be a table"),
        ({"affinity": [[1, 1, 1], [1, np.nan, 1]]}, "paper 1 and reviewer 1 is not a finite number"),
        ({"affinity": [[1, 1, np.inf], [1, 1, 1]]}, "paper 0 and reviewer 2 is not a finite number"),
        ({"affinity": [[1, 1, 1e300], [1, 1, 1]]}, "paper 0 and reviewer 2 is not a finite number"),
        ({"demand": [1]}, "one number for each paper"),
        ({"demand": [1, -1]}, "demand of paper 1 is negative"),
        ({"demand": [1, 0.5]}, "demand must be whole numbers"),
        ({"demand": [1, np.nan]}, "demand must be whole numbers"),
        ({"demand": [1, 10**12]}, "beyond any conference"),
        ({"max_load": [1, -2, 1]}, "max_load of reviewer 1 is negative"),
        ({"min_load": [0, 2, 0]}, "Reviewer 1 has a minimum load above the maximum"),
        ({"conflicts": [[0, 3]]}, "paper 0 and reviewer 3, who are not in the table"),
        ({"forbidden": [[-1, 0]]}, "paper -1 and reviewer 0, who are not in the table"),
        ({"conflicts": [[0.5, 1]]}, "rows of two whole numbers"),
        ({"fixed": [[0, 1]], "conflicts": [[0, 1]]}, "Paper 0 is fixed with reviewer 1, but they are in conflict"),
        ({"fixed": [[0, 1]], "forbidden": [[0, 1]]}, "but that pair is forbidden"),
        ({"fixed": [[0, 1], [0, 2]]}, "Paper 0 has 2 fixed reviewers, but the limit is 1"),
        ({"fixed": [[0, 1], [1, 1]]}, "Reviewer 1 has 2 fixed papers, but the limit is 1"),
    ],
)
def test_nonsense_is_refused_in_words(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Problem(**(GOOD | change))


def test_defaults_are_no_minimum_and_no_pairs() -> None:
    problem = Problem(**GOOD)

    assert problem.min_load.tolist() == [0, 0, 0]
    assert problem.conflicts.shape == problem.fixed.shape == problem.forbidden.shape == (0, 2)
    assert problem.affinity.dtype == np.float32
