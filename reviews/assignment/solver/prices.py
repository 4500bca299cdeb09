"""Prices for places and reviewers, read off an optimal flow, which itself gives none. Called by generate.py."""

import numpy as np
from numpy.typing import NDArray

from reviews.assignment.solver.flow import Flow
from reviews.assignment.solver.network import Network
from reviews.assignment.solver.problem import Ints

FAR = np.int64(1) << 60  # farther than any path, and twice it still fits


def prices_of(network: Network, flow: Flow) -> tuple[Ints, Ints]:
    """Return whole-number prices (of places, of reviewers) under which no unused column gains and no used one loses.

    They are shortest distances from the source in what is left of the network (Bellman and Ford, all arcs at once):
    v = distance of the reviewer, price of a place = -distance. The optimal flow leaves no negative cycle.
    """
    inner = np.arange(network.papers, network.places)
    free = np.zeros(len(inner), dtype=np.int64)
    to_head = _Arcs(network.head, network.reviewer, -network.gain, flow.used < network.room)
    to_parent = _Arcs(network.inner_parent, inner, free, flow.through < network.inner_room)
    from_parent = _Arcs(inner, network.inner_parent, free, flow.through > 0)
    to_reviewer = _Arcs(network.reviewer, network.head, network.gain, flow.used > 0)
    v = np.where(flow.loads < network.max_load, 0, FAR)
    v[flow.underused > 0] = -network.penalty
    place = np.where(network.demand > 0, np.int64(network.penalty), FAR)
    while True:
        to_head.relax(place, v)
        while to_parent.relax(place, place) or from_parent.relax(place, place):
            pass
        if not to_reviewer.relax(v, place):
            return -place, v


class _Arcs:
    """Arcs grouped by the node they lead to, so that one reduction relaxes them all."""

    def __init__(self, head: Ints, tail: Ints, cost: Ints, keep: NDArray[np.bool_]) -> None:
        kept = np.flatnonzero(keep)
        order = kept[np.argsort(head[kept], kind="stable")]
        self.heads, self.starts = np.unique(head[order], return_index=True)
        self.tail, self.cost = tail[order], cost[order]

    def relax(self, distance: Ints, tail_distance: Ints) -> bool:
        """Shorten `distance` where an arc does; tell whether any did."""
        if not len(self.heads):
            return False
        reached = np.minimum.reduceat(tail_distance[self.tail] + self.cost, self.starts)
        shorter = reached < distance[self.heads]
        distance[self.heads[shorter]] = reached[shorter]
        return bool(shorter.any())
