"""What the pages of authors ask of the database: their own papers, whole, in a number of queries that does not grow."""

from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import Http404

from submissions.models import Author, Manuscript, Submission
from submissions.states import Status
from want.venues.models import Edition


def own_submission(user: Any, edition: Edition, code: str) -> Submission:
    """Return a paper of this person with all that its pages show; 404 for everybody else, as if it did not exist."""
    found = with_everything(_of_author(user, edition).filter(code=code)).first()
    if found is None:
        raise Http404
    return _known(edition, [found])[0]


def own_submissions(user: Any, edition: Edition) -> list[Submission]:
    """Return the papers that list this person, the latest first."""
    return _known(edition, list(with_everything(_of_author(user, edition)).order_by("-created_at", "-id")))


def drafts_of(user: Any, edition: Edition) -> QuerySet[Submission]:
    """Return the drafts that this person began."""
    return Submission.objects.of(edition).filter(created_by=user, status=Status.DRAFT)


def is_author(user: Any, submission: Submission) -> bool:
    """Tell whether the paper lists a verified address of this person now."""
    return submission.authors.current().filter(user=user).exists()


def with_everything(papers: QuerySet[Submission]) -> QuerySet[Submission]:
    """Load authors, files and topics along."""
    return papers.select_related("submission_type").prefetch_related(
        Prefetch("authors", Author.objects.current()),
        Prefetch("manuscripts", Manuscript.objects.select_related("uploaded_by")),
        "topics",
        "areas",
    )


def _of_author(user: Any, edition: Edition) -> QuerySet[Submission]:
    return Submission.objects.of(edition).filter(pk__in=Author.objects.current().filter(user=user).values("submission"))


def _known(edition: Edition, papers: list[Submission]) -> list[Submission]:
    """Let the papers share the edition that is loaded already, types included."""
    prefetch_related_objects([edition], "submission_types")
    for paper in papers:
        paper.edition = edition
    return papers
