"""Whom of the committee the opening of a stage concerns.

Letters that only people with papers get are filed under these papers: else a chair who wrote one of them would find
among the addressees somebody who has no paper that the chair knows of, and so a reviewer of their own. They name no
paper: what each of them may see of it then is the policy's to say, on the page to which the letter leads.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from reviews.models import Assignment
from submissions.states import Status
from want.mail.letters import absolute
from want.venues.models import Edition, Membership, Role
from want.venues.openings.registry import Concerned, by_person, opening
from want.venues.stages import Moment, Stage


def _bids(edition: Edition) -> str:
    return absolute(reverse("bidding:home", args=[edition.slug]))


def _duties(edition: Edition) -> str:
    return absolute(reverse("reviewing:home", args=[edition.slug]))


@opening(Stage.BIDDING, link=_bids)
def bidders(edition: Edition, moment: Moment) -> Iterator[Concerned]:  # noqa: ARG001 (an audience's signature)
    """Return all reviewers and area chairs."""
    members = edition.memberships.filter(role__in=[Role.REVIEWER, Role.AREA_CHAIR], user__is_active=True)
    for name, email in members.values_list("user__name", "user__email").order_by("user__email").distinct():
        yield Concerned(name, email)


@opening(Stage.REVIEWING, link=_duties)
def those_assigned_before(edition: Edition, moment: Moment) -> Iterator[Concerned]:
    """Return reviewers and area chairs whose letter of assignment came before reviewing opened.

    Later letters say that the papers can be read already, so nobody hears the same twice.
    """
    opened_at = moment.calendar.windows[Stage.REVIEWING].opens_at
    return _with(_at_work(edition).filter(assigned_at__lt=opened_at, review=None))


@opening(Stage.DISCUSSION, link=_duties)
def those_who_discuss(edition: Edition, moment: Moment) -> Iterator[Concerned]:  # noqa: ARG001
    """Return reviewers whose review is in, and area chairs."""
    return _with(_at_work(edition).filter(Q(review__isnull=False) | Q(role=Role.AREA_CHAIR)))


def _at_work(edition: Edition) -> QuerySet[Assignment]:
    """Return the assignments of papers in review to people who still serve in that role."""
    serves = Membership.objects.filter(edition=edition, user=OuterRef("reviewer"), role=OuterRef("role"))
    present = Assignment.objects.current().filter(submission__edition=edition, submission__status=Status.SUBMITTED)
    return present.filter(Exists(serves), reviewer__is_active=True)


def _with(assignments: QuerySet[Assignment]) -> Iterator[Concerned]:
    rows: Iterable[tuple[str, str, int]] = assignments.order_by("reviewer__email", "submission__number").values_list(
        "reviewer__email", "reviewer__name", "submission"
    )
    return by_person((email, name, paper, "") for email, name, paper in rows)
