"""What is looked for, in many tables at once: each finding has its table, its people or paper, and how strong it is.

The strength only ranks findings, by what the margins let expect; how often chance gives as strong ones is counted in
the shuffles (testing.py), so no strength is ever read as a probability. Pure.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviews.collusion.statistics.arcs import Arcs, Expected, Floats, arcs_of, surprise, surprise_of_share
from reviews.collusion.statistics.scene import Ints, Scene

RECIPROCAL, GROUPS, TARGETS, FAR_OFF = "reciprocal", "groups", "targets", "far_off"
CYCLES, CIRCLES = "cycles", "circles"


@dataclass(frozen=True, eq=False)
class Found:
    """Findings of one kind: whose (rows of people, or of one paper), in which table, how strong."""

    table: Ints
    who: Ints
    strength: Floats


@dataclass(frozen=True, eq=False)
class Tables:
    """Bids (or assignments) in several tables, with their arcs."""

    scene: Scene
    people: Ints
    papers: Ints  # tables x bids
    arcs: Arcs
    expected: Expected


def tables_of(scene: Scene, people: Ints, papers: Ints, expected: Expected) -> Tables:
    """Return these tables with their arcs."""
    return Tables(scene, people, papers, arcs_of(people, papers, scene.authors, scene.people), expected)


def reciprocal(tables: Tables) -> Found:
    """Find pairs of people who bid eagerly on each other's papers."""
    arcs = tables.arcs
    table, one, other = arcs.table, arcs.source, arcs.target
    back = arcs.counts(arcs.codes(table, other, one))
    is_pair = (back > 0) & (one < other)
    table, one, other, back, there = table[is_pair], one[is_pair], other[is_pair], back[is_pair], arcs.number[is_pair]
    strength = surprise(there, tables.expected.of(one, other)) + surprise(back, tables.expected.of(other, one))
    return Found(table, np.stack([one, other], axis=1), strength)


