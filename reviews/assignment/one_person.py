"""One member's side of the assignment: their papers, what taking each would lose, and the papers that fit them best.

Over the papers that the chair may see: loads, numbers and who could come instead leave the others out, as everywhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import numpy as np
from django.db.models import Q

from reviews.assignment.fitness import loads_of, objection
from reviews.assignment.inputs import Inputs, Pair
from reviews.assignment.queries import conflicted_now, is_tied, papers_open_to, seen_pairs
from reviews.models import Assignment
from reviews.visibility.lists import Sight
from submissions.models import Submission
from submissions.states import Status
from want.accounts.models import User
from want.venues.models import Membership, Role

SHOWN = 25


@dataclass(frozen=True, slots=True)
class Held:
    """A paper that the member has, and what taking it from them would cost."""

    assignment: Assignment
    score: float
    because: str
    present: int  # people in this role, the member among them
    instead: str  # who of those that could take it fits best; empty if nobody can
    exchanged: float  # what the total gains with that one in place of the member

    @property
    def exchange_in_words(self) -> str:
        """Say what the total does with that one in place of the member: "loses 0.037"."""
        change = round(self.exchanged, 3)
        return "stays as it is" if not change else f"{'gains' if change > 0 else 'loses'} {abs(change):.3f}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A paper that the member could take, and what giving it would gain."""

    paper: Submission
    score: float
    because: str
    present: int
    lacking: int
    why_not: str  # a sentence; empty if the member can take it
    is_load_alone: bool  # nothing but their load keeps it from them, which the page says once
    weakest: str  # who fits the paper least of those who have it, where it lacks nobody
    exchanged: float  # what the total gains with the member in their place
    off_track: str = ""  # a sentence: they serve for other tracks; chairs may give it to them all the same


@dataclass(frozen=True, slots=True)
class Shown:
    """All of it, ready for the page."""

    load: int
    most: int
    held: list[Held]
    removed: list[Assignment]
    choices: list[Choice]

    @property
    def is_full(self) -> bool:
        """Tell whether the member has as many papers as they take."""
        return self.load >= self.most


def papers_of(member: Membership, inputs: Inputs, sight: Sight, *, words: str = "", is_lacking: bool = False) -> Shown:
    """Return the member's papers, and those that fit them best or whose title or number has these words."""
    mine = papers_open_to(sight).filter(status=Status.SUBMITTED).order_by()
    found = _Reading(member, inputs, sight, set(mine.values_list("pk", flat=True)))
    wanted = set(mine.filter(_named(words)).values_list("pk", flat=True)) if words else found.seen
    if is_lacking:
        wanted = {paper for paper in wanted if found.lacking(paper)}
    rows = Assignment.objects.filter(reviewer=member.user, role=member.role, submission__in=mine.values("pk"))
    rows = rows.select_related("submission", "review").annotate(in_conflict=conflicted_now())
    present = list(rows.filter(removed_at=None).order_by("submission__number"))
    return Shown(
        load=found.loads[member.user_id],
        most=inputs.loads.get(member.user_id, 0),
        held=found.held(present),
        removed=list(rows.exclude(removed_at=None).order_by("submission__number", "removed_at")),
        choices=found.choices(wanted - {one.submission_id for one in present}),
    )


