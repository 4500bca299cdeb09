"""The header's links for authors, and how a visitor is known to be one."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from submissions.models import Submission
from want.venues.models import Edition
from want.venues.navigation import Link, Visitor, link, papers_of
from want.venues.stages import Moment, Stage


@papers_of
def written_by(user: Any) -> QuerySet[Submission]:
    """Return the papers that list a verified address of this person."""
    return Submission.objects.written_by(user)


@link
def submit(edition: Edition, moment: Moment, _visitor: Visitor) -> Link | None:
    """Lead everybody to the form while papers are taken."""
    if not moment.is_open(Stage.SUBMISSION):
        return None
    return Link("Submit", reverse("submissions:start", args=[edition.slug]), 40)


@link
def mine(edition: Edition, _moment: Moment, visitor: Visitor) -> Link | None:
    """Lead authors to their papers."""
    if not visitor.is_author:
        return None
    return Link("My papers", reverse("submissions:mine", args=[edition.slug]), 50, "See your papers")
