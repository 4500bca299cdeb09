"""Prices for papers and reviewers, read off an optimal flow, which itself gives none. Called by solve.py."""

import numpy as np
from numpy.typing import NDArray

from reviews.assignment.solver.flow import Flow, Network
from reviews.assignment.solver.problem import Ints

FAR = np.int64(1) << 60  # farther than any path, and twice it still fits


def prices_of(network: Network, flow: Flow) -> tuple[Ints, Ints]:
    """Return whole-number prices (u, v) under which no unused column gains and no used one loses.

    They are shortest distances from the source in what is left of the network (Bellman and Ford, all arcs at once):
    v = distance of the reviewer, u = -distance of the paper. The optimal flow leaves no negative cycle.
    """
    to_paper = _Arcs(network.paper, network.reviewer, network.gain, ~flow.used)
    to_reviewer = _Arcs(network.reviewer, network.paper, -network.gain, flow.used)
    v = np.where(flow.loads < network.max_load, 0, FAR)
    v[flow.underused > 0] = -network.penalty
    paper = np.full(len(network.demand), network.penalty, dtype=np.int64)
    while True:
        to_paper.relax(paper, v)
        if not to_reviewer.relax(v, paper):
            return -paper, v


class _Arcs:
    """Arcs grouped by the node they lead to, so that one reduction relaxes them all."""

    def __init__(self, head: Ints, tail: Ints, gain: Ints, keep: NDArray[np.bool_]) -> None:
        kept = np.flatnonzero(keep)
        order = kept[np.argsort(head[kept], kind="stable")]
        self.heads, self.starts = np.unique(head[order], return_index=True)
        self.tail, self.gain = tail[order], gain[order]

    def relax(self, distance: Ints, tail_distance: Ints) -> bool:
        """Shorten `distance` where an arc does; tell whether any did."""
        if not len(self.heads):
            return False
        reached = np.minimum.reduceat(tail_distance[self.tail] - self.gain, self.starts)
        shorter = reached < distance[self.heads]
        distance[self.heads[shorter]] = reached[shorter]
        return bool(shorter.any())
