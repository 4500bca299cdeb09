"""What a pair counts for, what the market is told, and what it answers. Called by market.py and those who ask it.

An affinity may be weighted by a factor for each paper, a pair may come in pieces, each with its own factor (falling)
and room, and some pairs may be favoured: fair and randomised assignments and kept pairs are made of these.
"""

from dataclasses import dataclass

import numpy as np

from reviews.assignment.solver.problem import NO_TOLLS, Floats, Ints, Tolls


@dataclass(frozen=True)
class Offers:
    """What pricing found: the sum of all positive s - u - v, and the keys of the pairs most worth adding."""

    excess: float
    keys: Ints


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices of papers and reviewers, and the tolls of the rules on groups."""

    u: Floats
    v: Floats
    tolls: Tolls = NO_TOLLS


@dataclass(frozen=True, eq=False)
class Terms:
    """How much of an affinity counts: a weight for each paper (none: 1), and the pieces of a pair, (factor, room)."""

    weight: Floats | None = None
    pieces: tuple[tuple[float, int], ...] = ((1.0, 1),)
    favoured: Ints | None = None  # sorted keys of pairs that count more than their affinity, by `favour` each
    favour: Floats | None = None

    @property
    def most_favour(self) -> float:
        """Return the most that a pair counts beyond its affinity."""
        return 0.0 if self.favour is None else float(self.favour.max(initial=0.0))

    def favour_of(self, keys: Ints) -> Floats | float:
        """Return how much more each of these pairs counts."""
        if self.favoured is None or self.favour is None or not len(self.favoured):
            return 0.0
        at = np.minimum(np.searchsorted(self.favoured, keys), len(self.favoured) - 1)
        return np.where(self.favoured[at] == keys, self.favour[at], 0.0)


PLAIN = Terms()
