"""Say in words why a paper has a reviewer, or why not. Called by the plan's page and by manual assignment."""

import numpy as np

from reviews.assignment.solver.problem import Ints, Problem, Solution

NOTICEABLE = 0.0005  # what would be shown as 0.000 is not worth a number


def explain(problem: Problem, solution: Solution, paper: int, reviewer: int) -> str:
    """Return why this pair is in the plan or not, in a few sentences for a chair."""
    barred = _why_impossible(problem, paper, reviewer)
    if barred:
        return barred
    if _has(problem.fixed, paper, reviewer):
        return "Fixed by the chairs."
    if problem.has_tracks and not problem.reviewer_tracks[problem.paper_track[paper], reviewer]:
        return "Not possible: this reviewer does not serve in the track of this paper."
    if problem.kept_apart(np.array([paper]), np.array([reviewer]))[0]:
        return "Not possible: this pair is not among those that are listed."
    score = float(problem.affinity[paper, reviewer])
    place = f"{_ordinal(_rank(problem, paper, reviewer))} choice of this paper (affinity {score:.2f})"
    load = f"{solution.loads[reviewer]} of {problem.max_load[reviewer]}"
    if _has(solution.pairs, paper, reviewer):
        return f"Assigned: {place}. The reviewer has {load} papers."
    return " ".join([f"{place}.", *_why_not(problem, solution, paper, reviewer, load)])


def _why_impossible(problem: Problem, paper: int, reviewer: int) -> str:
    if _has(problem.conflicts, paper, reviewer):
        return "Not possible: conflict."
    if _has(problem.forbidden, paper, reviewer):
        return "Not possible: this pair is ruled out by the chairs."
    if problem.max_load[reviewer] == 0:
        return "Not possible: this reviewer takes no papers."
    if problem.demand[paper] == 0:
        return "Not needed: this paper asks for no reviewers."
    return ""


def _why_not(problem: Problem, solution: Solution, paper: int, reviewer: int, load: str) -> list[str]:
    score = problem.affinity[paper, reviewer]
    words = []
    chosen = problem.affinity[paper, solution.pairs[solution.pairs[:, 0] == paper, 1]]
    if np.all(chosen >= score):
        words.append(f"The paper has {len(chosen)}, all with as high an affinity or a higher one.")
    if solution.loads[reviewer] >= problem.max_load[reviewer]:
        busy = problem.affinity[solution.pairs[solution.pairs[:, 1] == reviewer, 0], reviewer]
        better = "all with as high an affinity or a higher one" if np.all(busy >= score) else "worth more there in all"
        words.append(f"The reviewer is full: {load}, {better}.")
    else:
        words.append(f"The reviewer has {load} papers.")
    loss = solution.u[paper] + solution.v[reviewer] - float(score) - (solution.upper_bound - solution.total)
    loss -= solution.tolls.keep * _has(problem.keep, paper, reviewer)
    if loss > NOTICEABLE:
        words.append(f"With this pair the total would be lower by at least {loss:.3f}.")
    else:
        words.append("A plan with this pair may be just as good.")
    return words


def _rank(problem: Problem, paper: int, reviewer: int) -> int:
    """Return 1 for the paper's best reviewer among those who may review it."""
    possible = problem.max_load > 0
    for pairs in (problem.conflicts, problem.forbidden):
        possible[pairs[pairs[:, 0] == paper, 1]] = False
    if problem.keeps_apart:
        possible &= problem.open_to(np.array([paper]))[0]
    row = problem.affinity[paper]
    return 1 + int(np.count_nonzero(row[possible] > row[reviewer]))


def _has(pairs: Ints, paper: int, reviewer: int) -> bool:
    return bool(((pairs[:, 0] == paper) & (pairs[:, 1] == reviewer)).any())


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}" + {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
