"""How the reviews of an edition stand, over the papers whose reviewing this chair may see."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncHour

from reviews.models import Assignment, Review
from reviews.progress.curve import Curve, curve
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight
from submissions.models import Submission
from submissions.states import Status
from want.venues.models import Role
from want.venues.stages import Stage

REVIEWERS = Q(assignments__role=Role.REVIEWER, assignments__removed_at=None)


@dataclass(frozen=True, slots=True)
class Progress:
    """Reviews in of reviews due, papers without enough of them, papers with all."""

    done: int
    due: int
    complete: int
    papers: int
    people_due: int


@dataclass(frozen=True, slots=True)
class PersonDue:
    """A reviewer whose reviews are missing."""

    pk: int
    name: str
    email: str
    affiliation: str
    papers: tuple[int, ...]  # their numbers


@dataclass(frozen=True, slots=True)
class PaperWaiting:
    """A paper that has not as many reviews as asked for."""

    number: int
    title: str
    code: str
    done: int
    assigned: int


def papers_followed(sight: Sight) -> "QuerySet[Submission]":
    """Return the papers in review whose reviewers and progress this chair may see."""
    facts = (Fact.TITLE_ABSTRACT, Fact.REVIEW_COUNT_PROGRESS, Fact.REVIEWER_IDENTITY, Fact.REVIEW_TIMESTAMPS)
    return sight.papers(*facts).filter(status=Status.SUBMITTED)


def progress_of(sight: Sight) -> Progress:
    """Return the figures, in two queries."""
    papers = papers_followed(sight)
    counted = papers.annotate(
        due=Count("assignments", filter=REVIEWERS), done=Count("assignments__review", filter=REVIEWERS)
    ).order_by()
    sums = counted.aggregate(
        all_done=Coalesce(Sum("done"), 0),
        all_due=Coalesce(Sum("due"), 0),
        complete=Count("pk", filter=Q(due__gt=0, done=F("due"))),
        papers=Count("pk"),
    )
    people = reviews_missing(papers).aggregate(people=Count("reviewer", distinct=True))["people"]
    return Progress(sums["all_done"], sums["all_due"], sums["complete"], sums["papers"], people)


def reviews_missing(papers: "QuerySet[Submission]") -> "QuerySet[Assignment]":
    """Return the present reviewers' assignments on these papers without a submitted review."""
    assigned = Assignment.objects.current().of_reviewers().filter(review=None)
    return assigned.filter(submission__in=papers.order_by().values("pk")).order_by()


def people_due(sight: Sight) -> list[PersonDue]:
    """Return who still owes reviews, those who owe most first."""
    missing = reviews_missing(papers_followed(sight))
    rows = (
        missing.values("reviewer")
        .annotate(papers=ArrayAgg("submission__number", order_by="submission__number"), owed=Count("pk"))
        .order_by("-owed", "reviewer__name", "reviewer")
        .values_list("reviewer", "reviewer__name", "reviewer__email", "reviewer__affiliation", "papers")
    )
    return [PersonDue(*person, tuple(papers)) for *person, papers in rows]


def papers_waiting(sight: Sight, wanted: int) -> list[PaperWaiting]:
    """Return the papers with fewer than `wanted` reviews submitted, those with the fewest first."""
    counted = papers_followed(sight).annotate(
        done=Count("assignments__review", filter=REVIEWERS), assigned=Count("assignments", filter=REVIEWERS)
    )
    rows = counted.filter(done__lt=wanted).order_by("done", "number")
    return [PaperWaiting(*row) for row in rows.values_list("number", "title", "code", "done", "assigned")]


def curve_of(sight: Sight, due: int) -> Curve | None:
    """Return the drawing of reviews over time."""
    window = sight.moment.calendar.windows.get(Stage.REVIEWING)
    if window is None:
        return None
    return curve(
        _by_hour(papers_followed(sight)), due, opens=window.opens_at, closes=window.closes_at, now=sight.moment.at
    )


def _by_hour(papers: "QuerySet[Submission]") -> list[tuple[datetime, int]]:
    written = Review.objects.filter(
        assignment__removed_at=None,
        assignment__role=Role.REVIEWER,
        assignment__submission__in=papers.order_by().values("pk"),
    )
    hours = written.annotate(hour=TruncHour("submitted_at")).values("hour").annotate(count=Count("pk"))
    return list(hours.order_by("hour").values_list("hour", "count"))
