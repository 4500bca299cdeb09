"""Check the probabilities of a lottery and their proof without trusting the solver. Called by the command line.

Probabilities are whole numbers of parts. What was maximised is the sum over pairs and pieces of factor * s * parts
used, the pieces of a pair being used in their order; prices bound it as they bound a total (verify.upper_bound).
"""

from dataclasses import dataclass

import numpy as np

from reviews.assignment.solver.problem import Floats, Ints, Problem
from reviews.assignment.solver.verify import Pieces, rooms_of_places, seniors_due


@dataclass(frozen=True, eq=False)
class Chances:
    """Pairs (n x 2), in how many parts of `units` each is drawn (n), and the pieces (factor, room) of a pair."""

    pairs: Ints
    parts: Ints
    pieces: Pieces
    units: int


def verify_chances(problem: Problem, chances: Chances) -> list[str]:
    """Return a sentence for each rule that does not hold on average: an empty list when all is right."""
    pairs, parts, units = chances.pairs, chances.parts, chances.units
    papers, reviewers = pairs[:, 0], pairs[:, 1]
    if len(pairs) and not ((pairs >= 0).all() and (pairs < problem.affinity.shape).all()):
        return ["A pair is not in the table."]
    keys = problem.keys(pairs)
    wrong = ["A pair stands twice."] * (len(np.unique(keys)) < len(keys))
    is_fixed = np.isin(keys, problem.keys(problem.fixed))
    barred = np.isin(keys, problem.keys(np.concatenate([problem.conflicts, problem.forbidden])))
    apart = problem.off_track(papers, reviewers) & ~is_fixed
    unlisted = problem.kept_apart(papers, reviewers) & ~is_fixed & ~apart
    for what, which in (("barred", barred), ("of other tracks", apart), ("not listed", unlisted)):
        wrong += [f"Paper {paper} may get reviewer {reviewer}, {what}." for paper, reviewer in pairs[which].tolist()]
    most = np.where(is_fixed, units, sum(room for _, room in chances.pieces))
    over = (parts < 1) | (parts > most) | (is_fixed & (parts < units))
    wrong += [
        f"The chance of paper {paper} and reviewer {reviewer} is none." for paper, reviewer in pairs[over].tolist()
    ]
    due = np.bincount(papers, weights=parts, minlength=problem.papers)
    for paper in np.flatnonzero(due != units * problem.demand).tolist():
        wrong.append(f"Paper {paper} gets {due[paper] / units:g} reviews on average.")
    load = np.bincount(reviewers, weights=parts, minlength=problem.reviewers)
    for one in np.flatnonzero((load > units * problem.max_load) | (load < units * problem.min_load)).tolist():
        wrong.append(f"Reviewer {one} gets {load[one] / units:g} papers on average.")
    return wrong + _wrong_groups(problem, chances)


def _wrong_groups(problem: Problem, chances: Chances) -> list[str]:
    papers, reviewers, parts, units = *chances.pairs.T, chances.parts, chances.units
    wrong = []
    if problem.min_seniors:
        seniors = np.bincount(papers, weights=parts * problem.senior[reviewers], minlength=problem.papers)
        short = np.flatnonzero(seniors < units * np.array(seniors_due(problem)))
        wrong += [f"Paper {paper} gets too few seniors on average." for paper in short.tolist()]
    for place, grouping in enumerate(problem.groupings):
        label = grouping.label[reviewers]
        width = int(grouping.label.max(initial=0)) + 1
        there, at = np.unique((papers * width + label)[label >= 0], return_inverse=True)
        used = np.bincount(at, weights=parts[label >= 0])
        for group in np.flatnonzero(used > units * rooms_of_places(problem, place, there // width, there % width)):
            paper, number = divmod(int(there[group]), width)
            wrong.append(f"Paper {paper} gets too many of {grouping.name} {number} on average.")
    return wrong


def total_of(problem: Problem, chances: Chances) -> float:
    """Return what was maximised: the (perturbed) total, in parts of a review."""
    pairs, fixed = chances.pairs, np.isin(problem.keys(chances.pairs), problem.keys(problem.fixed))
    score: Floats = problem.affinity[pairs[:, 0], pairs[:, 1]].astype(np.float64)
    left, counted = chances.parts.copy(), np.zeros(len(pairs))
    for factor, room in chances.pieces:
        counted += factor * np.minimum(left, room)
        left = np.maximum(0, left - room)
    return float(score @ np.where(fixed, chances.units, counted))
