"""The papers a person may bid on, the likeliest first, and how far they have come."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Value
from django.db.models.functions import MD5, Coalesce, Concat

from reviews.bidding.rules import may_place_bid
from reviews.models import Bid
from reviews.models.bid import BidValue
from reviews.visibility.lists import Sight
from submissions.models import Submission
from want.accounts.models import User
from want.venues.models import Membership, Topic

ENOUGH = 20


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
    """How many bids a person has placed, and how many the assignment needs of them."""

    placed: int
    enough: int

    @property
    def sentence(self) -> str:
        """Return where they stand, in words."""
        if self.placed < self.enough:
            return f"You have bid on {self.placed}; {self.enough} is enough."
        return f"You have bid on {self.placed}. That is enough; more does not hurt."


def biddable(user: User, sight: Sight) -> "QuerySet[Submission]":
    """Return the papers this person may bid on now: those on topics of theirs first, else shuffled for each person.

    Shuffled, because papers that everybody reads first get more bids than those at the end of a list.
    """
    mine = Membership.objects.filter(edition=sight.edition, user=user).values("topics")
    shuffled = MD5(Concat("code", Value(f":{user.pk}")))
    papers = Submission.objects.of(sight.edition).filter(
        sight.where(lambda case: bool(may_place_bid(case, sight.moment)))
    )
    return papers.annotate(matches=Count("topics", filter=Q(topics__in=mine))).order_by("-matches", shuffled)


def shown(papers: "QuerySet[Submission]", user: User) -> list[Biddable]:
    """Return these papers with the person's own bids, in one query."""
    topics = Topic.objects.filter(submissions=OuterRef("pk")).order_by("position", "pk").values("name")
    bid = Bid.objects.filter(submission=OuterRef("pk"), user=user).values("value")
    rows = papers.values(
        "code",
        "number",
        "title",
        "abstract",
        "other_topic",
        topic_names=ArraySubquery(topics),
        own=Coalesce(bid, Value("")),
    )
    return [_biddable(row) for row in rows]


def _biddable(row: dict[str, Any]) -> Biddable:
    topics = (*row["topic_names"], *filter(None, [row["other_topic"]]))
    return Biddable(row["code"], row["number"], row["title"], row["abstract"], topics, row["own"])


def narrowed(
    papers: "QuerySet[Submission]", user: User, *, words: str, topic: str, only: str
) -> "QuerySet[Submission]":
    """Keep what the person looks for: words of title or abstract, a topic, papers without or with a bid."""
    for word in words.split()[:8]:
        papers = papers.filter(Q(title__icontains=word) | Q(abstract__icontains=word))
    if topic.isdigit():
        papers = papers.filter(pk__in=Submission.objects.filter(topics=int(topic)).values("pk"))
    own = Bid.objects.filter(user=user).values("submission")
    if only == "open":
        return papers.exclude(pk__in=own)
    return papers.filter(pk__in=own) if only == "placed" else papers


def tally_of(user: User, sight: Sight, available: int) -> Tally:
    """Return how many bids were placed of how many that are enough; `available` is how many papers there are."""
    bids = Bid.objects.filter(user=user, submission__edition=sight.edition).exclude(value=BidValue.CONFLICT)
    return Tally(bids.count(), min(ENOUGH, available))
