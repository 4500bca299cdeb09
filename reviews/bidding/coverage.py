"""How far the bids cover the papers, for chairs: papers with too few glad bids, and who has bid how much."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from reviews.bidding.ordering import GLAD
from reviews.models import Bid
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight
from submissions.models import Submission
from submissions.states import Status
from want.venues.models import Role


@dataclass(frozen=True, slots=True)
class Coverage:
    """The numbers that decide whether bidding has done its work."""

    papers: int
    enough: int
    people: int
    bidders: int


def papers_by_bids(sight: Sight) -> "QuerySet[Submission]":
    """Return the papers whose bids this chair may see, those with the fewest glad bids first."""
    seen = sight.papers(Fact.TITLE_ABSTRACT, Fact.BIDS_OTHERS).filter(status=Status.SUBMITTED)
    counted = seen.annotate(
        glad=Count("bids", filter=Q(bids__value__in=GLAD), distinct=True),
        placed=Count("bids", distinct=True),
    )
    return counted.order_by("glad", "placed", "number")


def coverage_of(sight: Sight) -> Coverage:
    """Return the numbers over the papers this chair may see."""
    papers = papers_by_bids(sight).order_by()
    readers = sight.edition.memberships.filter(role__in=[Role.REVIEWER, Role.AREA_CHAIR], user__is_active=True)
    people = readers.order_by().values("user").distinct()
    bids = Bid.objects.filter(submission__in=papers.values("pk"), user__in=people)
    return Coverage(
        papers=papers.count(),
        enough=papers.filter(glad__gte=sight.edition.reviews_per_paper).count(),
        people=people.count(),
        bidders=bids.order_by().values("user").distinct().count(),
    )
