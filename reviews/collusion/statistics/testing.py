"""How often chance does the same: findings in the observed table beside those in its shuffles. Pure.

Let a state be the observed table or one of the n shuffles. For j = 1, 3, 10, 30 and 100, take each state's j-th
strongest finding, and the share of states whose j-th strongest is as strong: small j see one striking finding, great j
see many ordinary ones. The least of these shares says how unusual a state is, and p = (states at least as unusual) /
(n + 1), the observed one counted: (k + 1) / (n + 1). All states are treated alike, so p is exact: if bids are by
chance, it is 0.05 or less at most once in twenty editions.

A single finding of strength s, the j-th strongest, has Benjamini and Hochberg's q: how many findings as strong as s a
shuffle has on average (one added to their number), divided by j. Over several kinds, p-values are adjusted alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reviews.collusion.statistics.arcs import Floats
from reviews.collusion.statistics.scene import Ints

MOST = 100  # findings of a state that are kept, the strongest
PLACES = (1, 3, 10, 30, 100)
TIE = 1e-4
BINS = 1e-9  # strengths closer than this are equal


@dataclass(frozen=True, eq=False)
class Tested:
    """What the shuffles say of one kind of finding."""

    p: float
    q: Floats  # of each observed finding, in the order in which they were given
    in_shuffles: Ints  # in how many shuffles anything as strong occurred, for each observed finding
    strongest: Floats  # of each shuffle; 0 where it has no finding
    usual: float  # findings in a shuffle, on average


def tested(observed: Floats, shuffled: Sequence[Floats], counts: Sequence[int]) -> Tested:
    """Compare the observed strengths with those of the shuffles; `counts` is how many each shuffle had in all."""
    states = [_top(observed), *(_top(one) for one in shuffled)]
    ordinary = _ordinariness(states)
    p = float((ordinary <= ordinary[0] + BINS).mean()) if len(observed) else 1.0
    strongest = np.array([one.max(initial=0.0) for one in shuffled])
    null = np.sort(np.concatenate([*states[1:], np.empty(0)]))
    by_chance = (_at_least(null, observed) + 1) / len(states)
    return Tested(
        p=p,
        q=_q(observed, by_chance),
        in_shuffles=(strongest[None, :] >= observed[:, None] - BINS).sum(axis=1),
        strongest=strongest,
        usual=float(np.mean(counts)) if len(counts) else 0.0,
    )


def adjusted(p: Sequence[float]) -> list[float]:
    """Adjust p-values of several kinds together (Benjamini & Hochberg 1995)."""
    order = np.argsort(p)
    rank = np.arange(1, len(p) + 1)
    worth = np.minimum.accumulate((np.asarray(p)[order] * len(p) / rank)[::-1])[::-1]
    found = np.empty(len(p))
    found[order] = np.minimum(1.0, worth)
    return [float(one) for one in found]


def _top(strengths: Floats) -> Floats:
    return np.sort(strengths)[::-1][:MOST]


def _at_least(pool: Floats, strengths: Floats) -> Ints:
    """Return how many of a sorted pool are as strong as each."""
    return np.asarray(len(pool) - np.searchsorted(pool, strengths - BINS, side="left"), dtype=np.int64)


def _ordinariness(states: Sequence[Floats]) -> Floats:
    """Return how ordinary each state is: the least share over all j, as a logarithm; among equals, their mean."""
    logs = np.zeros((len(PLACES), len(states)))
    for row, place in zip(logs, PLACES, strict=True):
        value = np.array([state[place - 1] if len(state) >= place else -np.inf for state in states])
        share = _at_least(np.sort(value), value) / len(states)
        row[:] = np.where(np.isfinite(value), np.log(share), 0.0)
    found: Floats = logs.min(axis=0) + TIE * logs.mean(axis=0)
    return found


def _q(observed: Floats, by_chance: Floats) -> Floats:
    order = np.argsort(-observed)
    rank = np.arange(1, len(observed) + 1)
    worth = np.minimum.accumulate((by_chance[order] / rank)[::-1])[::-1]
    found = np.empty(len(observed))
    found[order] = np.minimum(1.0, worth)
    return found
