"""The header's link to the published papers."""

from django.urls import reverse

from want.venues.models import Edition
from want.venues.navigation import Link, Visitor, link
from want.venues.stages import Moment, Stage


@link
def papers(edition: Edition, moment: Moment, _visitor: Visitor) -> Link | None:
    """Lead everybody to the accepted papers once they are published."""
    if moment.calendar.published_at is None or not moment.has_reached(Stage.PUBLISHED):
        return None
    return Link("Papers", reverse("proceedings:list", args=[edition.slug]), 5)
