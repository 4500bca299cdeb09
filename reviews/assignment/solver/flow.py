"""One min-cost flow: the best assignment when only some pairs (the columns) may be used. Called by generate.py.

source --(one arc a level of load)--> reviewer --(column)--> [inner node -->] paper --> its demand
source --(penalty)----------------------------------------------------------> place    so that there always is a flow

Costs are whole numbers, -round(SCALE * affinity), times LEVELS, plus the level of load an arc stands for. A cycle of
the flow passes the source at most once, so a shift of one review changes the level by less than LEVELS: the total
affinity is exactly optimal, and among assignments of equal affinity loads are even. The even load is free.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from reviews.assignment.solver.network import Network
from reviews.assignment.solver.problem import Ints

SCALE = 10_000_000
LEVELS = 8


@dataclass(frozen=True)
class Flow:
    """How much each column and inner node carries, and what stays undone: places' demand, papers of a minimum load."""

    used: Ints
    through: Ints
    loads: Ints
    unfilled: Ints
    underused: Ints

    @property
    def complete(self) -> bool:
        """Tell whether every demand and every minimum load is met."""
        return not self.unfilled.any() and not self.underused.any()


def best_flow(network: Network) -> Flow:
    """Return the optimal flow. The same network gives the same flow."""
    reviewers = len(network.max_load)
    head, capacity, cost = _load_arcs(network)
    asking = np.flatnonzero(network.demand > 0)
    inner = np.arange(network.papers, network.places)
    graph = min_cost_flow.SimpleMinCostFlow()
    node = 1 + reviewers
    columns = _add(graph, network.reviewer + 1, network.head + node, network.room, -LEVELS * network.gain)
    passing = _add(graph, inner + node, network.inner_parent + node, network.inner_room, 0)
    _add(graph, np.zeros_like(head), head, capacity, cost)
    lacking = _add(graph, np.zeros_like(asking), asking + node, network.demand[asking], LEVELS * network.penalty)
    nodes = np.concatenate([[0], asking + node]).astype(np.int32)
    graph.set_nodes_supplies(nodes, np.concatenate([[network.demand.sum()], -network.demand[asking]]))
    status = graph.solve()
    if status != graph.OPTIMAL:  # flows() after anything else would end the whole process with a fault
        raise RuntimeError(f"The flow solver answered {status.name}; its numbers may be too large.")
    used = np.asarray(graph.flows(columns), dtype=np.int64)
    unfilled = np.zeros(network.places, dtype=np.int64)
    unfilled[asking] = graph.flows(lacking)
    loads = np.bincount(network.reviewer, weights=used, minlength=reviewers).astype(np.int64)
    through = np.asarray(graph.flows(passing), dtype=np.int64)
    return Flow(used, through, loads, unfilled, np.maximum(0, network.min_load - loads))


def _add(
    graph: min_cost_flow.SimpleMinCostFlow, tail: Ints, head: Ints, capacity: Ints, cost: Ints | int
) -> NDArray[np.int32]:
    """Add arcs and return their numbers."""
    size = len(tail)
    if not size:
        return np.empty(0, dtype=np.int32)
    arcs = graph.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32),
        head.astype(np.int32),
        capacity.astype(np.int64),
        np.broadcast_to(np.asarray(cost, dtype=np.int64), size).copy(),
    )
    return np.asarray(arcs, dtype=np.int32)


def _load_arcs(network: Network) -> tuple[Ints, Ints, Ints]:
    """Return head, capacity and cost of the arcs from the source, at most 2 * LEVELS for a reviewer.

    Each level costs one more than the one before; fixed pairs have used up the lowest. Up to the minimum load there
    is a reward as large as the penalty.
    """
    base = network.fixed_load
    wanted = np.bincount(network.reviewer, weights=network.room, minlength=len(base)).astype(np.int64)
    top = base + np.minimum(network.max_load, wanted)
    promised = np.minimum(top, base + network.min_load)
    width = max(1, -(-int(top.max(initial=0)) // LEVELS))
    heads, capacities, costs = [], [], []
    for level in range(LEVELS):
        floor, ceiling = level * width, (level + 1) * width
        for low, high, reward in ((base, promised, network.penalty), (promised, top, 0)):
            capacity = np.minimum(high, ceiling) - np.maximum(low, floor)
            reviewer = np.flatnonzero(capacity > 0)
            heads.append(reviewer + 1)
            capacities.append(capacity[reviewer])
            costs.append(np.full(len(reviewer), level - LEVELS * reward, dtype=np.int64))
    return np.concatenate(heads), np.concatenate(capacities), np.concatenate(costs)
