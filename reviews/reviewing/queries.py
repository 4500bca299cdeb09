"""What a reviewer or area chair has before them in an edition: their papers, how far each is, and what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q
from django.urls import reverse

from reviews.models import Assignment
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight
from submissions.states import Status
from want.accounts.models import User
from want.venues.models import Role


@dataclass(frozen=True, slots=True)
class Duty:
    """A paper to review, for the reviewer's list."""

    code: str
    number: int
    title: str
    url: str
    page_url: str
    is_withdrawn: bool
    is_in_review: bool
    draft_at: datetime | None
    submitted_at: datetime | None
    updated_at: datetime | None

    @property
    def is_due(self) -> bool:
        """Tell whether a first review is still to come."""
        return self.is_in_review and self.submitted_at is None


@dataclass(frozen=True, slots=True)
class Led:
    """A paper that an area chair leads: how many of its reviews are in, and how their scores lie."""

    number: int
    title: str
    page_url: str
    url: str
    is_in_review: bool
    due: int
    scores: tuple[int, ...]
    written_at: datetime | None
    status: str = ""


def duties_of(user: User, sight: Sight) -> list[Duty]:
    """Return the papers this person reviews and may see now: those still to review first, then by their numbers."""
    rows = _own(user, sight, Role.REVIEWER).values(
        "submission_id",
        "submission__code",
        "submission__number",
        "submission__title",
        "submission__status",
        "review__submitted_at",
        "review__updated_at",
        "draft__saved_at",
        has_draft=Q(draft__isnull=False) & ~Q(draft__content={}),
    )
    duties = [_duty(row, sight) for row in rows]
    return sorted(duties, key=lambda duty: (not duty.is_due, duty.number))


def led_by(user: User, sight: Sight) -> list[Led]:
    """Return the papers this person leads as area chair and may see now, in the order of their numbers."""
    fields = ("submission_id", "submission__code", "submission__number", "submission__title", "submission__status")
    rows = list(_own(user, sight, Role.AREA_CHAIR).values(*fields, "meta_review__updated_at"))
    counted = _counted([row["submission_id"] for row in rows]) if rows else {}
    return [_led(row, sight, counted.get(row["submission_id"])) for row in rows]


def _own(user: User, sight: Sight, role: Role) -> Any:
    """Fetch the assignments to papers that the person may see now; of others not a row."""
    seen = sight.papers(Fact.TITLE_ABSTRACT).order_by().values("pk")
    rows = Assignment.objects.current().filter(reviewer=user, role=role, submission__in=seen)
    return rows.order_by("submission__number")


def _counted(submissions: list[int]) -> dict[int, dict[str, Any]]:
    rows = Assignment.objects.current().of_reviewers().filter(submission__in=submissions).order_by()
    scores = ArrayAgg("review__overall", filter=Q(review__isnull=False), default=[])
    counted = rows.values("submission_id").annotate(due=Count("pk"), scores=scores)
    return {row["submission_id"]: row for row in counted}


def _duty(row: dict[str, Any], sight: Sight) -> Duty:
    address = [sight.edition.slug, row["submission__code"]]
    return Duty(
        code=row["submission__code"],
        number=row["submission__number"],
        title=row["submission__title"],
        url=reverse("reviewing:review", args=address),
        page_url=reverse("papers:page", args=address),
        is_withdrawn=row["submission__status"] == Status.WITHDRAWN,
        is_in_review=row["submission__status"] == Status.SUBMITTED,
        draft_at=row["draft__saved_at"] if row["has_draft"] else None,
        submitted_at=row["review__submitted_at"],
        updated_at=row["review__updated_at"],
    )


def _led(row: dict[str, Any], sight: Sight, counted: dict[str, Any] | None) -> Led:
    address = [sight.edition.slug, row["submission__code"]]
    seen = sight.of(row["submission_id"], row["submission__status"])
    shows_scores = counted is not None and seen.may(Fact.SCORE_AGGREGATES)
    return Led(
        number=row["submission__number"],
        title=row["submission__title"],
        page_url=reverse("papers:page", args=address),
        url=reverse("metareview:write", args=address),
        is_in_review=row["submission__status"] == Status.SUBMITTED,
        due=counted["due"] if counted and seen.may(Fact.REVIEW_COUNT_PROGRESS) else 0,
        scores=tuple(sorted(counted["scores"])) if counted and shows_scores else (),
        written_at=row["meta_review__updated_at"],
        status=Status(row["submission__status"]).label,
    )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where one is in one's own list, and the papers before and after."""

    place: int
    count: int
    previous: Duty | None
    following: Duty | None


def neighbours_of(code: str, duties: list[Duty]) -> Neighbours | None:
    """Return the papers around this one in a reviewer's list; None when it is not in it."""
    place = next((place for place, duty in enumerate(duties) if duty.code == code), None)
    if place is None:
        return None
    return Neighbours(
        place=place + 1,
        count=len(duties),
        previous=duties[place - 1] if place else None,
        following=duties[place + 1] if place + 1 < len(duties) else None,
    )


def own_assignment(user: User, submission_id: int, role: Role = Role.REVIEWER) -> Assignment | None:
    """Return this person's present assignment to the paper in a role, with draft and review in the same query."""
    rows = Assignment.objects.current().filter(reviewer=user, submission=submission_id, role=role)
    return rows.select_related("draft", "review").first()


def are_due(duties: Iterable[Duty]) -> list[Duty]:
    """Return those whose first review is still to come."""
    return [duty for duty in duties if duty.is_due]
