"""Name what makes an assignment impossible: the papers that are stuck and the few reviewers left to them.

After the best flow some reviews are missing. Going back from a paper that lacks one, through everybody who might
review it, to the papers these people are busy with, and so on, encloses a set that nothing outside can help: a
minimum cut. The smallest such set is named.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reviews.assignment.solver.apart import Apart, Listed, apart_of
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.generate import Effort, Optimum, optimum
from reviews.assignment.solver.problem import Flags, Infeasible, Ints

SERVE_FOR_MORE = "Let more reviewers serve in the tracks of these papers."
NAMED = 5  # so many places are named
TRIES = 12  # sets that are compared, beginning with the rows that have the fewest helpers


@dataclass(frozen=True)
class _Side:
    """The stuck side as rows, the side that should help as columns."""

    need: Ints
    room: Ints
    excluded: Ints  # n x 2: row, column; none that tracks keep apart anyway
    used: Ints  # n x 2: row, column
    apart: Apart | Listed

    def closed_to(self, row: int) -> Flags:
        """Tell of each column whether it has no room, or is kept from this row by its track."""
        return np.asarray((self.room <= 0) | self.apart.of_row(row))


@dataclass(frozen=True)
class _Stuck:
    rows: Ints
    columns: Ints
    needed: int
    places: int

    @property
    def short(self) -> int:
        return self.needed - self.places


def name_shortage(core: Core, pairs: Ints) -> Infeasible:
    """Return the reason why `pairs`, the most that can be had, leave something undone."""
    excluded = np.stack(np.divmod(core.excluded, max(1, core.problem.reviewers)), axis=1)
    excluded = excluded[~core.problem.kept_apart(excluded[:, 0], excluded[:, 1])]
    apart = apart_of(core.problem)
    papers = _Side(core.demand, core.max_load, excluded, pairs, apart)
    if (core.demand > np.bincount(pairs[:, 0], minlength=len(core.demand))).any():
        return _too_few_places(core, papers)
    reviewers = _Side(core.min_load, core.demand, excluded[:, ::-1], pairs[:, ::-1], apart.turned)
    return _too_few_papers(reviewers)


def _too_few_places(core: Core, side: _Side) -> Infeasible:
    stuck, missing = _smallest(side)
    size, people = len(stuck.rows), len(stuck.columns)
    need = f"{_count(size, 'paper')} {_verb(size, 'needs', 'need')} {_count(stuck.needed, 'review')}"
    if len(core.problem.fixed):
        need += " besides the fixed pairs"
    if not people:
        why = f"{need}, but nobody is left who may review {_verb(size, 'it', 'them')}."
    else:
        left = "the whole committee has" if size == len(side.need) else f"the {_count(people, 'reviewer')} left for "
        left += "" if size == len(side.need) else f"{_verb(size, 'it', 'them')} {_verb(people, 'has', 'have')}"
        tracks = ", tracks" if core.problem.has_tracks else ""
        limits = f"conflicts{tracks}{', unlisted pairs' if core.problem.bars_unlisted else ''} and loads"
        why = f"{need}, but after {limits} {left} {_count(stuck.places, 'place')}: "
        why += f"{stuck.short:,} too few."
    if missing > stuck.short:
        why += f" In the whole plan {_count(missing, 'review')} cannot be placed."
    remedies = [f"Invite reviewers without a conflict with these papers, for {_count(stuck.short, 'more review')}."]
    remedies += _by_load(side, stuck)
    if _places(side, stuck.rows, np.empty((0, 2), dtype=np.int64)) > stuck.places:
        remedies.append("Look again at the conflicts and forbidden pairs of these papers.")
    if _places(replace(side, apart=side.apart.nothing), stuck.rows, side.excluded) > stuck.places:
        remedies.append(SERVE_FOR_MORE)
    remedies.append(f"Ask for fewer reviews of these papers, {stuck.short:,} fewer in all.")
    return _answer(stuck, missing, why, tuple(remedies), papers=stuck.rows, reviewers=stuck.columns)


def _too_few_papers(side: _Side) -> Infeasible:
    stuck, missing = _smallest(side)
    size = len(stuck.rows)
    them = _verb(size, "this reviewer", "these reviewers")
    why = (
        f"{_count(size, 'reviewer')} {_verb(size, 'is', 'are')} to get at least {_count(stuck.needed, 'paper')}, but "
        f"after conflicts the papers open to {them} have only {_count(stuck.places, 'place')}: {stuck.short:,} too few."
    )
    remedies = (
        f"Lower the minimum load of {them}, by {stuck.short:,} in all.",
        "Ask for more reviews of papers that are open to them.",
    )
    return _answer(stuck, missing, why, remedies, papers=stuck.columns, reviewers=stuck.rows)


def _answer(
    stuck: _Stuck, missing: int, why: str, remedies: tuple[str, ...], *, papers: Ints, reviewers: Ints
) -> Infeasible:
    return Infeasible(
        short=stuck.short,
        papers=tuple(papers.tolist()),
        reviewers=tuple(reviewers.tolist()),
        places=stuck.places,
        needed=stuck.needed,
        why=why,
        remedies=remedies,
        missing=missing,
    )


def _smallest(side: _Side) -> tuple[_Stuck, int]:
    """Return the smallest of the sets found, and what is missing in all."""
    lacking = side.need - np.bincount(side.used[:, 0], minlength=len(side.need))
    stuck = np.flatnonzero(lacking > 0)
    helpers = len(side.room) - np.bincount(side.excluded[:, 0], minlength=len(side.need))
    helpers = helpers - side.apart.columns_of_rows()
    first = stuck[np.argsort(helpers[stuck], kind="stable")][:TRIES]
    rows = min((_closed_set(side, int(row), stuck) for row in first), key=len)
    columns = np.flatnonzero(_helpful(side, rows, side.excluded))
    found = _Stuck(rows, columns, int(side.need[rows].sum()), _places(side, rows, side.excluded))
    return found, int(lacking[stuck].sum())


def _closed_set(side: _Side, start: int, stuck: Ints) -> Ints:
    """Return the rows that compete with `start`, directly or through others, for the same columns.

    Stuck rows that have got nothing are not met on the way, because nothing can be taken from them. Those that could
    only turn to the same columns belong to the set as well.
    """
    excluded, used = _grouped(side.excluded, len(side.need)), _grouped(side.used, len(side.need))
    rows_of = _grouped(side.used[:, ::-1], len(side.room))
    inside = np.zeros(len(side.need), dtype=np.bool_)
    unseen = side.room > 0
    inside[start] = True
    queue = [start]
    while queue:
        row = queue.pop()
        reach = unseen & ~side.closed_to(row)
        reach[excluded[row]] = False
        reach[used[row]] = False
        unseen &= ~reach
        for column in np.flatnonzero(reach):
            fresh = rows_of[column][~inside[rows_of[column]]]
            inside[fresh] = True
            queue.extend(fresh.tolist())
    shared = _helpful(side, np.flatnonzero(inside), side.excluded) > 0
    for row in stuck[~inside[stuck]]:
        could = ~side.closed_to(int(row))
        could[excluded[row]] = False
        meets = (could & shared).any() or not (could.any() or shared.any())
        could[used[row]] = False
        inside[row] = meets and not (could & unseen).any()
    return np.flatnonzero(inside)


def _grouped(pairs: Ints, length: int) -> list[Ints]:
    """Return the second entries of the pairs, grouped by the first."""
    order = np.argsort(pairs[:, 0], kind="stable")
    return np.split(pairs[order, 1], np.searchsorted(pairs[order, 0], np.arange(1, length)))


def _helpful(side: _Side, rows: Ints, excluded: Ints, more: int = 0) -> Ints:
    """Return how many of these rows each column can take, `more` added to its room."""
    inside: NDArray[np.bool_] = np.zeros(len(side.need), dtype=np.bool_)
    inside[rows] = True
    barred = np.bincount(excluded[inside[excluded[:, 0]], 1], minlength=len(side.room))
    barred += side.apart.rows_of_columns(rows)
    room = np.where(side.room > 0, side.room + more, 0)
    return np.minimum(room, len(rows) - barred)


def _places(side: _Side, rows: Ints, excluded: Ints, more: int = 0) -> int:
    return int(_helpful(side, rows, excluded, more).sum())


def _by_load(side: _Side, stuck: _Stuck) -> list[str]:
    """Return the advice to raise loads, if that can mend it at all."""
    for more in range(1, len(stuck.rows) + 1):
        if _places(side, stuck.rows, side.excluded, more) >= stuck.needed:
            return [f"Raise the maximum load of these {_count(len(stuck.columns), 'reviewer')} by {more}."]
    return []


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _verb(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def rule_that_bars(core: Core, stuck: Optimum, effort: Effort) -> Infeasible:
    """Return which rule on seniors or places leaves papers short where there are places enough for all."""
    papers = core.problem.papers
    lacking = stuck.flow.unfilled[:papers].copy()
    np.add.at(lacking, stuck.network.inner_group[:, 0], stuck.flow.unfilled[papers:])
    short = np.flatnonzero(lacking > 0)
    missing = int(lacking.sum())
    if not core.needs_seniors:
        names = " and ".join(f"at most {one.most} of one {one.name}" for _, one in core.exact_groupings)
        why = f"There are places enough, but with {names} on a paper, {_count(missing, 'review')} cannot be placed."
        why += _who_is_left(core, stuck.pairs, short)
        remedies = ("Allow more of one place on a paper.", "Invite people from other places.")
        return Infeasible(missing, tuple(short.tolist()), (), 0, int(core.demand[short].sum()), why, remedies, missing)
    return _too_few_seniors(core, missing, short, effort)


def _who_is_left(core: Core, pairs: Ints, short: Ints) -> str:
    """Say where those are from who have time left and no conflict with all of the papers that lack somebody."""
    room = core.max_load - np.bincount(pairs[:, 1], minlength=core.problem.reviewers)
    barred = np.zeros((len(short), core.problem.reviewers), dtype=np.bool_)
    rows, columns = np.divmod(core.excluded, max(1, core.problem.reviewers))
    here = np.isin(rows, short)
    barred[np.searchsorted(short, rows[here]), columns[here]] = True
    if core.problem.keeps_apart:
        barred |= ~core.problem.open_to(short)
    free = (room > 0) & ~barred.all(axis=0)
    coarsest = core.exact_groupings[-1][1]
    found = {coarsest.places[at] for at in coarsest.label[free] if at >= 0 and coarsest.places}
    if not found:
        return ""
    named = sorted(found)[:NAMED]
    more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    return f" Whoever still has time for these papers is of {', '.join(named)}{more}, and they have somebody of there."


def _too_few_seniors(core: Core, missing: int, short: Ints, effort: Effort) -> Infeasible:
    """Say who is short of seniors: the same question, asked of senior reviewers alone."""
    problem, senior = core.problem, core.problem.senior
    alone = replace(
        problem,
        demand=core.seniors_due,
        max_load=np.where(senior, core.max_load, 0),
        min_load=np.zeros_like(core.min_load),
        fixed=np.empty((0, 2), dtype=np.int64),
        forbidden=np.concatenate([problem.forbidden, problem.fixed]),
        min_seniors=0,
        groupings=(),
    )
    found = Core.of(alone)
    placed = optimum(found, effort)
    if placed.flow.complete:
        why = f"There are places enough, but with the rule on seniors {_count(missing, 'review')} cannot be placed."
        advice = ("Ask for fewer seniors a paper.", "Raise the loads, of seniors above all.")
        return Infeasible(missing, tuple(short.tolist()), (), 0, int(core.demand[short].sum()), why, advice, missing)
    answer = name_shortage(found, placed.pairs)
    remedies = ("Name more of the committee as senior.", "Ask for fewer seniors a paper.", *answer.remedies)
    return replace(answer, why=f"Among senior reviewers alone: {answer.why}", remedies=remedies)
