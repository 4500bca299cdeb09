"""Small problems whose rules cross, to the last: a whole-number programme (SCIP, by OR-tools). Called by solve.py.

lazy.py leaves pairs out and never takes that back. At the size of a conference that costs next to nothing; in a small
workshop, where nearly all places are needed, it can end with nothing where there is something. Here all rules stand
from the beginning but those on shared papers, which are added where an optimum breaks them; what comes out is the
best there is, or the proof of none.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp

from reviews.assignment.solver import lazy
from reviews.assignment.solver.core import Core
from reviews.assignment.solver.problem import Ints

CELLS = 20_000  # papers x reviewers up to which this is tried
SECONDS = 20.0
Cut = tuple[list[tuple[int, int]], int]  # pairs, and how many of them there may be


@dataclass(frozen=True, eq=False)
class Exact:
    """The best pairs without the fixed ones, or none; `is_proved` unless the time was over before."""

    pairs: Ints | None
    is_proved: bool


def is_small(core: Core) -> bool:
    """Tell whether a whole-number programme can be expected to end."""
    return core.problem.affinity.size <= CELLS


def best_within_rules(core: Core, seconds: float = SECONDS) -> Exact:
    """Return the assignment of greatest total within all rules, or that there is none."""
    return _Programme(core).solved(time.monotonic() + seconds)


class _Programme:
    """One variable for each pair that may be chosen; fixed pairs count where rules speak of them."""

    def __init__(self, core: Core) -> None:
        self.core, self.problem = core, core.problem
        self.solver = pywraplp.Solver.CreateSolver("SCIP")
        size = self.problem.affinity.shape
        may = ~core.bars(np.arange(size[0] * size[1])).reshape(size)
        may &= (core.demand > 0)[:, None] & (core.max_load > 0)
        self.keys = np.argwhere(may)
        names = map(tuple, self.keys.tolist())
        self.chosen = {name: self.solver.BoolVar("") for name in names}
        self.fixed = {(int(paper), int(reviewer)) for paper, reviewer in self.problem.fixed.tolist()}
        self.cuts: set[frozenset[tuple[int, int]]] = set()
        self.papers_of: dict[int, list[int]] = defaultdict(list)
        for paper, author in self.problem.authorship.tolist():
            self.papers_of[author].append(paper)
        self.authors_of: dict[int, list[int]] = defaultdict(list)
        for paper, author in self.problem.authorship.tolist():
            self.authors_of[paper].append(author)
        self._count_places()
        self._count_groups()
        if self.problem.keep_at_least:
            kept = [self.chosen[name] for name in map(tuple, self.problem.keep.tolist()) if name in self.chosen]
            self._bound(kept, core.keep_due, max(core.keep_due, len(kept)))
        if self.problem.no_cycles:
            self._add(self._mutual())
        goal = self.solver.Objective()
        for name, variable in self.chosen.items():
            goal.SetCoefficient(variable, float(self.problem.affinity[name]))
        goal.SetMaximization()

    def solved(self, until: float) -> Exact:
        """Return the optimum, found anew with the rules that it breaks until it breaks none."""
        while (left := until - time.monotonic()) > 0:
            self.solver.SetTimeLimit(int(1000 * left))
            status = self.solver.Solve()
            if status == pywraplp.Solver.INFEASIBLE:
                return Exact(None, is_proved=True)
            if status != pywraplp.Solver.OPTIMAL:
                break
            pairs = self.keys[[variable.solution_value() > 0.5 for variable in self.chosen.values()]]
            if not self._cut(np.concatenate([self.problem.fixed, pairs])):
                return Exact(pairs, is_proved=True)
        return Exact(None, is_proved=False)

    def _count_places(self) -> None:
        by_paper, by_reviewer = defaultdict(list), defaultdict(list)
        for (paper, reviewer), variable in self.chosen.items():
            by_paper[paper].append(variable)
            by_reviewer[reviewer].append(variable)
        for paper, demand in enumerate(self.core.demand.tolist()):
            self._bound(by_paper[paper], demand, demand)
        for reviewer, most in enumerate(self.core.max_load.tolist()):
            self._bound(by_reviewer[reviewer], int(self.core.min_load[reviewer]), most)

    def _count_groups(self) -> None:
        if self.core.needs_seniors:
            seniors = defaultdict(list)
            for (paper, reviewer), variable in self.chosen.items():
                if self.problem.senior[reviewer]:
                    seniors[paper].append(variable)
            for paper, due in enumerate(self.core.seniors_due.tolist()):
                self._bound(seniors[paper], due, len(seniors[paper]))
        for grouping in self.problem.groupings:
            places: dict[tuple[int, int], list[pywraplp.Variable]] = defaultdict(list)
            held: dict[tuple[int, int], int] = defaultdict(int)
            for paper, reviewer in self.fixed:
                held[paper, int(grouping.label[reviewer])] += 1
            for (paper, reviewer), variable in self.chosen.items():
                if grouping.label[reviewer] >= 0:
                    places[paper, int(grouping.label[reviewer])].append(variable)
            for place, variables in places.items():
                self._bound(variables, 0, max(0, grouping.most - held[place]))

    def _bound(self, variables: list[pywraplp.Variable], least: int, most: int) -> None:
        rule = self.solver.RowConstraint(float(least), float(most), "")
        for variable in variables:
            rule.SetCoefficient(variable, 1)

    def _cut(self, pairs: Ints) -> bool:
        """Add the rules on shared papers that these pairs break; tell whether there was one that is not there yet."""
        return self._add(self._together(pairs)) if self.problem.most_together else False

    def _add(self, cuts: Iterable[Cut]) -> bool:
        """Add the rules that are not there yet: of these pairs at most so many. Tell whether there was one."""
        new = [(frozenset(names), most) for names, most in cuts if frozenset(names) not in self.cuts]
        for names, most in new:
            self.cuts.add(names)
            free = [self.chosen[pair] for pair in names if pair in self.chosen]
            if free:
                self._bound(free, 0, max(0, most - len(names & self.fixed)))
        return bool(new)

    def _mutual(self) -> Iterator[Cut]:
        """Yield each two pairs by which two people would review each other's papers."""
        possible = self.chosen.keys() | self.fixed
        for paper, reader in possible:
            for author in self.authors_of[paper]:
                for back in self.papers_of[reader]:
                    if author != reader and (back, author) in possible:
                        yield [(paper, reader), (back, author)], 1

    def _together(self, pairs: Ints) -> Iterator[Cut]:
        """Yield, of each two people who share too many papers, all their pairs on these: one of them at least goes."""
        most, shared = self.problem.most_together, defaultdict(list)
        for two, rows in zip(*(array.tolist() for array in lazy.together(self.problem, pairs)), strict=True):
            shared[two].append(int(pairs[rows[0], 0]))
        for two, papers in shared.items():
            if len(papers) > most:
                people = divmod(two, self.problem.reviewers)
                yield [(paper, person) for paper in papers for person in people], len(papers) + most
