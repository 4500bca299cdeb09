"""The network that a set of columns makes: reviewers, papers, and the nodes between them. Called by generate.py.

A column leads from a reviewer to a paper, or to an inner node on the way: "the paper's seniors", which must get at
least so many and pass the rest on, or "the paper's people from one place", which pass on at most so many. Such rules
are exact as long as they are nested (a place within a region); for those that cross each other see lazy.py.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from reviews.assignment.solver.core import Core
from reviews.assignment.solver.problem import Flags, Floats, Ints, Tolls


def _none() -> Ints:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Columns:
    """The pairs that may be used, as sorted keys; whole-number gains and rooms of each pair's pieces.

    `piece` numbers the pieces of a pair where a pair may be used in part (randomised assignments); else all are 0.
    """

    key: Ints
    piece: Ints
    gain: Ints
    room: Ints


@dataclass(frozen=True, eq=False)
class Network:
    """Columns (reviewer, head, gain, room) and what the nodes must and may carry besides fixed pairs.

    Places are the papers (0 .. papers-1) and then the inner nodes, each of which passes on at most `inner_room` to
    its parent, a place too. `demand` is of all places.
    """

    papers: int
    reviewer: Ints
    head: Ints
    gain: Ints
    room: Ints
    demand: Ints
    max_load: Ints
    min_load: Ints
    fixed_load: Ints
    penalty: int
    inner_parent: Ints = field(default_factory=_none)
    inner_room: Ints = field(default_factory=_none)
    inner_group: Ints = field(default_factory=lambda: np.empty((0, 3), dtype=np.int64))  # paper, grouping or -1, label

    @cached_property
    def places(self) -> int:
        """Return the number of papers and inner nodes."""
        return len(self.demand)


def network_of(core: Core, columns: Columns, penalty: int, units: int = 1) -> Network:
    """Return the network of these columns; `units` is how many parts a review is counted in."""
    papers, reviewers = np.divmod(columns.key, max(1, core.problem.reviewers))
    rule = _Seniors(core, papers, reviewers, units) if core.needs_seniors else _Groups(core, papers, reviewers, units)
    return Network(
        papers=core.problem.papers,
        reviewer=reviewers,
        head=rule.head,
        gain=columns.gain,
        room=columns.room,
        demand=rule.demand,
        max_load=core.max_load * units,
        min_load=core.min_load * units,
        fixed_load=core.fixed_load * units,
        penalty=penalty,
        inner_parent=rule.parent,
        inner_room=rule.room,
        inner_group=rule.group,
    )


def tolls_of(network: Network, price: Floats) -> Tolls:
    """Return what the prices of the places say about the rules on groups."""
    sigma = np.zeros(network.papers)
    inner = price[network.papers :]
    beyond = inner - price[network.inner_parent]
    seniors = network.inner_group[:, 1] < 0
    sigma[network.inner_group[seniors, 0]] = np.maximum(0, -beyond[seniors])
    dear = ~seniors & (beyond > 0)
    return Tolls(sigma, network.inner_group[dear], beyond[dear])


class _Seniors:
    """Each paper that still needs seniors has a node for them: what is beyond its demand flows on to the paper."""

    def __init__(self, core: Core, papers: Ints, reviewers: Ints, units: int) -> None:
        wanting = np.flatnonzero(core.seniors_due > 0)
        node = np.full(core.problem.papers, -1, dtype=np.int64)
        node[wanting] = core.problem.papers + np.arange(len(wanting))
        into_node = core.problem.senior[reviewers] & (node[papers] >= 0)
        self.head = np.where(into_node, node[papers], papers)
        others = core.demand - core.seniors_due
        self.demand = np.concatenate([others, core.seniors_due[wanting]]) * units
        self.parent = wanting
        self.room = core.demand[wanting] * units  # never full: prices pass through, so u >= the seniors' price
        self.group = np.stack([wanting, np.full_like(wanting, -1), np.zeros_like(wanting)], axis=1)


class _Groups:
    """Each place with more columns of a paper than it may fill has a node; the finest grouping comes first."""

    def __init__(self, core: Core, papers: Ints, reviewers: Ints, units: int) -> None:
        self.head = papers.copy()
        parents, rooms, groups = [_none()], [_none()], [np.empty((0, 3), dtype=np.int64)]
        made = core.problem.papers
        last = np.full(len(papers), -1, dtype=np.int64)  # the inner node that a column's way has reached
        for level, grouping in core.exact_groupings:
            label = grouping.label[reviewers]
            width = int(grouping.label.max(initial=0)) + 1
            keys = np.where(label >= 0, papers * width + label, -1)
            unique, inverse, count = np.unique(keys, return_inverse=True, return_counts=True)
            used = core.fixed_in(level, unique, width)
            room = np.maximum(0, grouping.most - used)
            needed = (unique >= 0) & (count > room)
            node = np.where(needed, made + np.cumsum(needed) - 1, -1)
            of_column = node[inverse]
            inside = of_column >= 0
            self._hang(parents, last, of_column, inside, core.problem.papers)
            self.head = np.where(inside & (last < 0), of_column, self.head)
            last = np.where(inside, of_column, last)
            paper, place = np.divmod(unique[needed], width)
            parents.append(paper)
            rooms.append(room[needed] * units)
            groups.append(np.stack([paper, np.full_like(paper, level), place], axis=1))
            made += int(needed.sum())
        self.parent, self.room, self.group = (np.concatenate(parts) for parts in (parents, rooms, groups))
        self.demand = np.concatenate([core.demand, np.zeros(len(self.parent), dtype=np.int64)]) * units

    @staticmethod
    def _hang(parents: list[Ints], last: Ints, of_column: Ints, inside: Flags, papers: int) -> None:
        """Let nodes of a finer grouping lead to the new nodes of a coarser one."""
        for children, start in zip(parents, np.cumsum([0, *map(len, parents[:-1])]), strict=True):
            mine = inside & (last >= papers + start) & (last < papers + start + len(children))
            children[last[mine] - papers - start] = of_column[mine]
