"""The problem that is left when fixed pairs are taken out: what flow, prices and shortage all speak about."""

from dataclasses import dataclass

import numpy as np

from reviews.assignment.solver.problem import Floats, Ints, Problem


@dataclass(frozen=True, eq=False)
class Core:
    """Demand and loads after the fixed pairs, and the sorted keys of all pairs that may not be chosen."""

    problem: Problem
    demand: Ints
    max_load: Ints
    min_load: Ints
    fixed_load: Ints
    excluded: Ints

    @classmethod
    def of(cls, problem: Problem) -> "Core":
        """Take the fixed pairs out: they use up demand and load and cannot be chosen a second time."""
        loads = np.bincount(problem.fixed[:, 1], minlength=problem.reviewers)
        taken = [problem.keys(pairs) for pairs in (problem.conflicts, problem.forbidden, problem.fixed)]
        return cls(
            problem,
            problem.demand - np.bincount(problem.fixed[:, 0], minlength=problem.papers),
            problem.max_load - loads,
            np.maximum(0, problem.min_load - loads),
            loads,
            np.unique(np.concatenate(taken)),
        )

    @property
    def largest(self) -> float:
        """Return the largest affinity by absolute value, and 1 if all are zero: the scale of this problem."""
        scores = self.problem.affinity
        return float(max(scores.max(initial=0), -scores.min(initial=0))) or 1.0

    def bound(self, u: Floats, v: Floats, excess: float) -> float:
        """Return the upper bound these prices give; `excess` is the sum of what pairs are worth above them."""
        papers, reviewers = self.demand > 0, self.max_load > 0
        paid = self.demand[papers] @ u[papers]
        places = self.max_load[reviewers] @ np.maximum(v[reviewers], 0)
        promised = self.min_load[reviewers] @ np.maximum(-v[reviewers], 0)
        fixed = self.problem.affinity[self.problem.fixed[:, 0], self.problem.fixed[:, 1]]
        return float(paid + places - promised + excess + fixed.sum(dtype=np.float64))
