"""The committee's links in an edition's header."""

from django.urls import reverse

from want.venues.models import Edition, Role
from want.venues.navigation import Link, Visitor, link
from want.venues.stages import Moment, Stage

READERS = frozenset({Role.REVIEWER.value, Role.AREA_CHAIR.value})

# What the committee writes about a paper lies below the paper, whose own page belongs to no link.
WRITTEN_AT = ("/review/", "/meta-review/", "/hand-back/")


@link
def bids(edition: Edition, moment: Moment, visitor: Visitor) -> Link | None:
    """Lead reviewers and area chairs to bidding while it is open."""
    if moment.stage is not Stage.BIDDING or READERS.isdisjoint(visitor.roles):
        return None
    return Link("Bids", reverse("bidding:home", args=[edition.slug]), 60, "Say what you would like to review")


@link
def reviewing(edition: Edition, moment: Moment, visitor: Visitor) -> Link | None:
    """Lead reviewers and area chairs to their papers, from the assignment on until the edition is archived."""
    is_time = moment.has_reached(Stage.BIDDING) and not moment.has_reached(Stage.ARCHIVED)
    if not is_time or READERS.isdisjoint(visitor.roles):
        return None
    url = reverse("reviewing:home", args=[edition.slug])
    return Link("Reviewing", url, 70, "See what you review", endings=WRITTEN_AT)
