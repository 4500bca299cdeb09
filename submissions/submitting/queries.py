"""What the pages of authors ask of the database: their own papers, whole, in a number of queries that does not grow."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.http import Http404

from submissions.models import Author, Manuscript, Submission
from submissions.states import Status
from want.venues.models import ApplicationArea, Edition, SubmissionType, Topic, Track


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


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers in an edition: types, tracks, topics and areas, each by its key."""

    types: list[tuple[int, str]]
    tracks: list[tuple[int, str]]
    topics: list[tuple[int, str]]
    areas: list[tuple[int, str]]


def choices_of(edition: Edition) -> Choices:
    """Return what the form offers, in one query."""
    found = Edition.objects.filter(pk=edition.pk).values_list(
        _offered(SubmissionType, "page_limit"),
        _offered(Track, "description"),
        _offered(Topic),
        _offered(ApplicationArea),
    )
    types, tracks, topics, areas = found.get()
    return Choices(
        [(row["key"], f"{row['name']}, up to {row['page_limit']} pages") for row in types],
        [(row["key"], ": ".join(filter(None, [row["name"], row["description"]]))) for row in tracks],
        [(row["key"], row["name"]) for row in topics],
        [(row["key"], row["name"]) for row in areas],
    )


def _offered(model: Any, *more: str) -> ArraySubquery:
    row = JSONObject(key="pk", name="name", **{field: field for field in more})
    return ArraySubquery(model.objects.filter(edition=OuterRef("pk")).values(row=row))


def with_everything(papers: QuerySet[Submission]) -> QuerySet[Submission]:
    """Load authors and files along, the keys of topics and areas, and whether there are tracks to choose from."""
    papers = papers.select_related("submission_type", "track").prefetch_related(
        Prefetch("authors", Author.objects.current()),
        Prefetch("manuscripts", Manuscript.objects.select_related("uploaded_by")),
    )
    return papers.annotate(
        has_tracks=Exists(Track.objects.filter(edition=OuterRef("edition"))),
        topic_keys=_keys(Submission.topics.through, "topic"),
        area_keys=_keys(Submission.areas.through, "applicationarea"),
    )


def _keys(through: Any, target: str) -> ArraySubquery:
    """Return the keys of what a paper is filed under, without loading it."""
    rows = through.objects.filter(submission=OuterRef("pk")).order_by(f"{target}_id")
    return ArraySubquery(rows.values(f"{target}_id"))


def _of_author(user: Any, edition: Edition) -> QuerySet[Submission]:
    return Submission.objects.of(edition).filter(pk__in=Author.objects.current().filter(user=user).values("submission"))


def _known(edition: Edition, papers: list[Submission]) -> list[Submission]:
    """Let the papers share the edition that is loaded already, types included."""
    if any(paper.submission_type_id is None for paper in papers):
        prefetch_related_objects([edition], "submission_types")
    for paper in papers:
        paper.edition = edition
    return papers
