"""What a plan is made from: papers in review, people, topics, bids, conflicts, and what is assigned already.

Loaded in a fixed number of queries, whatever the size of the edition; called when plans are computed, inspected,
changed and applied, so that all of these judge by the same rules.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial

import numpy as np
from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from numpy.typing import NDArray

from reviews.affinity.score import Affinity, Bid, Formula, matrix, score
from reviews.assignment.solver import Problem
from reviews.assignment.tracks import Tracks, tracks_of
from reviews.matching.formula import formula_of, pure
from reviews.matching.texts import TextMatch, text_match
from reviews.matching.topics import known_topics, paper_topics
from reviews.models import Assignment
from reviews.models import Bid as PlacedBid
from submissions.models import Author, Conflict, Submission
from want.accounts.models import User
from want.venues.models import Edition, Membership, Role, Topic

Pair = tuple[int, int]  # (key of a paper, key of a person)


@dataclass(frozen=True, eq=False)
class Inputs:
    """Everything in plain values; papers and people by their keys in the database."""

    role: str
    papers: list[int]
    loads: dict[int, int]  # person -> papers at most, in the order of the table's columns
    paper_topics: dict[int, set[int]]
    known_topics: dict[int, dict[int, float]]
    topic_names: dict[int, str]
    bids: dict[Pair, Bid]
    conflicts: set[Pair]
    assigned: set[Pair]
    removed: set[Pair]  # they were taken off the paper; a plan does not bring them back
    in_other_role: set[Pair]  # they review the paper they would lead, or the other way round
    formula: Formula
    load_text: Callable[[], TextMatch]  # a large table: loaded once, and only where it is asked for
    extra: dict[int, int]  # person -> how many more they take on short notice
    tracks: Tracks
    stopped: set[int]  # they serve, and take no papers any more; their loads are 0

    @property
    def text(self) -> TextMatch:
        """Return how near people's texts are to the papers."""
        return self.load_text()

    @cached_property
    def row(self) -> dict[int, int]:
        """Return each paper's row in the table."""
        return {paper: at for at, paper in enumerate(self.papers)}

    @cached_property
    def column(self) -> dict[int, int]:
        """Return each person's column in the table."""
        return {person: at for at, person in enumerate(self.loads)}

    @cached_property
    def people(self) -> list[int]:
        """Return the people in the order of the columns."""
        return list(self.loads)

    @cached_property
    def standing(self) -> set[Pair]:
        """Return the assignments that a plan builds on. One that has become a conflict is none of them."""
        return {pair for pair in self.assigned - self.conflicts if pair[1] in self.column}

    @cached_property
    def affinity(self) -> NDArray[np.float32]:
        """Return the affinities of all pairs, papers x people."""
        bids = {(self.row[p], self.column[r]): bid for (p, r), bid in self.bids.items()}
        known = [self.known_topics.get(person, {}) for person in self.people]
        asked = [self.paper_topics.get(paper, set()) for paper in self.papers]
        text, usual = (self.text.scores, self.text.usual) if self.text.is_known else (None, None)
        return matrix(known, asked, bids, text=text, usual=usual, formula=self.formula)

    def match(self, paper: int, person: int) -> Affinity:
        """Return one affinity with its reasons."""
        place = (self.row[paper], self.column[person]) if paper in self.row and person in self.column else None
        return score(
            self.known_topics.get(person, {}),
            self.paper_topics.get(paper, set()),
            self.bids.get((paper, person)),
            text=self.text.of(*place) if place else None,
            usual=self.text.usual_at(place[0]) if place else None,
            similar_to=self.text.nearest_title(*place) if place else "",
            topic_names=self.topic_names,
            formula=self.formula,
        )

    def problem(self, demand: int) -> Problem:
        """Return the question for the solver: `demand` people a paper, those assigned already among them."""
        per_paper = np.full(len(self.papers), demand, dtype=np.int64)
        at_most = np.array(list(self.loads.values()), dtype=np.int64)
        fixed = self.pairs(self.standing)
        paper_track, reviewer_tracks = self.tracks.table(self.papers, self.people)
        # What was assigned by hand beyond the limits stays; it is nothing the plan may take away.
        np.maximum(per_paper, np.bincount(fixed[:, 0], minlength=len(self.papers)), out=per_paper)
        np.maximum(at_most, np.bincount(fixed[:, 1], minlength=len(at_most)), out=at_most)
        return Problem(
            self.affinity,
            per_paper,
            at_most,
            conflicts=self.pairs(self.conflicts),
            fixed=fixed,
            forbidden=self.pairs((self.removed | self.in_other_role) - self.standing),
            paper_track=paper_track,
            reviewer_tracks=reviewer_tracks,
        )

    def on_short_notice(self) -> "Inputs":
        """Return the same with the papers that people offered to take when somebody drops out."""
        return replace(self, loads={person: most + self.extra.get(person, 0) for person, most in self.loads.items()})

    def pairs(self, keys: Iterable[Pair]) -> NDArray[np.int64]:
        """Return pairs of keys as rows and columns of the table, leaving out those that are not in it."""
        row, column = self.row, self.column
        inside = [(row[paper], column[person]) for paper, person in keys if paper in row and person in column]
        return np.array(inside, dtype=np.int64).reshape(-1, 2)


