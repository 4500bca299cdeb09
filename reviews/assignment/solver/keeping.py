"""The best assignment that keeps at least so many pairs of an earlier one, and its proof. Called by solve.py.

One number is a side constraint, which no flow knows. So it gets a price: with a favour f >= 0 on each pair to be kept,
the best flow's total less f * (number asked) bounds every assignment that keeps so many, whatever f is (Lagrange). The
greater f, the more is kept; the f at which enough is kept for the first time is found from both sides, each step where
the lines of the two nearest answers cross. If an answer keeps exactly as many as asked, it is the best; else it
keeps more, and the bound says what these can cost. Small problems are then searched to the last (exact.py).

Where many pairs are worth the same, they would all be kept from the same f on: so each is favoured by its own bit more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from reviews.assignment.solver import exact, lazy
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.generate import USUAL, Effort, Optimum, beyond_doubt, optimum
from reviews.assignment.solver.market import TIE
from reviews.assignment.solver.outcome import solution_of
from reviews.assignment.solver.problem import Floats, Infeasible, Ints, Problem, Solution
from reviews.assignment.solver.terms import Terms

SAYS_WHAT_IS_BEST = "Keeping pairs says by itself what the best assignment is: ask for it without fairness and chance."
STEPS = 60
NEAR = 1e-6  # a gap at which nothing more is searched for
DEAR = (1.0, 2.0, 8.0, 64.0)  # how much more pairs are favoured when rules that cross have taken too many away


def most_kept(problem: Problem, effort: Effort = USUAL) -> int | Infeasible:
    """Return how many of the pairs to be kept can be kept at once; with rules that cross, how many were found to be."""
    core = Core.of(replace(problem, keep_at_least=0))
    search = _Search(core, effort, None)
    found = search.with_favour(beyond_doubt(core) * core.largest)
    if not found.flow.complete:
        return Infeasible(0, (), (), 0, 0, "There is no assignment, whatever is kept.", ())
    met = lazy.meet_the_crossing_rules(core, found, effort, search.terms)
    return met if isinstance(met, Infeasible) else search.kept(met.pairs) + _fixed(problem)


def solve_keeping(core: Core, plain: Optimum, effort: Effort, started: float) -> Solution | Infeasible:
    """Return the best assignment that keeps enough. `plain` is the optimum where nothing is to be kept."""
    search = _Search(core, effort, plain)
    found = search.run()
    if found is None:
        return _too_many_asked(core, search)
    relaxed, pairs = found
    met = _within_all_rules(core, search, relaxed, pairs)
    best = None if met is None else solution_of(core, relaxed, met, started)
    crossing = any(lazy.names_of_crossing_rules(core))
    if exact.is_small(core) and (best is None or best.gap > (lazy.WORTH_A_SEARCH if crossing else NEAR)):
        effort.tell("looking for the best plan that keeps so many", None)
        sought = exact.best_within_rules(core)
        if sought.pairs is not None:
            return replace(solution_of(core, relaxed, sought.pairs, started), is_searched=sought.is_proved)
    if best is None:
        why = f"{lazy.why_none(core)} At least {core.problem.keep_at_least:,} pairs were to be kept."
        return Infeasible(0, (), (), 0, 0, why, ("Keep fewer pairs, or drop one of these rules.",))
    return best


def _within_all_rules(core: Core, search: "_Search", relaxed: Optimum, pairs: Ints) -> Ints | None:
    """Return enough kept pairs within the rules that cross; the dearer they are, the fewer are given up for these."""
    if not any(lazy.names_of_crossing_rules(core)):
        return pairs
    favour = max(relaxed.prices.tolls.keep, core.largest / 64)
    for dear in DEAR:
        met = lazy.meet_the_crossing_rules(core, search.with_favour(dear * favour), search.effort, search.terms)
        if not isinstance(met, Infeasible) and search.kept(met.pairs) >= core.keep_due:
            return met.pairs
    return None


@dataclass(frozen=True, eq=False)
class _Answer:
    """An answer as a line over the favour: what it is worth without, and how many pairs it keeps."""

    found: Optimum
    worth: float
    kept: int


class _Search:
    """The optimum with any favour, each found from the columns of the one before."""

    def __init__(self, core: Core, effort: Effort, plain: Optimum | None) -> None:
        self.core, self.effort = core, effort
        self.keys = None if plain is None else plain.keys
        self.bits: Floats = np.random.default_rng(0).random(len(core.kept)) * core.largest * TIE
        self.terms = Terms()

    def with_favour(self, favour: float, *, even: bool = False) -> Optimum:
        """Return the optimum where each pair to be kept counts so much more, and, unless it is even, its own bit."""
        each = np.full(len(self.core.kept), favour) if even else favour + self.bits
        self.terms = Terms(favoured=self.core.kept, favour=each)
        found = optimum(self.core, self.effort, self.terms, keys=self.keys)
        self.keys = found.keys
        return found

    def kept(self, pairs: Ints) -> int:
        """Count the pairs that are kept, without the fixed ones."""
        return int(np.isin(self.core.problem.keys(pairs), self.core.kept).sum())

    def run(self) -> tuple[Optimum, Ints] | None:
        """Return the optimum at the price of keeping enough, with its bound, and the best pairs; none if too many."""
        due = self.core.keep_due
        few = self._answer(0.0)
        favour, many = 0.0, few
        if few.kept < due:
            many = next((one for one in map(self._answer, self._great()) if one.kept >= due), few)
            if many.kept < due:
                return None
            favour, many = self._between(few, many, due)
        return self._proved(favour, many)

    def _great(self) -> Iterator[float]:
        """Yield favours at which nearly as many are kept as can be, and, if these are too few, as can be."""
        yield 4 * self.core.largest
        yield beyond_doubt(self.core) * self.core.largest

    def _between(self, few: _Answer, many: _Answer, due: int) -> tuple[float, _Answer]:
        """Return the favour at which enough are kept for the first time, and the answer there."""
        favour = 0.0
        for _ in range(STEPS):
            favour = max(0.0, (few.worth - many.worth) / (many.kept - few.kept))
            tried = self._answer(favour)
            self.effort.tell(f"{tried.kept:,} of {due:,} pairs kept", None)
            if tried.kept in {few.kept, many.kept}:
                break
            few, many = (tried, many) if tried.kept < due else (few, tried)
            if tried.kept == due:
                break
        return favour, many

    def _answer(self, favour: float) -> _Answer:
        found = self.with_favour(favour)
        kept = np.isin(self.core.kept, self.core.problem.keys(found.pairs))
        return _Answer(found, found.total - favour * int(kept.sum()), int(kept.sum()))

    def _proved(self, favour: float, answer: _Answer) -> tuple[Optimum, Ints]:
        """Return the bound at this favour, and the pairs of greatest total that keep enough."""
        tried = {favour: self.with_favour(favour, even=True)}
        if self._bound(favour, tried[favour]) - self._total(answer.found.pairs) > NEAR * self.core.largest:
            above = favour + self.core.largest * TIE  # the bits hide where exactly between these two it is
            tried[above] = self.with_favour(above, even=True)
            (one, worth), (other, less) = (self._line(at, found) for at, found in tried.items())
            if one < other:
                at = max(0.0, (worth - less) / (other - one))
                tried[at] = self.with_favour(at, even=True)
        best = min(tried, key=lambda at: self._bound(at, tried[at]))
        pairs = [one.pairs for one in (answer.found, *tried.values()) if self.kept(one.pairs) >= self.core.keep_due]
        prices = replace(tried[best].prices, tolls=replace(tried[best].prices.tolls, keep=best))
        proof = replace(tried[best], prices=prices, bound=self._bound(best, tried[best]))
        return proof, max(pairs, key=self._total)

    def _bound(self, favour: float, even: Optimum) -> float:
        return even.bound - favour * self.core.keep_due

    def _line(self, favour: float, even: Optimum) -> tuple[int, float]:
        kept = self.kept(even.pairs)
        return kept, even.total - favour * kept

    def _total(self, pairs: Ints) -> float:
        return float(self.core.problem.affinity[pairs[:, 0], pairs[:, 1]].sum(dtype=np.float64))


def _fixed(problem: Problem) -> int:
    return int(np.isin(problem.keys(problem.keep), problem.keys(problem.fixed)).sum())


def _too_many_asked(core: Core, search: _Search) -> Infeasible:
    """Say how many can be kept, and how many cannot be chosen at all."""
    problem, fixed = core.problem, _fixed(core.problem)
    can_be = search.kept(search.with_favour(beyond_doubt(core) * core.largest).pairs) + fixed
    barred = np.setdiff1d(problem.keys(problem.keep), np.concatenate([core.kept, problem.keys(problem.fixed)]))
    why = (
        f"Of the {len(problem.keep):,} pairs to be kept, {can_be:,} can be kept at most, and "
        f"{problem.keep_at_least:,} were asked for."
    )
    if len(barred):
        why += f" {len(barred):,} of them can no longer be: conflicts, tracks, or people and papers ruled out since."
    remedies = (f"Ask for {can_be:,} or fewer.", "Look at the conflicts and loads that have changed since.")
    papers = np.unique(barred // max(1, problem.reviewers))
    people = np.unique(barred % max(1, problem.reviewers))
    short = problem.keep_at_least - can_be
    return Infeasible(
        short, tuple(papers.tolist()), tuple(people.tolist()), can_be, problem.keep_at_least, why, remedies
    )
