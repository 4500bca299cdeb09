"""What the report looks at: who bid eagerly on what, who wrote what, who reviews what. Pure."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bands = NDArray[np.int8]

BARRED = -1  # a paper that the person cannot bid on: their own, or one with a conflict of interest
LOWEST, BANDS = 0, 3


@dataclass(frozen=True, eq=False)
class Scene:
    """People and papers by their places, 0 and up."""

    people: int
    papers: int
    eager: Ints  # rows (person, paper)
    others: Ints  # a paper: how many other bids in its favour it has
    band: Bands  # people x papers: BARRED, or the third of the person's papers by affinity, the lowest 0
    wrote: Ints  # rows (person, paper): authors who are on the committee
    assigned: Ints  # rows (person, paper)

    @cached_property
    def authors(self) -> "Authors":
        """Return the authors on the committee, a paper after the other."""
        order = self.wrote[np.argsort(self.wrote[:, 1], kind="stable")]
        number = np.bincount(order[:, 1], minlength=self.papers)
        return Authors(order[:, 0], np.concatenate([[0], np.cumsum(number)[:-1]]).astype(np.int64), number)


@dataclass(frozen=True, eq=False)
class Authors:
    """For each paper, where its authors stand in `person`, and how many there are."""

    person: Ints
    start: Ints
    number: Ints

    def of(self, papers: Ints) -> tuple[Ints, Ints]:
        """Return, for each author of each of these papers, the place in `papers` and the author."""
        return runs(self.start[papers], self.number[papers], self.person)


def runs(start: Ints, number: Ints, values: Ints) -> tuple[Ints, Ints]:
    """Join the runs values[start:start + number]; return for each value the place of its run, and the value."""
    place = np.repeat(np.arange(len(start)), number)
    offset = np.arange(len(place)) - np.repeat(np.cumsum(number) - number, number)
    return place, values[start[place] + offset] if len(place) else np.empty(0, dtype=np.int64)


def bands_of(affinity: NDArray[np.float32], barred: Ints) -> Bands:
    """Sort each person's possible papers into thirds by affinity (people x papers); equal ones share the lower one."""
    possible = np.ones(affinity.shape, dtype=bool)
    possible[barred[:, 0], barred[:, 1]] = False
    band = np.full(affinity.shape, BARRED, dtype=np.int8)
    for person, row in enumerate(affinity):
        mine = row[possible[person]]
        if len(mine):
            rank = np.searchsorted(np.sort(mine), mine, side="left")
            band[person, possible[person]] = rank * BANDS // len(mine)
    return band
