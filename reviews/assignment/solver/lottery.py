"""Assignments with chance in them, so that nobody can be sure to get a paper they bid for. Called when chairs ask.

Each pair gets a probability, at most `cap` (Jecmen et al. 2020, arXiv 2006.16437): the greatest expected total within
that. With `beta` > 0 a pair counts s * (x - beta * x^2) instead of s * x (perturbed maximisation, Xu et al. 2023,
arXiv 2310.11995), which spreads the chances further at little cost; the curve is cut into straight pieces, and the
flow over the pieces is exact. Probabilities are whole numbers of PARTS, so that `draw` can round them without bias.
"""

import time
from dataclasses import dataclass

import numpy as np

from reviews.assignment.solver import lazy
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.generate import USUAL, Effort, optimum
from reviews.assignment.solver.keeping import SAYS_WHAT_IS_BEST
from reviews.assignment.solver.market import Market
from reviews.assignment.solver.outcome import why_not
from reviews.assignment.solver.problem import Flags, Floats, Infeasible, Ints, Problem, Tolls
from reviews.assignment.solver.terms import Terms

PARTS = 64
PIECES = 8  # pieces of the curve
GAP = 1e-6


@dataclass(frozen=True, eq=False)
class Lottery:
    """The pairs that may be drawn, in how many of PARTS cases, and what can be expected.

    `expected` is the total affinity on average, `best` the optimum without chance: their ratio is the price. `gap` is
    proved for the (perturbed) total that was maximised, by the prices u (papers), v (reviewers) and tolls, each of a
    part; `pieces` are the factors and rooms of a pair (verify_chances.py).
    """

    pairs: Ints
    parts: Ints
    expected: float
    best: float
    gap: float
    seconds: float
    u: Floats
    v: Floats
    tolls: Tolls
    pieces: tuple[tuple[float, int], ...]

    @property
    def probability(self) -> Floats:
        """Return the chance of each pair."""
        return np.asarray(self.parts / PARTS, dtype=np.float64)


def lottery(problem: Problem, *, cap: float = 1.0, beta: float = 0.0, effort: Effort = USUAL) -> Lottery | Infeasible:
    """Return the best probabilities. `cap` and `beta` from 0 to 1; a cap is rounded down to whole parts.

    Fixed pairs are certain. Rules that cross each other cannot be promised by chance: a ValueError says so.
    """
    if problem.keep_at_least:
        raise ValueError(SAYS_WHAT_IS_BEST)
    started = time.perf_counter()
    terms = Terms(pieces=_pieces(cap, beta))
    core = Core.of(problem)
    crossing = list(lazy.names_of_crossing_rules(core))
    if crossing:
        raise ValueError(f"Chance cannot be combined with these rules: {'; '.join(crossing)}.")
    certain = optimum(core, effort)
    if not certain.flow.complete:
        return why_not(problem, core, certain, effort)
    found = optimum(core, _patient(effort), terms, keys=certain.keys, units=PARTS)
    if not found.flow.complete:
        why = f"With no pair more likely than {cap:g} some papers cannot have all their reviewers."
        return Infeasible(0, (), (), 0, 0, why, ("Allow a higher probability.", "Invite more people."))
    keys, at = np.unique(found.used.key, return_inverse=True)
    parts = np.bincount(at, weights=found.used.room).astype(np.int64)
    pairs = np.concatenate([problem.fixed, np.stack(np.divmod(keys, max(1, problem.reviewers)), axis=1)])
    parts = np.concatenate([np.full(len(problem.fixed), PARTS), parts])
    worth = problem.affinity[pairs[:, 0], pairs[:, 1]].astype(np.float64)
    prices = Market(core).prices_of_the_closed(found.prices)
    return Lottery(
        pairs=pairs,
        parts=parts,
        expected=float(worth @ parts) / PARTS,
        best=certain.total,
        gap=max(0.0, found.bound - found.total) / max(abs(found.bound), core.largest),
        seconds=time.perf_counter() - started,
        u=prices.u,
        v=prices.v,
        tolls=prices.tolls,
        pieces=terms.pieces,
    )