def groups(tables: Tables) -> Found:
    """Find people whose partners in mutual bids bid on one another too: small dense groups, a person each as centre."""
    arcs, size = tables.arcs, tables.scene.people
    mutual = _mutual(arcs)
    place, third = mutual.leaving(mutual.table, mutual.source)
    table, centre, partner = mutual.table[place], mutual.source[place], mutual.target[place]
    is_other = partner != third
    table, centre, partner, third = table[is_other], centre[is_other], partner[is_other], third[is_other]
    bids = arcs.counts(arcs.codes(table, partner, third))
    key = table * size + centre
    found, place = np.unique(key, return_inverse=True)
    seen = np.bincount(place, weights=bids, minlength=len(found)).astype(np.float64)
    expected = np.bincount(place, weights=tables.expected.of(partner, third), minlength=len(found)).astype(np.float64)
    strength: Floats = np.where(seen >= 2, surprise(seen, expected), 0.0)
    is_best = (strength > 0) & ~_outdone(found, strength, mutual, size)
    found, strength = found[is_best], strength[is_best]
    return Found(found // size, (found % size)[:, None], strength)


def _outdone(key: Ints, strength: Floats, mutual: Arcs, size: int) -> NDArray[np.bool_]:
    """Tell which centres have a partner that is the centre of a stronger group: one group is one finding."""
    mine = np.searchsorted(key, mutual.table * size + mutual.source)
    partner = mutual.table * size + mutual.target
    theirs = np.minimum(np.searchsorted(key, partner), max(0, len(key) - 1))
    is_known = (mine < len(key)) & (len(key) > 0)
    mine, theirs, partner = mine[is_known], theirs[is_known], partner[is_known]
    is_known = (key[mine] == (mutual.table * size + mutual.source)[is_known]) & (key[theirs] == partner)
    mine, theirs = mine[is_known], theirs[is_known]
    is_greater = (strength[theirs] > strength[mine]) | ((strength[theirs] == strength[mine]) & (theirs < mine))
    outdone = np.zeros(len(key), dtype=bool)
    outdone[mine[is_greater]] = True
    return outdone


def members_of(tables: Tables, centre: int) -> list[int]:
    """Return the group round a person in the first table: each has half of all possible bids with the others."""
    mutual = _mutual(tables.arcs)
    group = [centre, *mutual.target[(mutual.table == 0) & (mutual.source == centre)].tolist()]
    while len(group) > 2:
        one, other = (side.ravel() for side in np.meshgrid(group, group, indexing="ij"))
        is_there = tables.arcs.counts(tables.arcs.codes(np.zeros_like(one), one, other)) > 0
        square = is_there.reshape(len(group), len(group))
        tied = square.sum(axis=0) + square.sum(axis=1)
        if tied.min() >= len(group) - 1:
            break
        group.pop(int(tied.argmin()))
    return sorted(group)


def insiders_of(tables: Tables, paper: int) -> list[int]:
    """Return who bids on a paper in the first table and has a bid from one of its authors on a paper of theirs."""
    bidders = tables.people[tables.papers[0] == paper]
    _, authors = tables.scene.authors.of(np.array([paper]))
    one, other = (side.ravel() for side in np.meshgrid(authors, bidders, indexing="ij"))
    is_there = tables.arcs.counts(tables.arcs.codes(np.zeros_like(one), one, other)) > 0
    return sorted(set(other[is_there].tolist()))


def targets(tables: Tables) -> Found:
    """Find papers whose eager bids come mostly from people on whose papers its authors bid eagerly themselves."""
    arcs, scene, bids = tables.arcs, tables.scene, len(tables.people)
    flat = tables.papers.ravel()
    place, author = scene.authors.of(flat)
    table = place // max(1, bids)
    bidder = np.tile(tables.people, len(tables.papers))[place]
    hits = place[arcs.counts(arcs.codes(table, author, bidder)) > 0]
    is_inside = np.zeros(len(flat), dtype=bool)
    is_inside[hits] = True
    cell = np.repeat(np.arange(len(tables.papers)), bids) * scene.papers + flat
    found, place = np.unique(cell, return_inverse=True)
    inside, number = np.bincount(place, weights=is_inside), np.bincount(place)
    table, paper = found // scene.papers, found % scene.papers
    outside = number - inside + scene.others[paper]
    share = _share_of_friends(tables, table, paper)
    is_closed = (inside >= 2) & (inside > outside)
    strength = surprise_of_share(inside[is_closed], number[is_closed], share[is_closed])
    return Found(table[is_closed], paper[is_closed][:, None], strength)


def far_off(scene: Scene, is_low: NDArray[np.bool_]) -> Found:
    """Find people who bid eagerly on papers far from their expertise more often than others do.

    `is_low` tells it of each bid, in several tables.
    """
    person, number = np.unique(scene.eager[:, 0], return_counts=True)
    place = np.searchsorted(person, scene.eager[:, 0])
    tables = len(is_low)
    cell = np.arange(tables)[:, None] * len(person) + place[None, :]
    low = np.bincount(cell.ravel(), weights=is_low.ravel(), minlength=tables * len(person))
    share = float(is_low[0].mean()) if is_low.size else 0.0
    strength = surprise_of_share(low, np.tile(number, tables), share)
    is_line = (low >= 2) & (strength > 0)
    table, who = np.repeat(np.arange(tables), len(person)), np.tile(person, tables)[:, None]
    return Found(table[is_line], who[is_line], strength[is_line])


def cycles(tables: Tables) -> Found:
    """Find people who review one another's papers, two by two or three in a ring."""
    arcs = tables.arcs
    two = reciprocal(tables)
    place, third = arcs.leaving(arcs.table, arcs.target)
    table, one, other = arcs.table[place], arcs.source[place], arcs.target[place]
    is_ring = (one < other) & (one < third) & (arcs.counts(arcs.codes(table, third, one)) > 0)
    table, one, other, third = table[is_ring], one[is_ring], other[is_ring], third[is_ring]
    nobody = np.full((len(two.table), 1), -1)
    who = np.concatenate([np.hstack([two.who, nobody]), np.stack([one, other, third], axis=1)])
    expected = tables.expected
    rare = expected.of(one, other) * expected.of(other, third) * expected.of(third, one)
    pair = expected.of(two.who[:, 0], two.who[:, 1]) * expected.of(two.who[:, 1], two.who[:, 0])
    strength = -np.log(np.clip(np.concatenate([pair, rare]), 1e-30, 1.0))
    return Found(np.concatenate([two.table, table]), who, strength)


Finders = dict[str, Callable[[Tables], Found]]
OF_BIDS: Finders = {RECIPROCAL: reciprocal, GROUPS: groups, TARGETS: targets}
OF_ASSIGNMENTS: Finders = {CYCLES: cycles, CIRCLES: groups}


def _mutual(arcs: Arcs) -> Arcs:
    is_mutual = arcs.counts(arcs.codes(arcs.table, arcs.target, arcs.source)) > 0
    return Arcs(arcs.people, arcs.code[is_mutual], arcs.number[is_mutual])


def _share_of_friends(tables: Tables, table: Ints, paper: Ints) -> Floats:
    """Return which share of all bids the people make on whose papers a paper's authors bid."""
    arcs, size = tables.arcs, tables.scene.people
    total = max(1, len(tables.people))
    reach = np.bincount(
        arcs.table * size + arcs.source,
        weights=tables.expected.made[arcs.target] / total,
        minlength=len(tables.papers) * size,
    )
    place, author = tables.scene.authors.of(paper)
    return np.minimum(1.0, np.bincount(place, weights=reach[table[place] * size + author], minlength=len(paper)))
