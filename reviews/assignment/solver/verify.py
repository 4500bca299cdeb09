"""Check an assignment and its proof without trusting the solver: shares no step with it but the Problem itself."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from reviews.assignment.solver.problem import NO_TOLLS, Flags, Floats, Ints, Problem, SparseScores, Tolls

ROWS = 64

Pairs = list[tuple[int, int]]
Pieces = Sequence[tuple[float, int]]

WHOLE: Pieces = ((1.0, 1),)


def verify(problem: Problem, pairs: ArrayLike) -> list[str]:
    """Return a sentence for each rule the pairs break: an empty list when all is right."""
    rows = [(int(paper), int(reviewer)) for paper, reviewer in np.asarray(pairs).reshape(-1, 2)]
    chosen = set(rows)
    outside = [pair for pair in chosen if not (0 <= pair[0] < problem.papers and 0 <= pair[1] < problem.reviewers)]
    wrong = [f"Paper {paper} or reviewer {reviewer} is not in the table." for paper, reviewer in sorted(outside)]
    twice = [pair for pair, count in Counter(rows).items() if count > 1]
    wrong += [f"Paper {paper} has reviewer {reviewer} more than once." for paper, reviewer in sorted(twice)]
    for name, barred in (("in conflict with", problem.conflicts), ("forbidden for", problem.forbidden)):
        for paper, reviewer in sorted(chosen & _as_set(barred)):
            wrong.append(f"Reviewer {reviewer} is {name} paper {paper}.")
    fixed = _as_set(problem.fixed)
    for paper, reviewer in sorted(fixed - chosen):
        wrong.append(f"Paper {paper} is without reviewer {reviewer}, who is fixed.")
    inside = sorted(chosen - set(outside))
    for paper, reviewer in inside if len(problem.reviewer_tracks) else []:
        if not problem.reviewer_tracks[problem.paper_track[paper], reviewer] and (paper, reviewer) not in fixed:
            wrong.append(f"Reviewer {reviewer} does not serve in the track of paper {paper}.")
    if problem.bars_unlisted and isinstance(problem.affinity, SparseScores):
        listed = {divmod(key, problem.reviewers) for key in problem.affinity.keys.tolist()} | fixed
        wrong += [
            f"Paper {paper} and reviewer {reviewer} are not listed."
            for paper, reviewer in inside
            if (paper, reviewer) not in listed
        ]
    kept = len(chosen & _as_set(problem.keep))
    if kept < problem.keep_at_least:
        wrong.append(f"Of the pairs to be kept {kept} are there instead of {problem.keep_at_least}.")
    return wrong + _wrong_counts(problem, rows) + _wrong_seniors(problem, inside) + _broken_rules(problem, inside)


def upper_bound(
    problem: Problem, u: Floats, v: Floats, tolls: Tolls = NO_TOLLS, *, pieces: Pieces = WHOLE, units: int = 1
) -> float:
    """Return the bound that prices u (papers) and v (reviewers) prove, over all pairs, in double precision.

    No assignment within the rules has a greater total, whatever the prices are; good prices make it tight. Tolls
    below zero prove nothing and are refused with a ValueError. For probabilities in parts, of which `units` make one
    review, prices are of a part, and `pieces` are (factor, room): so many parts of a pair count so much of its worth.
    """
    if (tolls.sigma < 0).any() or (tolls.toll < 0).any() or tolls.keep < 0:
        raise ValueError("The prices of rules on groups and kept pairs must not be negative.")
    bound = float(problem.demand @ u + problem.max_load @ np.maximum(v, 0) - problem.min_load @ np.maximum(-v, 0))
    sigma = tolls.sigma if len(tolls.sigma) else np.zeros(problem.papers)
    bound -= float(sum(due * price for due, price in zip(seniors_due(problem), sigma.tolist(), strict=True)))
    taken: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for (paper, place, label), toll in zip(tolls.taken.tolist(), tolls.toll.tolist(), strict=True):
        bound += _allowed(problem, paper, place, label) * toll
        taken[paper].append((place, label, toll))
    bound = units * bound - tolls.keep * problem.keep_at_least
    barred = np.concatenate([problem.conflicts, problem.forbidden])
    for start in range(0, problem.papers, ROWS):
        score = problem.affinity[start : start + ROWS].astype(np.float64)
        for paper, reviewer in problem.keep[(problem.keep[:, 0] >= start) & (problem.keep[:, 0] < start + ROWS)]:
            score[paper - start, reviewer] += tolls.keep
        paid = u[start : start + ROWS, None] + v
        paid -= sigma[start : start + ROWS, None] * (problem.senior if problem.min_seniors else 0)
        for paper in range(start, min(start + ROWS, problem.papers)):
            for place, label, toll in taken.get(paper, ()):
                paid[paper - start, problem.groupings[place].label == label] += toll
        worth = _worth_above(score, paid, pieces)
        worth[_apart(problem, slice(start, start + ROWS))] = 0
        for pairs, value in ((barred, np.zeros_like(paid)), (problem.fixed, units * (score - paid))):
            here = pairs[(pairs[:, 0] >= start) & (pairs[:, 0] < start + ROWS)] - [start, 0]
            worth[here[:, 0], here[:, 1]] = value[here[:, 0], here[:, 1]]
        bound += float(worth.sum())
    return bound


def _apart(problem: Problem, rows: slice) -> Flags:
    """Tell of each pair of these papers whether tracks keep it apart, or it is not listed and therefore barred."""
    apart = np.zeros(problem.affinity[rows].shape, dtype=np.bool_)
    if len(problem.reviewer_tracks):
        for row, track in enumerate(problem.paper_track[rows].tolist()):
            apart[row] = ~problem.reviewer_tracks[track]
    if problem.bars_unlisted and isinstance(problem.affinity, SparseScores):
        apart |= ~problem.affinity.listed(rows)
    return apart


def _worth_above(score: Floats, paid: Floats, pieces: Pieces) -> Floats:
    """Return what each pair is worth above its prices, all its pieces together. Most are worth nothing."""
    worth = np.zeros_like(score)
    factors = [factor for factor, _ in pieces]
    some = np.maximum(score * max(factors), score * min(factors)) > paid
    for factor, room in pieces:
        worth[some] += room * np.maximum(factor * score[some] - paid[some], 0)
    return worth


def rooms_of_places(problem: Problem, place: int, papers: Ints, labels: Ints) -> Ints:
    """Return for each paper and label how many of that place the paper may have."""
    pairs = zip(papers.tolist(), labels.tolist(), strict=True)
    if not len(problem.fixed):
        return np.full(len(papers), problem.groupings[place].most)
    return np.array([_allowed(problem, paper, place, label) for paper, label in pairs], dtype=np.int64)


def _allowed(problem: Problem, paper: int, place: int, label: int) -> int:
    """Return how many of a place a paper may have: what the rule says, or what is fixed already."""
    grouping = problem.groupings[place]
    fixed = sum(1 for row, reviewer in problem.fixed.tolist() if row == paper and grouping.label[reviewer] == label)
    return max(grouping.most, fixed)


def _as_set(pairs: Ints) -> set[tuple[int, int]]:
    return {(int(paper), int(reviewer)) for paper, reviewer in pairs}


def _wrong_counts(problem: Problem, rows: Pairs) -> list[str]:
    reviews, papers = Counter(paper for paper, _ in rows), Counter(reviewer for _, reviewer in rows)
    wrong = []
    for paper, demand in enumerate(problem.demand.tolist()):
        if reviews[paper] != demand:
            wrong.append(f"Paper {paper} has {reviews[paper]} reviewers instead of {demand}.")
    for reviewer, most in enumerate(problem.max_load.tolist()):
        least = int(problem.min_load[reviewer])
        if not least <= papers[reviewer] <= most:
            wrong.append(f"Reviewer {reviewer} has {papers[reviewer]} papers, not between {least} and {most}.")
    return wrong


def seniors_due(problem: Problem) -> list[int]:
    """Return how many seniors each paper must have. Papers whose fixed reviewers leave no place for one are excused:
    the chairs wanted them so."""
    juniors_fixed = Counter(paper for paper, reviewer in problem.fixed.tolist() if not problem.senior[reviewer])
    demands = enumerate(problem.demand.tolist())
    return [min(problem.min_seniors, demand - juniors_fixed[paper]) for paper, demand in demands]


def _wrong_seniors(problem: Problem, rows: Pairs) -> list[str]:
    seniors = Counter(paper for paper, reviewer in rows if problem.senior[reviewer])
    wrong = []
    for paper, due in enumerate(seniors_due(problem) if problem.min_seniors else []):
        if seniors[paper] < due:
            wrong.append(f"Paper {paper} has {seniors[paper]} senior reviewers instead of {due}.")
    return wrong


def _broken_rules(problem: Problem, rows: Pairs) -> list[str]:
    """Return a sentence for each breach of groups, cycles and company that is not fixed by the chairs."""
    wrong = []
    for place, grouping in enumerate(problem.groupings):
        count = Counter((p, int(grouping.label[r])) for p, r in rows if grouping.label[r] >= 0)
        for (paper, label), number in sorted(count.items()):
            if number > _allowed(problem, paper, place, label):
                wrong.append(f"Paper {paper} has {number} reviewers of one {grouping.name}, {label}.")
    fixed = _as_set(problem.fixed)
    free = [row for row in rows if row not in fixed]
    if problem.no_cycles:
        writers = defaultdict(set)
        for paper, author in problem.authorship.tolist():
            writers[paper].add(author)
        reads = {(reviewer, author) for paper, reviewer in rows for author in writers[paper]}
        of_free = {(reviewer, author) for paper, reviewer in free for author in writers[paper]}
        mutual = {tuple(sorted(two)) for two in of_free if two[0] != two[1] and two[::-1] in reads}
        wrong += [f"Reviewers {one} and {other} review each other's papers." for one, other in sorted(mutual)]
    if problem.most_together:
        company = defaultdict(list)
        for paper, reviewer in rows:
            company[paper].append(reviewer)
        shared = Counter(two for people in company.values() for two in combinations(sorted(people), 2))
        over = [(two, number) for two, number in sorted(shared.items()) if number > problem.most_together]
        wrong += [f"Reviewers {one} and {other} share {number} papers." for (one, other), number in over]
    return wrong