def draw(problem: Problem, chances: Lottery, *, seed: int) -> Ints:
    """Return an assignment drawn with these probabilities: the same seed draws the same one.

    Every demand, load, and rule on seniors and nested places holds in every draw, not only on average. The parts are
    rounded bit by bit: pairs with an odd number of this bit are matched two by two, within their paper's group, their
    paper, their reviewer; along the chains that this makes one goes up where the next goes down, and a coin says which.
    """
    chance = np.random.default_rng(seed)
    parts = chances.parts.copy()
    core = Core.of(problem)
    bit = 1
    while bit < PARTS:
        odd = np.flatnonzero(parts & bit)
        odd = odd[chance.permutation(len(odd))]
        pairs = chances.pairs[odd]
        by_paper = _partners([*_groups(core, pairs), pairs[:, 0]])
        by_reviewer = _partners([pairs[:, 1], np.zeros(len(odd), dtype=np.int64)])
        up = _alternating(by_paper, by_reviewer, chance)
        parts[odd] += np.where(up, bit, -bit)
        bit *= 2
    return np.asarray(chances.pairs[parts == PARTS])


def _pieces(cap: float, beta: float) -> tuple[tuple[float, int], ...]:
    if not 1 / PARTS <= cap <= 1:
        raise ValueError(f"The highest probability of a pair must be from {1 / PARTS:.3f} to 1.")
    if not 0 <= beta <= 1:
        raise ValueError("The strength of the perturbation must be from 0 to 1.")
    room = int(cap * PARTS + 1e-9)
    if beta == 0:
        return ((1.0, room),)
    size = PARTS // PIECES
    starts = range(0, room, size)
    return tuple((1 - beta * (2 * at + 1) / PIECES, min(size, room - start)) for at, start in enumerate(starts))


def _patient(effort: Effort) -> Effort:
    return Effort(effort.dense_cells, effort.start_columns, 8, effort.reviewer_columns, gap=GAP, tell=effort.tell)


def _groups(core: Core, pairs: Ints) -> list[Ints]:
    """Return the groups that pairs are in, the finest first, as numbers; -1 - the pair's row where in none."""
    alone = -1 - np.arange(len(pairs))
    if core.needs_seniors:
        return [pairs[:, 0] * 2 + core.problem.senior[pairs[:, 1]]]
    found = []
    for _, grouping in core.exact_groupings:
        label = grouping.label[pairs[:, 1]]
        width = int(grouping.label.max(initial=0)) + 1
        found.append(np.where(label >= 0, pairs[:, 0] * width + label, alone))
    return found


def _partners(levels: list[Ints]) -> Ints:
    """Return for each row its partner: of the same group at the first level where one is left over."""
    partner = np.full(len(levels[0]), -1, dtype=np.int64)
    for group in levels:
        left = np.flatnonzero(partner < 0)
        order = left[np.argsort(group[left], kind="stable")]
        place = group[order]
        rank = np.arange(len(order)) - np.searchsorted(place, place)
        first = np.flatnonzero((rank[:-1] % 2 == 0) & (place[:-1] == place[1:]))
        one, other = order[first], order[first + 1]
        partner[one], partner[other] = other, one
    return partner


def _alternating(by_paper: Ints, by_reviewer: Ints, chance: np.random.Generator) -> Flags:
    """Return up or down for each row, partners never the same: chains are closed, of even length, and told apart by
    the least row that is reached by steps of two."""
    size = len(by_paper)
    step = by_reviewer[by_paper]
    least = np.arange(size)
    for _ in range(max(1, size.bit_length())):
        least = np.minimum(least, least[step])
        step = step[step]
    other = least[by_paper]
    coin = chance.random(size) < 0.5
    return np.asarray(coin[np.minimum(least, other)] ^ (least < other), dtype=np.bool_)
