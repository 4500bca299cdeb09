"""Which accepted papers have no final version yet, and whom to write to about them."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from submissions.models import Author, CameraReady, Submission
from submissions.states import Status
from submissions.submitting.completeness import is_address
from want.venues.models import Edition
from want.venues.openings.registry import Concerned, by_person


def papers_due(edition: Edition) -> QuerySet[Submission]:
    """Return the accepted papers whose final version was not handed in."""
    handed_in = CameraReady.objects.filter(submission=OuterRef("pk"))
    return Submission.objects.of(edition).filter(~Exists(handed_in), status=Status.ACCEPTED)


def contacts_of(papers: QuerySet[Submission]) -> Iterator[Concerned]:
    """Return the contact authors of the papers, each address once; all authors where none is named. One query."""
    contact = Author.objects.current().filter(submission=OuterRef("submission"), is_contact=True)
    lines = Author.objects.current().filter(submission__in=papers.order_by().values("pk"))
    chosen = lines.filter(Q(is_contact=True) | ~Exists(contact)).order_by("email", "submission__number")
    rows = chosen.values_list("email", "name", "submission", "submission__number", "submission__title")
    return by_person(
        (email, name, paper, f"{number}  {title}") for email, name, paper, number, title in rows if is_address(email)
    )