def inputs_of(edition: Edition, role: str, *, left_out: Collection[int] = ()) -> Inputs:
    """Load what an assignment in this role is made from, as it is now; papers that are left out are not there."""
    in_review = Submission.objects.of(edition).in_review().order_by("number").values_list("pk", flat=True)
    papers = [paper for paper in in_review if paper not in left_out]
    members = Membership.objects.filter(edition=edition, role=role, user__is_active=True).order_by("user")
    loads, extra, stopped = _capacity(edition, role, members)
    bids = {pair: bid for pair, bid in _bids(edition, loads).items() if pair[0] not in left_out}
    assigned, removed, in_other_role = (_without(pairs, left_out) for pairs in _assignments(edition, role))
    formula = formula_of(edition)
    return Inputs(
        role=role,
        papers=papers,
        loads=loads,
        paper_topics=paper_topics(edition),
        known_topics=known_topics(members),
        topic_names=dict(Topic.objects.filter(edition=edition).values_list("pk", "name")),
        bids=bids,
        conflicts=conflicts_in(edition, loads) | {pair for pair, bid in bids.items() if bid is Bid.CONFLICT},
        assigned=assigned,
        removed=removed,
        in_other_role=in_other_role,
        formula=pure(formula),
        load_text=cache(partial(text_match, edition, papers, list(loads), formula.uploaded_use)),
        extra=extra,
        tracks=tracks_of(edition, papers, members),
        stopped=stopped,
    )


def _capacity(
    edition: Edition, role: str, members: QuerySet[Membership]
) -> tuple[dict[int, int], dict[int, int], set[int]]:
    """Return how many papers each takes, how many more on short notice, and who takes none."""
    usual = edition.papers_per_area_chair if role == Role.AREA_CHAIR else edition.papers_per_reviewer
    loads, extra, stopped = {}, {}, set()
    for user, most, more, ended in members.values_list("user", "max_load", "extra_load", "stopped_at"):
        loads[user] = 0 if ended else usual if most is None else most
        if ended:
            stopped.add(user)
            continue
        if more:
            extra[user] = more
    return loads, extra, stopped


def _without(pairs: set[Pair], papers: Collection[int]) -> set[Pair]:
    return {pair for pair in pairs if pair[0] not in papers} if papers else pairs


def conflicts_in(edition: Edition, people: Iterable[int]) -> set[Pair]:
    """Return who must not deal with which paper: recorded conflicts, and authorship of any kind.

    Authorship is read from the author lists themselves, removed lines and unverified addresses included, so that
    it holds even where no conflict was recorded.
    """
    people = set(people)
    recorded = Conflict.objects.filter(submission__edition=edition).order_by()
    found = {pair for pair in recorded.values_list("submission_id", "user_id") if pair[1] in people}
    addresses = dict(User.objects.filter(pk__in=people).values_list("email", "pk"))
    for email, person in EmailAddress.objects.filter(user__in=people).values_list("email", "user_id"):
        addresses[email.lower()] = person
    lines = Author.objects.filter(submission__edition=edition).order_by()
    for paper, user, email in lines.values_list("submission_id", "user_id", "email"):
        found |= {(paper, person) for person in (user, addresses.get(email)) if person in people}
    return found


def _bids(edition: Edition, people: Iterable[int]) -> dict[Pair, Bid]:
    placed = PlacedBid.objects.filter(
        submission__edition=edition, submission__status="submitted", user__in=list(people)
    )
    return {(paper, user): Bid(value) for paper, user, value in placed.values_list("submission_id", "user_id", "value")}


def _assignments(edition: Edition, role: str) -> tuple[set[Pair], set[Pair], set[Pair]]:
    """Return who has this role for which paper, who had it once, and who has the other role."""
    rows = Assignment.objects.filter(submission__edition=edition, submission__status="submitted").order_by()
    rows = rows.filter(fell_with_plan=False)
    assigned, removed, in_other_role = set(), set(), set()
    for paper, person, held, ended in rows.values_list("submission_id", "reviewer_id", "role", "removed_at"):
        if held == role:
            (removed if ended else assigned).add((paper, person))
        elif not ended:
            in_other_role.add((paper, person))
    return assigned, removed - assigned, in_other_role
