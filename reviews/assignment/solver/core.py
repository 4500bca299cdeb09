"""The problem that is left when fixed pairs are taken out: what flow, prices and shortage all speak about."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reviews.assignment.solver.arrays import among
from reviews.assignment.solver.problem import Flags, Floats, Grouping, Ints, Problem, Tolls, distinct


@dataclass(frozen=True, eq=False)
class Core:
    """Demand and loads after the fixed pairs, and the sorted keys of the single pairs that may not be chosen.

    What is kept apart by tracks, or not listed, is not among the keys: the problem tells it (`bars` asks both).
    """

    problem: Problem
    demand: Ints
    max_load: Ints
    min_load: Ints
    fixed_load: Ints
    excluded: Ints

    @classmethod
    def of(cls, problem: Problem, without: Ints | None = None) -> "Core":
        """Take the fixed pairs out: they use up demand and load and cannot be chosen a second time.

        `without` are keys of further pairs that must not be chosen.
        """
        loads = np.bincount(problem.fixed[:, 1], minlength=problem.reviewers)
        taken = [problem.keys(pairs) for pairs in (problem.conflicts, problem.forbidden, problem.fixed)]
        if without is not None:
            taken.append(without)
        return cls(
            problem,
            problem.demand - np.bincount(problem.fixed[:, 0], minlength=problem.papers),
            problem.max_load - loads,
            np.maximum(0, problem.min_load - loads),
            loads,
            distinct(np.concatenate(taken)),
        )

    def bars(self, keys: Ints) -> Flags:
        """Tell which of these pairs may not be chosen."""
        papers, reviewers = np.divmod(keys, max(1, self.problem.reviewers))
        return np.asarray(among(keys, self.excluded) | self.problem.kept_apart(papers, reviewers))

    @cached_property
    def kept(self) -> Ints:
        """Return the sorted keys of the pairs that are to be kept and are not barred."""
        keys = self.problem.keys(self.problem.keep)
        return keys[~self.bars(keys)]

    @cached_property
    def keep_due(self) -> int:
        """Return how many of these must be chosen, those that are fixed already taken off."""
        fixed = np.isin(self.problem.keys(self.problem.keep), self.problem.keys(self.problem.fixed))
        return max(0, self.problem.keep_at_least - int(fixed.sum()))

    @property
    def largest(self) -> float:
        """Return the largest affinity by absolute value, and 1 if all are zero: the scale of this problem."""
        return self.problem.largest

    @property
    def needs_seniors(self) -> bool:
        """Tell whether papers must have senior reviewers."""
        return self.problem.min_seniors > 0

    @cached_property
    def seniors_due(self) -> Ints:
        """Return how many seniors each paper needs besides the fixed ones; never more than it has places."""
        fixed = self.problem.fixed[self.problem.senior[self.problem.fixed[:, 1]], 0]
        due = self.problem.min_seniors - np.bincount(fixed, minlength=self.problem.papers)
        return np.where(self.problem.demand > 0, np.clip(due, 0, self.demand), 0)

    @cached_property
    def exact_groupings(self) -> list[tuple[int, Grouping]]:
        """Return the groupings that are nested in each other, the finest first, with their places in the problem.

        Of groupings that cross, the coarsest is among them: it is broken most often, and where it holds, the others
        nearly do. With seniors none is: somebody's place and somebody's seniority cross.
        """
        chain: list[tuple[int, Grouping]] = []
        if self.needs_seniors:
            return chain
        by_size = sorted(enumerate(self.problem.groupings), key=lambda one: int(one[1].label.max(initial=-1)))
        for place, grouping in by_size:
            if not chain or _is_within(grouping.label, chain[0][1].label):
                chain.insert(0, (place, grouping))
        return chain

    @property
    def crossing_groupings(self) -> list[Grouping]:
        """Return the groupings that have to be met by leaving pairs out (lazy.py)."""
        exact = {place for place, _ in self.exact_groupings}
        return [grouping for place, grouping in enumerate(self.problem.groupings) if place not in exact]

    def fixed_in(self, place: int, keys: Ints, width: int) -> Ints:
        """Return how many fixed pairs are in each of these groups (paper * width + label) of a grouping."""
        fixed = self.problem.fixed
        label = self.problem.groupings[place].label[fixed[:, 1]]
        there, count = np.unique((fixed[:, 0] * width + label)[label >= 0], return_counts=True)
        if not len(there):
            return np.zeros(len(keys), dtype=np.int64)
        at = np.minimum(np.searchsorted(there, keys), len(there) - 1)
        return np.where(there[at] == keys, count[at], 0)

    def bound(self, u: Floats, v: Floats, excess: float, tolls: Tolls, units: int = 1) -> float:
        """Return the upper bound these prices give; `excess` is the sum of what pairs are worth above them.

        With units, prices are of a part of a review, and there are so many parts in one.
        """
        papers, reviewers = self.demand > 0, self.max_load > 0
        paid = float(self.demand[papers] @ u[papers])
        places = self.max_load[reviewers] @ np.maximum(v[reviewers], 0)
        promised = float(self.min_load[reviewers] @ np.maximum(-v[reviewers], 0))
        if len(tolls.sigma):
            promised += float(self.seniors_due @ tolls.sigma)
        if len(tolls.toll):
            paid += float(self._rooms(tolls) @ tolls.toll)
        promised += tolls.keep * self.keep_due
        fixed = self.problem.affinity[self.problem.fixed[:, 0], self.problem.fixed[:, 1]]
        return float(units * (paid + places - promised + fixed.sum(dtype=np.float64)) + excess)

    def _rooms(self, tolls: Tolls) -> Ints:
        rooms = np.zeros(len(tolls.toll), dtype=np.int64)
        for place, grouping in self.exact_groupings:
            here = tolls.taken[:, 1] == place
            width = int(grouping.label.max(initial=0)) + 1
            used = self.fixed_in(place, tolls.taken[here, 0] * width + tolls.taken[here, 2], width)
            rooms[here] = np.maximum(0, grouping.most - used)
        return rooms


def _is_within(fine: Ints, coarse: Ints) -> Flags | bool:
    """Tell whether each place of the fine grouping lies in one place of the coarse one."""
    known = fine >= 0
    pairs = np.unique(np.stack([fine[known], coarse[known]], axis=1), axis=0)
    return len(pairs) == len(np.unique(fine[known]))
