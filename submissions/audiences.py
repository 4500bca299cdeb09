"""Whom the deadlines of authors concern: they are told by mail when one is extended."""

from collections.abc import Collection, Iterable

from submissions.models import Author
from submissions.states import Status
from submissions.submitting.completeness import is_address
from want.venues.audiences import audience
from want.venues.models import Edition
from want.venues.stages import Stage


@audience(Stage.SUBMISSION)
def authors_of_open_papers(edition: Edition) -> Iterable[tuple[str, str]]:
    """Return the authors of drafts and of submitted papers."""
    return _authors(edition, [Status.DRAFT, Status.SUBMITTED])


@audience(Stage.REBUTTAL)
def authors_who_may_respond(edition: Edition) -> Iterable[tuple[str, str]]:
    """Return the authors of papers in review."""
    return _authors(edition, [Status.SUBMITTED])


@audience(Stage.CAMERA_READY)
def authors_of_accepted_papers(edition: Edition) -> Iterable[tuple[str, str]]:
    """Return the authors of accepted papers."""
    return _authors(edition, [Status.ACCEPTED])


def _authors(edition: Edition, statuses: Collection[Status]) -> list[tuple[str, str]]:
    lines = Author.objects.current().filter(submission__edition=edition, submission__status__in=statuses)
    return [(name, email) for name, email in lines.values_list("name", "email").distinct() if is_address(email)]
