"""How far the bids cover the papers, for chairs: papers with too few glad bids, and who has bid how much."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from reviews.bidding.ordering import GLAD
from reviews.models import Bid
from reviews.models.bid import OFFERS
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight
from submissions.models import Submission
from submissions.states import Status
from want.accounts.models import User
from want.venues.models import Role

READERS = (Role.REVIEWER, Role.AREA_CHAIR)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The numbers that decide whether bidding has done its work."""

    papers: int
    enough: int
    people: int
    bidders: int


def papers_by_bids(sight: Sight) -> "QuerySet[Submission]":
    """Return the papers whose bids this chair may see, those with the fewest glad bids first."""
    counted = _seen(sight).annotate(
        glad=Count("bids", filter=Q(bids__value__in=GLAD), distinct=True),
        placed=Count("bids", distinct=True),
    )
    return counted.order_by("glad", "placed", "number")


def people_by_bids(sight: Sight) -> "QuerySet[User]":
    """Return who reads papers here, with their bids on the papers whose bids this chair may see, the fewest first.

    Whoever bid on hidden papers alone has bid on nothing here, so no number tells of such a paper.
    """
    people = sight.edition.memberships.filter(role__in=READERS, user__is_active=True)
    here = Q(bids__submission__in=_seen(sight).order_by().values("pk"))
    counted = User.objects.filter(pk__in=people.order_by().values("user")).annotate(
        offers=Count("bids", filter=here & Q(bids__value__in=OFFERS)), placed=Count("bids", filter=here)
    )
    return counted.order_by("placed", "offers", "name", "pk")


def coverage_of(sight: Sight) -> Coverage:
    """Return the numbers over the papers this chair may see."""
    papers = papers_by_bids(sight).order_by()
    readers = sight.edition.memberships.filter(role__in=READERS, user__is_active=True)
    people = readers.order_by().values("user").distinct()
    bids = Bid.objects.filter(submission__in=papers.values("pk"), user__in=people)
    return Coverage(
        papers=papers.count(),
        enough=papers.filter(glad__gte=sight.edition.reviews_per_paper).count(),
        people=people.count(),
        bidders=bids.order_by().values("user").distinct().count(),
    )


def _seen(sight: Sight) -> "QuerySet[Submission]":
    return sight.papers(Fact.TITLE_ABSTRACT, Fact.BIDS_OTHERS).filter(status=Status.SUBMITTED)
