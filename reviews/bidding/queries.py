"""The papers a person may bid on, the likeliest first, and how far they have come."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from reviews.bidding.rules import may_place_bid
from reviews.models import Bid
from reviews.models.bid import OFFERS, BidValue
from reviews.visibility.lists import Sight
from submissions.models import Submission
from submissions.states import Status
from want.accounts.models import User
from want.core.numbers import whole
from want.venues.models import Edition, Membership, Role, Topic
from want.venues.tracks import within_tracks

TIMES_THE_LOAD = 3  # so many bids a place leave the assignment a choice


@dataclass(frozen=True, slots=True)
class Biddable:
    """A paper as a bidder sees it: what it is about, and their own bid."""

    code: str
    number: int
    title: str
    abstract: str
    topics: tuple[str, ...]
    value: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """On how many papers a person has offered to review, and how many such bids the assignment needs of them."""

    placed: int
    enough: int

    @property
    def sentence(self) -> str:
        """Return where they stand, in words."""
        if self.placed < self.enough:
            return f"You have offered to review {self.placed}; {self.enough} is enough."
        if not self.placed:
            return "There is nothing left to bid on."
        return f"You have offered to review {self.placed}. That is enough."


def biddable(sight: Sight, user: User) -> "QuerySet[Submission]":
    """Return the papers that this person, whose sight it is, may bid on now, in no order: those of their tracks."""
    may_bid = sight.where(lambda case: bool(may_place_bid(case, sight.moment)))
    return Submission.objects.of(sight.edition).filter(may_bid, within_tracks(sight.edition, user)).order_by()


def shown(keys: Iterable[int], user: User) -> list[Biddable]:
    """Return these papers, in the order of their keys, with the person's own bids; in one query."""
    keys = list(keys)
    topics = Topic.objects.filter(submissions=OuterRef("pk")).order_by("position", "pk").values("name")
    bid = Bid.objects.filter(submission=OuterRef("pk"), user=user).values("value")
    fields = ("pk", "code", "number", "title", "abstract", "other_topic")
    papers = Submission.objects.filter(pk__in=keys).order_by()
    rows = papers.values(*fields, topic_names=ArraySubquery(topics), own=Coalesce(bid, Value("")))
    found = {row["pk"]: _biddable(row) for row in rows}
    return [found[key] for key in keys if key in found]


def _biddable(row: dict[str, Any]) -> Biddable:
    topics = (*row["topic_names"], *filter(None, [row["other_topic"]]))
    return Biddable(row["code"], row["number"], row["title"], row["abstract"], topics, row["own"])


def narrowed(
    papers: "QuerySet[Submission]", user: User, *, words: str, topic: str, only: str
) -> "QuerySet[Submission]":
    """Keep what the person looks for: words of title or abstract, a topic, papers without or with a bid."""
    for word in words.split()[:8]:
        papers = papers.filter(Q(title__icontains=word) | Q(abstract__icontains=word))
    if (chosen := whole(topic)) is not None:
        papers = papers.filter(pk__in=Submission.objects.filter(topics=chosen).values("pk"))
    own = Bid.objects.filter(user=user).values("submission")
    if only == "open":
        return papers.exclude(pk__in=own)
    return papers.filter(pk__in=own) if only == "placed" else papers


def enough_bids(user: User, edition: Edition) -> int:
    """Return how many bids are enough of this person: three times the papers they take, in all their roles."""
    usual = {Role.AREA_CHAIR: edition.papers_per_area_chair, Role.REVIEWER: edition.papers_per_reviewer}
    served = Membership.objects.filter(edition=edition, user=user, role__in=usual).order_by()
    loads = [usual[Role(role)] if most is None else most for role, most in served.values_list("role", "max_load")]
    return TIMES_THE_LOAD * max(loads, default=0)


def tally_of(user: User, sight: Sight, available: int | None = None) -> Tally:
    """Return how many offers were made of how many that are enough; `available` is how many papers there are.

    “Not willing” is an answer and no offer. Whoever has answered it to all other papers has done enough all the same.
    """
    enough = enough_bids(user, sight.edition)
    bids = Bid.objects.filter(user=user, submission__edition=sight.edition)
    unwilling = Count("pk", filter=Q(value=BidValue.NOT_WILLING, submission__status=Status.SUBMITTED))
    counted = bids.aggregate(offers=Count("pk", filter=Q(value__in=OFFERS)), unwilling=unwilling)
    if available is None:
        available = biddable(sight, user)[: enough + counted["unwilling"]].count()
    return Tally(counted["offers"], min(enough, max(0, available - counted["unwilling"])))
