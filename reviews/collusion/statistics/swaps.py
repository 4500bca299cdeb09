"""Shuffle bids: everybody keeps how many they made, every paper how many it got, each in its third by affinity. Pure.

Two bids (a on p, b on q) become (a on q, b on p), where both are possible and new, and each person's new paper lies in
the same third of their affinities as the old one. Many such swaps, taken at random, give every table with these margins
the same chance. All shuffles start from a table that is itself a shuffle of the observed one (Besag & Clifford 1989):
so the observed table is one among equals if bids are by chance, and p-values hold however many swaps are made.
"""

import numpy as np
from numpy.random import Generator

from reviews.collusion.statistics.scene import Bands, Ints

ROUNDS = 40  # in each, half as many swaps are tried as there are bids


def hub_of(edges: Ints, band: Bands, rng: Generator) -> Ints:
    """Return the papers of these bids after one shuffle: where all others start from."""
    hub: Ints = shuffles(edges[:, 0], edges[:, 1], band, 1, rng)[0]
    return hub


def shuffles(people: Ints, papers: Ints, band: Bands, number: int, rng: Generator) -> Ints:
    """Return `number` shuffles of the bids (people, papers): in each row the papers in the order of `people`."""
    tables = np.tile(papers, (number, 1))
    if len(people) > 1:
        for _ in range(ROUNDS):
            _round(people, tables, band, rng)
    return tables


def _round(people: Ints, tables: Ints, band: Bands, rng: Generator) -> None:
    """Pair the bids of each table at random and swap the pairs that can be; in place.

    A pair is left alone when one of its four cells is a cell of any other pair: then the same pairs in the new table
    would lead back with the same chance, which is what makes all tables equally likely.
    """
    number, bids = tables.shape
    order = rng.random((number, bids)).argsort(axis=1)
    half = bids // 2
    first, second = order[:, :half], order[:, half : 2 * half]
    rows = np.arange(number)[:, None]
    who, whom = people[first], people[second]
    here, there = tables[rows, first], tables[rows, second]
    is_open = (band[who, there] == band[who, here]) & (band[whom, here] == band[whom, there])
    held, wanted = _cells(people, tables, band), (_cells(who, there, band), _cells(whom, here, band))
    cells = np.concatenate([held.ravel(), wanted[0][is_open], wanted[1][is_open]])
    _, place, count = np.unique(cells, return_inverse=True, return_counts=True)
    is_lone = count[place] == 1
    free = is_lone[: held.size].reshape(held.shape)
    movable = is_open & free[rows, first] & free[rows, second]
    wanted_free = is_lone[held.size :].reshape(2, -1).all(axis=0)
    movable[is_open] &= wanted_free
    at, pair = np.nonzero(movable)
    tables[at, first[at, pair]], tables[at, second[at, pair]] = there[at, pair], here[at, pair]


def _cells(people: Ints, papers: Ints, band: Bands) -> Ints:
    """Return a number for each bid of each table."""
    size = band.size
    base: Ints = np.arange(len(papers), dtype=np.int64)[:, None] * size + people * band.shape[1] + papers
    return base
