"""Who bids on (or reviews) whom: an arc from a person to each author of the paper, in many tables at once. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviews.collusion.statistics.scene import Authors, Ints, runs

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Arcs:
    """The arcs of several tables, sorted: a code holds table, source and target; `number` counts the bids behind it."""

    people: int
    code: Ints
    number: Ints

    @property
    def source(self) -> Ints:
        """Return who bids."""
        return self.code // self.people % self.people

    @property
    def target(self) -> Ints:
        """Return on whose papers."""
        return self.code % self.people

    @property
    def table(self) -> Ints:
        """Return in which table."""
        return self.code // self.people**2

    def codes(self, table: Ints, source: Ints, target: Ints) -> Ints:
        """Return the codes of these arcs, there or not."""
        return (table * self.people + source) * self.people + target

    def counts(self, code: Ints) -> Ints:
        """Return how many bids stand behind each of these arcs; 0 for those that are not there."""
        if not len(self.code):
            return np.zeros(len(code), dtype=np.int64)
        at = np.minimum(np.searchsorted(self.code, code), len(self.code) - 1)
        return np.where(self.code[at] == code, self.number[at], 0)

    def leaving(self, table: Ints, person: Ints) -> tuple[Ints, Ints]:
        """Return the arcs that leave each of these people: the place in `person`, and the target."""
        low = np.searchsorted(self.code, self.codes(table, person, np.zeros_like(person)))
        high = np.searchsorted(self.code, self.codes(table, person, np.zeros_like(person)) + self.people)
        return runs(low, high - low, self.target)


def arcs_of(people: Ints, tables: Ints, authors: Authors, members: int) -> Arcs:
    """Return the arcs of each table of bids; nobody has one to themselves."""
    papers = tables.ravel()
    place, target = authors.of(papers)
    source = np.tile(people, len(tables))[place]
    table = place // max(1, len(people))
    code = ((table * members + source) * members + target)[source != target]
    found, number = np.unique(code, return_counts=True)
    return Arcs(members, found, number)


@dataclass(frozen=True, eq=False)
class Expected:
    """How many bids from one person on another's papers the margins alone let expect."""

    made: Floats  # bids a person made
    received: Floats  # bids a person's papers got, of all bids the share

    def of(self, source: Ints, target: Ints) -> Floats:
        """Return the expected number for each pair."""
        found: Floats = self.made[source] * self.received[target]
        return found


def expected_of(edges: Ints, authors: Authors, members: int) -> Expected:
    """Return it for a table of bids; all its shuffles have the same."""
    made = np.bincount(edges[:, 0], minlength=members).astype(np.float64)
    _, target = authors.of(edges[:, 1])
    received = np.bincount(target, minlength=members) / max(1, len(edges))
    return Expected(made, received)


def surprise(seen: Floats | Ints, expected: Floats) -> Floats:
    """Return how surprising so many are (Chernoff's bound of a Poisson tail, as a logarithm); 0 where few."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = seen * np.log(seen / expected) - (seen - expected)
    return np.where(seen > expected, found, 0.0)


def surprise_of_share(seen: Floats | Ints, of: Floats | Ints, share: Floats | float) -> Floats:
    """Return the same for so many of a number, where a share is expected (Chernoff, binomial)."""
    seen, of, share = np.broadcast_arrays(
        np.asarray(seen, float), np.asarray(of, float), np.clip(share, 1e-9, 1 - 1e-9)
    )
    rate = np.divide(seen, of, out=np.zeros_like(seen), where=of > 0)
    rest = np.clip(1 - rate, 1e-12, 1)
    found = of * (np.clip(rate, 1e-12, 1) * np.log(np.clip(rate, 1e-12, 1) / share) + rest * np.log(rest / (1 - share)))
    return np.where(rate > share, found, 0.0)
