"""What pairs pay for the rules on groups, at the prices of these rules. Called by market.py."""

import numpy as np

from reviews.assignment.solver.core import Core
from reviews.assignment.solver.problem import Floats, Ints, Tolls


class TollBooth:
    """The tolls of pairs: what groups cost, less what seniority is worth."""

    def __init__(self, core: Core, tolls: Tolls) -> None:
        self.core, self.tolls = core, tolls
        self.of_grouping = []
        for place, grouping in core.exact_groupings:
            here = tolls.taken[:, 1] == place
            if here.any():
                width = int(grouping.label.max(initial=0)) + 1
                keys = tolls.taken[here, 0] * width + tolls.taken[here, 2]
                order = np.argsort(keys)
                self.of_grouping.append((grouping.label, width, keys[order], tolls.toll[here][order]))

    def of_pairs(self, papers: Ints, reviewers: Ints) -> Floats | float:
        """Return what each of these pairs pays beside u and v."""
        if not len(self.tolls.sigma) and not self.of_grouping:
            return 0.0
        cost = np.zeros(len(papers))
        if len(self.tolls.sigma):
            cost -= np.where(self.core.problem.senior[reviewers], self.tolls.sigma[papers], 0.0)
        for label, width, keys, toll in self.of_grouping:
            mine = np.where(label[reviewers] >= 0, papers * width + label[reviewers], -1)
            at = np.minimum(np.searchsorted(keys, mine), len(keys) - 1)
            cost += np.where(keys[at] == mine, toll[at], 0.0)
        return cost

    def add_to(self, cost: Floats, start: int) -> None:
        """Add the tolls to the costs of a block of papers that begins there."""
        if len(self.tolls.sigma):
            cost -= self.tolls.sigma[start : start + len(cost), None] * self.core.problem.senior
        for label, width, keys, toll in self.of_grouping:
            low, high = np.searchsorted(keys, [start * width, (start + len(cost)) * width])
            for key, price in zip(keys[low:high].tolist(), toll[low:high].tolist(), strict=True):
                paper, place = divmod(key, width)
                cost[paper - start, label == place] += price
