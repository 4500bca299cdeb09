"""What the solver is asked and what it answers: plain arrays, checked once, so that nobody below has to doubt them."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from reviews.assignment.solver import tracks
from reviews.assignment.solver.arrays import (
    BLOCK_CELLS,
    Flags,
    Floats,
    Ints,
    Scores,
    counts,
    distinct,
    extent,
    flags,
    matrix,
    no_flags,
    no_ints,
    no_pairs,
    no_table,
    or_zeros,
    pairs,
)
from reviews.assignment.solver.sparse import SparseScores

__all__ = [
    "BLOCK_CELLS",
    "NO_TOLLS",
    "Flags",
    "Floats",
    "Grouping",
    "Infeasible",
    "Ints",
    "Problem",
    "Scores",
    "Solution",
    "SparseScores",
    "Tolls",
    "distinct",
]


@dataclass(frozen=True, eq=False)
class Grouping:
    """Where reviewers belong (an institution, a region), and how many of one place a paper may have.

    `label` has a number for each reviewer; those with the same number belong together, -1 belongs nowhere. `places`
    are the names of the places by these numbers, where there are any.
    """

    label: Ints
    most: int = 1
    name: str = "institution"
    places: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Problem:
    """Who might review what, and the rules. Rows of `affinity` are papers, its columns are reviewers.

    `demand` is the number of reviewers each paper gets, exactly. `conflicts` and `forbidden` are pairs (paper,
    reviewer) that must not be; `fixed` are pairs that must be. They count towards demand and loads.

    Where there are tracks, `paper_track` has the number of a track for each paper, and `reviewer_tracks` is a table
    of true and false, tracks x reviewers: who serves in which. A paper goes only to people who serve in its track,
    but for fixed pairs, which hold across tracks. Papers in no track are a track of their own.

    Further rules, where they are asked for: `min_seniors` reviewers of each paper must be `senior` (true or false for
    each reviewer); no paper has more than `most` of a place of `groupings`; with `no_cycles` no two people review a
    paper of each other (`authorship`: paper, reviewer); no two people share more than `most_together` papers (0: any).

    Of the pairs of an earlier assignment, `keep`, at least `keep_at_least` must be in the new one. Pairs that have
    become impossible may be among them; they cannot be kept. Fixed ones that are among them count.

    The affinity may be sparse, in compressed rows, such as scipy's csr_matrix or csr_array. Pairs that are not listed
    then count `unlisted`, which is 0, and are as possible as any other. Only with `bars_unlisted` are they forbidden,
    but for fixed ones, which count `unlisted`. A stored zero is listed. The whole table is never made in memory.

    A question that cannot be meant is refused with a ValueError whose sentence is fit for the screen.
    """

    affinity: Scores | SparseScores
    demand: Ints
    max_load: Ints
    min_load: Ints = field(default_factory=no_ints)
    conflicts: Ints = field(default_factory=no_pairs)
    fixed: Ints = field(default_factory=no_pairs)
    forbidden: Ints = field(default_factory=no_pairs)
    paper_track: Ints = field(default_factory=no_ints)
    reviewer_tracks: Flags = field(default_factory=no_table)
    senior: Flags = field(default_factory=no_flags)
    min_seniors: int = 0
    groupings: tuple[Grouping, ...] = ()
    authorship: Ints = field(default_factory=no_pairs)
    no_cycles: bool = False
    most_together: int = 0
    keep: Ints = field(default_factory=no_pairs)
    keep_at_least: int = 0
    unlisted: float = 0.0
    bars_unlisted: bool = False
    largest: float = field(init=False, default=1.0)  # the scale: the largest affinity by absolute value

    def __post_init__(self) -> None:
        affinity = _scores(self.affinity, self.unlisted)
        papers, reviewers = affinity.shape
        paper_track, serving = tracks.checked(self.paper_track, self.reviewer_tracks, papers, reviewers)
        checked = {
            "affinity": affinity,
            "largest": _extent(affinity),
            "demand": counts("demand", self.demand, papers, "paper"),
            "max_load": counts("max_load", self.max_load, reviewers, "reviewer"),
            "min_load": counts("min_load", or_zeros(self.min_load, reviewers), reviewers, "reviewer"),
            "conflicts": pairs("conflicts", self.conflicts, papers, reviewers),
            "fixed": pairs("fixed", self.fixed, papers, reviewers),
            "forbidden": pairs("forbidden", self.forbidden, papers, reviewers),
            "paper_track": paper_track,
            "reviewer_tracks": serving,
            "senior": flags(self.senior, reviewers),
            "groupings": tuple(_grouping(one, reviewers) for one in self.groupings),
            "authorship": pairs("authorship", self.authorship, papers, reviewers),
            "keep": pairs("keep", self.keep, papers, reviewers),
        }
        for name, value in checked.items():
            object.__setattr__(self, name, value)
        _refuse_contradictions(self)

    @property
    def papers(self) -> int:
        """Return the number of papers."""
        return int(self.affinity.shape[0])

    @property
    def reviewers(self) -> int:
        """Return the number of reviewers."""
        return int(self.affinity.shape[1])

    @property
    def has_tracks(self) -> bool:
        """Tell whether papers are kept to those who serve in their tracks."""
        return len(self.reviewer_tracks) > 0

    @property
    def keeps_apart(self) -> bool:
        """Tell whether pairs are kept apart by more than single pairs: by tracks, or because they are not listed."""
        return self.has_tracks or (self.bars_unlisted and isinstance(self.affinity, SparseScores))

    def kept_apart(self, papers: Ints, reviewers: Ints) -> Flags:
        """Tell of each of these pairs whether its reviewer is off the paper's track, or it is not listed and barred."""
        apart = self.off_track(papers, reviewers)
        if self.bars_unlisted and isinstance(self.affinity, SparseScores):
            apart = apart | ~self.affinity.lists(papers, reviewers)
        return apart

    def off_track(self, papers: Ints, reviewers: Ints) -> Flags:
        """Tell of each of these pairs whether the reviewer does not serve in the paper's track."""
        if not self.has_tracks:
            return np.zeros(len(papers), dtype=np.bool_)
        return ~self.reviewer_tracks[self.paper_track[papers], reviewers]

    def open_to(self, papers: slice | Ints) -> Flags:
        """Return a row for each of these papers: who is not kept apart from it. For blocks, and only where some are."""
        if not (self.bars_unlisted and isinstance(self.affinity, SparseScores)):
            return self.reviewer_tracks[self.paper_track[papers]]
        listed = self.affinity.listed(papers)
        return listed & self.reviewer_tracks[self.paper_track[papers]] if self.has_tracks else listed

    def keys(self, pairs: Ints) -> Ints:
        """Return each pair as one number, paper * reviewers + reviewer, which sorts and compares fast."""
        return np.asarray(pairs[:, 0] * self.reviewers + pairs[:, 1], dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Tolls:
    """Prices of the rules on groups and kept pairs: they are part of the certificate.

    `keep` >= 0 is what a pair to be kept counts beyond its affinity. `sigma[p]` >= 0 is what a senior reviewer of paper
    p is worth beyond the affinity. Each of `taken` is a paper, a grouping, a label in it, and what one more of that
    place would be worth: a toll >= 0 on every pair of it.
    """

    sigma: Floats = field(default_factory=lambda: np.empty(0))
    taken: Ints = field(default_factory=lambda: np.empty((0, 3), dtype=np.int64))
    toll: Floats = field(default_factory=lambda: np.empty(0))
    keep: float = 0.0


NO_TOLLS = Tolls()


@dataclass(frozen=True, eq=False)
class Solution:
    """An assignment and its proof. No assignment within the rules can have a total above `upper_bound`.

    `gap` is (upper_bound - total) relative to the bound. `u` (a price per paper) and `v` (a price per reviewer)
    are the certificate: `verify.upper_bound` recomputes the bound from them over all pairs. v[r] > 0 is what one
    more place with reviewer r would add to the total, at most. `tolls` are the prices of seniority and groups.
    The bound holds for the problem without the rules named in `relaxed`, and so for the problem with them as well.
    Where `is_searched`, a whole-number programme has looked at the rest too (exact.py): nothing is better, gap or not.
    """

    pairs: Ints
    total: float
    upper_bound: float
    gap: float
    paper_scores: Floats
    loads: Ints
    seconds: float
    u: Floats
    v: Floats
    tolls: Tolls = NO_TOLLS
    relaxed: tuple[str, ...] = ()
    is_searched: bool = False

    @property
    def least(self) -> float:
        """Return the score of the paper that is served worst, of those that have reviewers; 0 if none has."""
        served = np.unique(self.pairs[:, 0])
        return float(self.paper_scores[served].min()) if len(served) else 0.0


@dataclass(frozen=True)
class Infeasible:
    """Why there is no assignment: `papers` need `needed` reviews, and `reviewers` have `places` for them.

    With a minimum load that cannot be met it is the other way round: `reviewers` were to get `needed` papers,
    and `papers` have `places` for them. `missing` counts the whole problem, `short` only this set.
    """

    short: int
    papers: tuple[int, ...]
    reviewers: tuple[int, ...]
    places: int
    needed: int
    why: str
    remedies: tuple[str, ...]
    missing: int = 0


def _scores(affinity: Any, unlisted: float) -> Scores | SparseScores:
    if isinstance(affinity, SparseScores):
        return affinity if affinity.unlisted == unlisted else replace(affinity, unlisted=float(unlisted))
    return (
        SparseScores.of(affinity, unlisted)
        if hasattr(affinity, "indptr") or hasattr(affinity, "tocsr")
        else matrix(affinity)
    )


def _extent(affinity: Scores | SparseScores) -> float:
    if not isinstance(affinity, SparseScores):
        return extent(affinity)
    if not np.isfinite(affinity.unlisted):
        raise ValueError("What pairs count that are not listed must be a finite number.")
    wrong = np.flatnonzero(~np.isfinite(affinity.data))
    if len(wrong):
        paper, reviewer = divmod(int(affinity.keys[wrong[0]]), affinity.shape[1])
        raise ValueError(f"The affinity of paper {paper} and reviewer {reviewer} is not a finite number.")
    return float(np.abs(affinity.data).max(initial=abs(affinity.unlisted))) or 1.0


def _grouping(grouping: Grouping, reviewers: int) -> Grouping:
    label = np.asarray(grouping.label)
    if label.shape != (reviewers,):
        raise ValueError(f"{grouping.name} must have one number for each reviewer: {reviewers}, not {label.shape}.")
    if grouping.most < 1:
        raise ValueError(f"At least one reviewer of a paper must be allowed from each {grouping.name}.")
    kinds, dense = np.unique(label, return_inverse=True)
    places = tuple(grouping.places[kind] if kind >= 0 else "" for kind in kinds) if grouping.places else ()
    return Grouping(np.where(label < 0, -1, dense).astype(np.int64), grouping.most, grouping.name, places)


def _refuse_contradictions(problem: Problem) -> None:
    """Refuse what the question itself contradicts; what only the numbers rule out is answered by Infeasible."""
    fixed = problem.keys(problem.fixed)
    reasons = (("conflicts", "they are in conflict"), ("forbidden", "that pair is forbidden"))
    for name, why in reasons if len(fixed) else ():  # conflicts can be millions
        clash = np.isin(fixed, problem.keys(getattr(problem, name)))
        if clash.any():
            paper, reviewer = problem.fixed[clash][0]
            raise ValueError(f"Paper {paper} is fixed with reviewer {reviewer}, but {why}.")
    for column, limit, owner, noun in (
        (0, problem.demand, "Paper", "reviewers"),
        (1, problem.max_load, "Reviewer", "papers"),
    ):
        count = np.bincount(problem.fixed[:, column], minlength=len(limit))
        if np.any(count > limit):
            first = int(np.flatnonzero(count > limit)[0])
            raise ValueError(f"{owner} {first} has {count[first]} fixed {noun}, but the limit is {limit[first]}.")
    if not 0 <= problem.keep_at_least <= len(problem.keep):
        raise ValueError(f"Of {len(problem.keep)} pairs {problem.keep_at_least} cannot be kept.")
    if np.any(problem.min_load > problem.max_load):
        first = int(np.flatnonzero(problem.min_load > problem.max_load)[0])
        raise ValueError(f"Reviewer {first} has a minimum load above the maximum.")
