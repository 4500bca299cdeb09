"""The figures before a plan is made: who is there, how much they take, what is needed, what is not known."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from reviews.assignment.queries import papers_open_to
from reviews.visibility.lists import Sight
from submissions.models import Conflict, Submission
from submissions.states import Status
from want.venues.models import Edition, Membership, Role


@dataclass(frozen=True, slots=True)
class Figures:
    """What a plan for one role would start from."""

    role: str
    label: str
    per_paper: int
    people: int
    places: int
    papers: int
    conflicts: int  # pairs, with papers that this chair may see
    lacking: int  # papers with fewer people than asked for, among those this chair may see
    papers_without_topics: int
    people_without_topics: list[str]

    @property
    def needed(self) -> int:
        """Return how many places the papers take."""
        return self.papers * self.per_paper

    @property
    def short(self) -> int:
        """Return how many places are missing, whatever the conflicts."""
        return max(0, self.needed - self.places)


def figures_of(edition: Edition, role: str, sight: Sight) -> Figures:
    """Return the figures as they are now."""
    per_paper = edition.reviews_per_paper if role == Role.REVIEWER else 1
    usual = edition.papers_per_area_chair if role == Role.AREA_CHAIR else edition.papers_per_reviewer
    members = Membership.objects.filter(edition=edition, role=role, user__is_active=True, stopped_at=None).order_by()
    papers = Submission.objects.of(edition).in_review().order_by()
    loads = members.aggregate(people=Count("pk"), places=Coalesce(Sum(Coalesce("max_load", usual)), 0))
    known = papers.aggregate(count=Count("pk"), silent=Count("pk", filter=~Q(Exists(_topics_of(OuterRef("pk"))))))
    silent = members.filter(topics=None).order_by("user__name")
    return Figures(
        role=role,
        label=Role(role).label,
        per_paper=per_paper,
        people=loads["people"],
        places=loads["places"],
        papers=known["count"],
        conflicts=_conflicts(papers_open_to(sight).filter(status=Status.SUBMITTED), members),
        lacking=_lacking(sight, role, per_paper),
        papers_without_topics=known["silent"],
        people_without_topics=list(silent.values_list("user__name", flat=True)),
    )


def _topics_of(paper: OuterRef) -> QuerySet[Any]:
    return Submission.topics.through.objects.filter(submission=paper)


def _conflicts(papers: QuerySet[Submission], members: QuerySet[Membership]) -> int:
    """Count the pairs over the papers that the chair sees: who declares a conflict now has the paper, as a rule."""
    seen = papers.order_by().values("pk")
    found = Conflict.objects.filter(submission__in=seen, user__in=members.values("user")).order_by()
    return found.values("submission", "user").distinct().count()


def _lacking(sight: Sight, role: str, per_paper: int) -> int:
    present = Count("assignments", filter=Q(assignments__role=role, assignments__removed_at=None))
    papers = papers_open_to(sight).filter(status=Status.SUBMITTED).order_by()
    return papers.annotate(present=present).filter(present__lt=per_paper).count()
