"""The links of an edition's header that everybody gets. Loaded by the app's ready()."""

from django.urls import reverse

from want.venues.models import Edition
from want.venues.navigation import Link, Visitor, link
from want.venues.stages import Moment


@link
def call(edition: Edition, _moment: Moment, _visitor: Visitor) -> Link:
    """Lead to the call for papers."""
    return Link("Call", reverse("venues:call", args=[edition.slug]), 10)


@link
def dates(edition: Edition, _moment: Moment, _visitor: Visitor) -> Link:
    """Lead to the dates."""
    return Link("Dates", reverse("venues:dates", args=[edition.slug]), 20)


@link
def committee(edition: Edition, _moment: Moment, _visitor: Visitor) -> Link:
    """Lead to the committee."""
    return Link("Committee", reverse("venues:committee", args=[edition.slug]), 30)