class _Reading:
    """The inputs as this chair may see them, asked about one member."""

    def __init__(self, member: Membership, inputs: Inputs, sight: Sight, seen: set[int]) -> None:
        self.user, self.inputs, self.seen = member.user, inputs, seen
        self.is_discreet = is_tied(sight)
        self.asked = sight.edition.reviews_per_paper if member.role == Role.REVIEWER else 1
        self.loads = loads_of(seen_pairs(sight, inputs.standing))
        self.present: dict[int, set[int]] = defaultdict(set)
        for paper, person in inputs.assigned:
            if paper in seen:
                self.present[paper].add(person)

    def lacking(self, paper: int) -> int:
        """Return how many people the paper lacks."""
        return max(0, self.asked - len(self.present[paper]))

    def held(self, rows: Iterable[Assignment]) -> list[Held]:
        """Return the member's papers with who could come in their place."""
        best = {row.submission_id: self._best_other(row.submission_id) for row in rows}
        names = _names(person for person in best.values() if person)
        found = []
        for row in rows:
            paper, match = row.submission_id, self.inputs.match(row.submission_id, self.user.pk)
            other = best[paper]
            exchanged = self.inputs.match(paper, other).value - match.value if other else 0.0
            because = "; ".join(match.reasons)
            present = len(self.present[paper])
            found.append(Held(row, match.value, because, present, names.get(other, ""), exchanged))
        return found

    def choices(self, papers: set[int]) -> list[Choice]:
        """Return the papers that fit the member best, the best first."""
        chosen = list(islice((paper for paper in self._ranked() if paper in papers), SHOWN))
        rows = Submission.objects.only("pk", "number", "title", "code").in_bulk(chosen)
        weakest = {paper: self._weakest(paper) for paper in chosen if not self.lacking(paper)}
        names = _names(person for person in weakest.values() if person)
        found = []
        for paper in chosen:
            match, other = self.inputs.match(paper, self.user.pk), weakest.get(paper, 0)
            found.append(
                Choice(
                    rows[paper],
                    match.value,
                    "; ".join(match.reasons),
                    present=len(self.present[paper]),
                    lacking=self.lacking(paper),
                    why_not=self._why_not(paper),
                    is_load_alone=self._is_load_alone(paper),
                    weakest=names.get(other, ""),
                    exchanged=match.value - self.inputs.match(paper, other).value if other else 0.0,
                    off_track=self.inputs.tracks.warning(paper, self.user.pk, self.user.name),
                )
            )
        return found

    def _ranked(self) -> Iterable[int]:
        column = self.inputs.column.get(self.user.pk)
        if column is None:
            return []
        order = np.argsort(-self.inputs.affinity[:, column], kind="stable")
        ranked = [self.inputs.papers[row] for row in order]
        return sorted(ranked, key=lambda paper: self.inputs.tracks.bar(paper, self.user.pk))

    def _why_not(self, paper: int) -> str:
        why = objection(self.inputs, self.loads, paper, self.user.pk, is_discreet=self.is_discreet)
        if not why and (paper, self.user.pk) in self.inputs.removed:
            why = "was taken off this paper before"
        return f"{self.user.name} {why}." if why else ""

    def _is_load_alone(self, paper: int) -> bool:
        """Tell it of whom more is told than that something stands in the way."""
        pair = paper, self.user.pk
        return not self.is_discreet and pair not in self.inputs.removed and not objection(self.inputs, Counter(), *pair)

    def _best_other(self, paper: int) -> int:
        """Return who fits the paper best of all who could take it, 0 if nobody can."""
        if paper not in self.inputs.row:
            return 0
        order = np.argsort(-self.inputs.affinity[self.inputs.row[paper]], kind="stable")
        others = (self.inputs.people[column] for column in order)
        return next((one for one in others if self._can_take((paper, one))), 0)

    def _can_take(self, pair: Pair) -> bool:
        is_out = pair[1] == self.user.pk or pair in self.inputs.removed or self.inputs.tracks.bar(*pair)
        return not is_out and not objection(self.inputs, self.loads, *pair)

    def _weakest(self, paper: int) -> int:
        present = sorted(self.present[paper])
        return min(present, key=lambda person: self.inputs.match(paper, person).value, default=0)


def load_counts(members: Iterable[Membership], sight: Sight) -> dict[int, int]:
    """Count the papers of each of these members that the chair may see, by membership; one query."""
    keys = {(member.user_id, member.role): member.pk for member in members}
    mine = papers_open_to(sight).filter(status=Status.SUBMITTED).order_by().values("pk")
    rows = Assignment.objects.current().filter(~conflicted_now(), submission__in=mine).order_by()
    rows = rows.filter(reviewer__in={user for user, _ in keys})
    return Counter(keys[pair] for pair in rows.values_list("reviewer", "role") if pair in keys)


def _named(words: str) -> Q:
    by_number = Q(number=int(words)) if words.isascii() and words.isdigit() and len(words) < 9 else Q()
    return Q(title__icontains=words) | by_number


def _names(people: Iterable[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=set(people)).values_list("pk", "name"))
