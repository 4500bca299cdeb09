"""The papers on which chairs decide, as lean records: one query a page, and one for all rows of an edition.

Plain values instead of rows of the ORM: an edition of 5,000 papers is read and written as a table in a third of a
second.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Avg, Case, Count, F, IntegerField, OrderBy, Q, QuerySet, StdDev, Value, When
from django.db.models.functions import Coalesce

from reviews.models.decision import Outcome
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight
from submissions.models import Submission
from submissions.states import RECEIVED
from want.venues.models import Edition, Role

PAGE = 100

REVIEWERS = Q(assignments__role=Role.REVIEWER, assignments__removed_at=None)
LEADING = Q(assignments__role=Role.AREA_CHAIR, assignments__removed_at=None)
SCORE = "assignments__review__overall"
RECOMMENDATION = "assignments__meta_review__recommendation"

# What each column sorts by, and the figures that must be computed for it.
FIGURES = {
    "mean": Avg(SCORE, filter=REVIEWERS),
    "spread": StdDev(SCORE, filter=REVIEWERS),
    "reviews": Count("assignments__review", filter=REVIEWERS),
    "due": Count("assignments", filter=REVIEWERS),
}
DECIDED_AS = Case(
    *(When(decision__outcome=outcome.value, then=Value(place)) for place, outcome in enumerate(Outcome)),
    default=Value(len(Outcome)),
    output_field=IntegerField(),
)
SORTS = {"number": F("number"), "title": F("title"), "decision": DECIDED_AS} | {
    name: F(name) for name in ("mean", "spread", "reviews")
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a chair wants to see: words of the title or a number, a range of means, a decision, an order."""

    words: str = ""
    decision: str = ""  # an outcome, "none", or empty for all
    kind: int | None = None
    low: float | None = None
    high: float | None = None
    reviews: str = ""  # "missing" or "complete"; empty for all
    sort: str = "number"

    @property
    def sorts_by(self) -> str:
        """Return the column."""
        return self.sort.removeprefix("-")

    @property
    def figures(self) -> set[str]:
        """Return the figures without which the rows cannot be found and put in order."""
        needed = {self.sorts_by} & FIGURES.keys()
        if self.low is not None or self.high is not None:
            needed.add("mean")
        return needed | ({"reviews", "due"} if self.reviews else set())


@dataclass(frozen=True, slots=True)
class Row:
    """One paper of the table."""

    pk: int
    number: int
    code: str
    title: str
    status: str
    kind: int | None
    scores: tuple[int, ...]
    due: int
    recommendations: tuple[str, ...]
    outcome: str
    version: int
    has_note: bool


def papers_in_table(sight: Sight) -> "QuerySet[Submission]":
    """Return the papers that went through review and whose reviews this chair may see."""
    papers = sight.papers(Fact.TITLE_ABSTRACT, Fact.REVIEW_COUNT_PROGRESS, Fact.SCORE_AGGREGATES)
    return papers.filter(status__in=[status.value for status in RECEIVED])


def found(sight: Sight, wanted: Wanted) -> "QuerySet[Submission]":
    """Return the papers that a chair wants to see, in the order they want."""
    papers = papers_in_table(sight).filter(_matching(wanted))
    papers = papers.annotate(**{name: FIGURES[name] for name in wanted.figures})
    if wanted.low is not None:
        papers = papers.filter(mean__gte=wanted.low)
    if wanted.high is not None:
        papers = papers.filter(mean__lte=wanted.high)
    if wanted.reviews == "missing":
        papers = papers.filter(reviews__lt=F("due"))
    if wanted.reviews == "complete":
        papers = papers.filter(reviews=F("due"), due__gt=0)
    return papers.order_by(_order(wanted), "number")


def by_code(edition: Edition, codes: Iterable[str]) -> dict[str, int]:
    """Return the keys of the papers with these codes; what is not among them does not exist."""
    wanted = set(codes)
    rows = Submission.objects.of(edition).filter(code__in=wanted).values_list("code", "pk") if wanted else ()
    return dict(rows)


def read(papers: Iterable[int], *, all_of: "QuerySet[Submission] | None" = None) -> list[Row]:
    """Return the records of these papers in their order; with `all_of`, that set is read without naming each."""
    order = {pk: place for place, pk in enumerate(papers)}
    rows = Submission.objects.filter(pk__in=all_of.order_by().values("pk") if all_of is not None else list(order))
    scored = REVIEWERS & Q(**{f"{SCORE}__isnull": False})
    summed_up = LEADING & Q(**{f"{RECOMMENDATION}__isnull": False})
    values = (
        rows.order_by()
        .annotate(
            scores=ArrayAgg(SCORE, filter=scored),
            due=FIGURES["due"],
            recommendations=ArrayAgg(RECOMMENDATION, filter=summed_up),
        )
        .values_list(
            "pk",
            "number",
            "code",
            "title",
            "status",
            "submission_type",
            "scores",
            "due",
            "recommendations",
            Coalesce("decision__outcome", Value("")),
            Coalesce("decision__version", 0),
            ~Q(decision__note="") & Q(decision__isnull=False),
        )
    )
    return sorted((_row(*line) for line in values), key=lambda row: order[row.pk])


def outcome_counts(sight: Sight) -> dict[str, int]:
    """Count the papers this chair decides on by outcome; those without a decision under ""."""
    counted = papers_in_table(sight).order_by().values_list(Coalesce("decision__outcome", Value("")))
    return dict(counted.annotate(Count("pk")))


def _row(*line: Any) -> Row:
    *paper, scores, due, recommendations, outcome, version, has_note = line
    summed_up = tuple(recommendations or ())
    return Row(*paper, tuple(sorted(scores or ())), due, summed_up, outcome, version, bool(has_note))


def _matching(wanted: Wanted) -> Q:
    matching = Q()
    for word in wanted.words.split():
        matching &= Q(title__icontains=word) | (Q(number=int(word)) if _is_number(word) else Q())
    if wanted.decision:
        matching &= Q(decision=None) if wanted.decision == "none" else Q(decision__outcome=wanted.decision)
    if wanted.kind is not None:
        matching &= Q(submission_type=wanted.kind)
    return matching


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 9


def _order(wanted: Wanted) -> OrderBy:
    descending = wanted.sort.startswith("-")
    return OrderBy(SORTS[wanted.sorts_by], descending=descending, nulls_last=True)
