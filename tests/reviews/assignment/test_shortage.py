"""Where no assignment is possible the solver names the papers, the people left to them, and what would help."""

import numpy as np
import pytest

from reviews.assignment.solver import Infeasible, Problem, Solution, solve
from reviews.assignment.solver.solve import USUAL, Effort
from tests.reviews.assignment.instances import as_set, random_problem, tiny_problem


def refused(problem: Problem, effort: Effort = USUAL) -> Infeasible:
    answer = solve(problem, effort)
    assert isinstance(answer, Infeasible)
    return answer


def cluster_problem() -> Problem:
    """60 papers, 80 reviewers; 17 papers of one town may be reviewed by 12 people only."""
    town = [(paper, reviewer) for paper in range(17) for reviewer in range(12, 80)]
    loads = np.full(80, 4)
    loads[:12] = [2, 3, 3, 2, 3, 2, 3, 3, 2, 3, 3, 2]
    affinity = np.random.default_rng(0).random((60, 80))
    return Problem(affinity, np.full(60, 3), loads, conflicts=np.array(town))


@pytest.mark.parametrize("cells", [0, 10**6])
def test_cluster_of_papers_is_named_with_the_people_left_to_it(cells: int) -> None:
    answer = refused(cluster_problem(), Effort(dense_cells=cells))

    assert answer.papers == tuple(range(17))
    assert answer.reviewers == tuple(range(12))
    assert (answer.needed, answer.places, answer.short, answer.missing) == (51, 31, 20, 20)
    assert answer.why == (
        "17 papers need 51 reviews, but after conflicts and loads the 12 reviewers left for them have 31 places: "
        "20 too few."
    )


def test_advice_to_raise_loads_mends_the_plan() -> None:
    problem = cluster_problem()

    advice = refused(problem).remedies

    assert "Raise the maximum load of these 12 reviewers by 2." in advice
    for more, answer in ((1, Infeasible), (2, Solution)):
        loads = problem.max_load + more * (np.arange(80) < 12)
        raised = Problem(problem.affinity, problem.demand, loads, conflicts=problem.conflicts)
        assert isinstance(solve(raised), answer)


def test_one_paper_that_nearly_everybody_conflicts_with_is_named_alone() -> None:
    problem = random_problem(20, 15, reviews=3, load=6, seed=0, conflicts=0)
    barred = np.array([(5, reviewer) for reviewer in range(13)])

    answer = refused(Problem(problem.affinity, problem.demand, problem.max_load, conflicts=barred))

    assert (answer.papers, answer.reviewers, answer.short) == ((5,), (13, 14), 1)
    assert not any("load" in remedy for remedy in answer.remedies)


def test_committee_that_is_too_small_is_said_to_be() -> None:
    answer = refused(Problem(np.random.default_rng(0).random((60, 80)), np.full(60, 4), np.full(80, 2)))

    assert answer.papers == tuple(range(60))
    assert (answer.needed, answer.places, answer.short) == (240, 160, 80)
    assert "the whole committee has 160 places: 80 too few" in answer.why


def test_all_in_conflict_is_answered_in_words() -> None:
    answer = refused(Problem(np.ones((2, 3)), np.array([1, 2]), np.full(3, 2), conflicts=np.argwhere(np.ones((2, 3)))))

    assert answer.why == "2 papers need 3 reviews, but nobody is left who may review them."
    assert "Look again at the conflicts and forbidden pairs of these papers." in answer.remedies


def test_no_reviewers_at_all_is_answered_in_words() -> None:
    answer = refused(Problem(np.empty((3, 0)), np.ones(3, int), np.empty(0, int)))

    assert (answer.papers, answer.short) == ((0, 1, 2), 3)


def test_minimum_loads_that_cannot_be_met_name_the_reviewers() -> None:
    barred = np.array([(paper, reviewer) for reviewer in (3, 4) for paper in range(1, 6)])

    answer = refused(
        Problem(np.ones((6, 5)), np.full(6, 1), np.full(5, 4), min_load=np.array([0, 0, 0, 1, 1]), conflicts=barred)
    )

    assert (answer.papers, answer.reviewers) == ((0,), (3, 4))
    assert (answer.needed, answer.places, answer.short) == (2, 1, 1)


def test_named_set_is_a_true_shortage_whatever_the_instance() -> None:
    """Counts the places anew: no reviewer can give the named papers more than load and conflicts leave."""
    named = 0
    for problem in filter(None, map(tiny_problem, range(400))):
        answer = solve(problem, Effort(dense_cells=0, start_columns=1, more_columns=1))
        if not isinstance(answer, Infeasible) or problem.min_load.any():
            continue
        taken = as_set(problem.fixed)
        barred = as_set(problem.conflicts) | as_set(problem.forbidden) | taken
        needed = sum(int(problem.demand[p]) - sum(pair[0] == p for pair in taken) for p in answer.papers)
        places = 0
        for r, load in enumerate(problem.max_load.tolist()):
            left = load - sum(pair[1] == r for pair in taken)
            places += min(left, sum((p, r) not in barred for p in answer.papers))
        assert (answer.needed, answer.places) == (needed, places)
        assert answer.short == needed - places > 0
        named += 1
    assert named > 30
