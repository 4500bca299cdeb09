"""Whom of the committee a deadline concerns."""

from collections.abc import Iterable

from reviews.models import Assignment
from want.venues.audiences import audience
from want.venues.models import Edition, Role
from want.venues.stages import Stage


@audience(Stage.BIDDING)
def bidders(edition: Edition) -> Iterable[tuple[str, str]]:
    """Return all reviewers and area chairs."""
    members = edition.memberships.filter(role__in=[Role.REVIEWER, Role.AREA_CHAIR], user__is_active=True)
    return members.values_list("user__name", "user__email")


@audience(Stage.REVIEWING)
def reviewers_still_due(edition: Edition) -> Iterable[tuple[str, str]]:
    """Return the reviewers who have a paper without their review."""
    open_ones = Assignment.objects.current().of_reviewers().filter(submission__edition=edition, review=None)
    return open_ones.values_list("reviewer__name", "reviewer__email").distinct()


@audience(Stage.DISCUSSION)
def discussants(edition: Edition) -> Iterable[tuple[str, str]]:
    """Return everybody to whom a paper is assigned."""
    current = Assignment.objects.current().filter(submission__edition=edition, submission__status="submitted")
    return current.values_list("reviewer__name", "reviewer__email").distinct()
