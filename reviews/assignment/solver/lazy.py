"""Rules that cross each other: met by leaving out, again and again, the pairs that break them. Called by solve.py.

Two people who would review each other's papers, two who would share too many papers, two of one place where seniors
are asked for too: no flow can know of these. The cheapest pair of each breach is left out and the optimum found anew,
from the columns that are there. The total can only fall below that of the relaxed problem, and by how much is told.
"""

from collections.abc import Iterator

import numpy as np

from reviews.assignment.solver.arrays import union
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.generate import Effort, Optimum, optimum
from reviews.assignment.solver.problem import Grouping, Infeasible, Ints, Problem
from reviews.assignment.solver.terms import PLAIN, Terms

ROUNDS = 60
WORTH_A_SEARCH = 0.003  # the share of the total lost to crossing rules, beyond which a small problem is searched anew


def names_of_crossing_rules(core: Core) -> Iterator[str]:
    """Yield the rules which the bound knows nothing of."""
    for grouping in core.crossing_groupings:
        yield f"at most {grouping.most} of one {grouping.name}"
    if core.problem.no_cycles:
        yield "no two people review each other's papers"
    if core.problem.most_together:
        yield f"no two people share more than {core.problem.most_together} papers"


def meet_the_crossing_rules(core: Core, relaxed: Optimum, effort: Effort, terms: Terms = PLAIN) -> Optimum | Infeasible:
    """Return an optimum that breaks no rule, or say that none was found."""
    best, without = relaxed, np.empty(0, dtype=np.int64)
    for _ in range(ROUNDS):
        broken = to_leave_out(core, best.pairs)
        if not len(broken):
            return best
        effort.tell(f"{len(broken):,} breaches of rules mended", None)
        without = union(without, broken)
        best = optimum(Core.of(core.problem, without), effort, terms, keys=best.keys)
        if not best.flow.complete:
            break
    return Infeasible(0, (), (), 0, 0, why_none(core), ("Drop one of these rules, or invite more people.",))


def why_none(core: Core, *, is_proved: bool = False) -> str:
    """Say which rules stand in the way, and whether it is known that there is no way."""
    rules = "; ".join(names_of_crossing_rules(core))
    none = "there is none" if is_proved else "none was found"
    return f"Without these rules there is a plan, with all of them {none}: {rules}."


def to_leave_out(core: Core, pairs: Ints) -> Ints:
    """Return the keys of the cheapest pair of each breach; fixed pairs stay, whatever they break."""
    problem = core.problem
    every = np.concatenate([problem.fixed, pairs])
    found = [_of_one_place(problem, grouping, every) for grouping in core.crossing_groupings]
    if problem.no_cycles:
        found.append(_in_cycles(problem, every))
    if problem.most_together:
        found.append(_too_often_together(problem, every))
    keys = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *found]))
    return keys[~np.isin(keys, problem.keys(problem.fixed))]


def _of_one_place(problem: Problem, grouping: Grouping, pairs: Ints) -> Ints:
    """Return, of each paper's pairs in one place, those beyond the best ones that are allowed."""
    label = grouping.label[pairs[:, 1]]
    pairs, label = pairs[label >= 0], label[label >= 0]
    group = pairs[:, 0] * (int(grouping.label.max(initial=0)) + 1) + label
    return _beyond(problem, pairs, group, grouping.most)


def _beyond(problem: Problem, pairs: Ints, group: Ints, most: int) -> Ints:
    """Return the keys of the pairs beyond the `most` best of their group; fixed ones count as best."""
    fixed = np.isin(problem.keys(pairs), problem.keys(problem.fixed))
    score = problem.affinity[pairs[:, 0], pairs[:, 1]]
    order = np.lexsort((-score, ~fixed, group))
    sorted_group = group[order]
    rank = np.arange(len(order)) - np.searchsorted(sorted_group, sorted_group)
    return problem.keys(pairs[order[rank >= most]])


def cycles(problem: Problem, pairs: Ints) -> Ints:
    """Return rows (one, other, row of a pair): of two people who review each other's papers, one < other; both
    directions' pairs are among the rows."""
    by_paper = problem.authorship[np.argsort(problem.authorship[:, 0], kind="stable")]
    first = np.searchsorted(by_paper[:, 0], pairs[:, 0])
    count = np.searchsorted(by_paper[:, 0], pairs[:, 0], side="right") - first
    row = np.repeat(np.arange(len(pairs)), count)
    within = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    author, reader = by_paper[np.repeat(first, count) + within, 1], pairs[row, 1]
    there, back = reader * problem.reviewers + author, author * problem.reviewers + reader
    mutual = np.isin(there, back) & (reader != author)
    low, high = np.minimum(reader, author)[mutual], np.maximum(reader, author)[mutual]
    return np.stack([low, high, row[mutual]], axis=1)


def _in_cycles(problem: Problem, pairs: Ints) -> Ints:
    """Return, of each two people who review each other's papers, the pairs of the direction that is worth less."""
    found = cycles(problem, pairs)
    if not len(found):
        return np.empty(0, dtype=np.int64)
    mutual = found[:, 0] * problem.reviewers + found[:, 1]
    forward = pairs[found[:, 2], 1] == found[:, 0]
    score = problem.affinity[pairs[found[:, 2], 0], pairs[found[:, 2], 1]].astype(np.float64)
    names, inverse = np.unique(mutual, return_inverse=True)
    ahead = np.bincount(inverse, weights=np.where(forward, score, 0), minlength=len(names))
    back = np.bincount(inverse, weights=np.where(forward, 0, score), minlength=len(names))
    fixed = np.isin(problem.keys(pairs[found[:, 2]]), problem.keys(problem.fixed))
    held = [np.bincount(inverse, weights=way & fixed, minlength=len(names)) > 0 for way in (forward, ~forward)]
    drop_forward = ~held[0] & (held[1] | (ahead < back))
    return problem.keys(pairs[found[forward == drop_forward[inverse], 2]])


def together(problem: Problem, pairs: Ints) -> tuple[Ints, Ints]:
    """Return for each two people on a paper: the two as one number, and the rows of their pairs (n x 2)."""
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    papers = pairs[order, 0]
    ones, others = [], []
    for apart in range(1, int(problem.demand.max(initial=0))):
        same = np.flatnonzero(papers[apart:] == papers[:-apart])
        ones.append(order[same])
        others.append(order[same + apart])
    if not ones:
        return np.empty(0, dtype=np.int64), np.empty((0, 2), dtype=np.int64)
    rows = np.stack([np.concatenate(ones), np.concatenate(others)], axis=1)
    return pairs[rows[:, 0], 1] * problem.reviewers + pairs[rows[:, 1], 1], rows


def _too_often_together(problem: Problem, pairs: Ints) -> Ints:
    """Return the cheaper pair on each paper that two people share beyond the number allowed."""
    two, rows = together(problem, pairs)
    score = problem.affinity[pairs[:, 0], pairs[:, 1]][rows] if len(rows) else np.empty((0, 2))
    held = np.isin(problem.keys(pairs), problem.keys(problem.fixed))[rows]  # fixed ones go last
    order = np.lexsort((-score.sum(axis=1), -held.sum(axis=1), two))
    rank = np.arange(len(order)) - np.searchsorted(two[order], two[order])
    over = order[rank >= problem.most_together]
    cheaper = np.where(held[over, 1] | (~held[over, 0] & (score[over, 0] < score[over, 1])), 0, 1)
    return problem.keys(pairs[rows[over, cheaper]])
