"""Which papers need a reviewer now, and what happened: somebody left, stopped, or turned out to be in conflict.

Only of papers whose reviewers and progress the chair who asks may see: for a chair in conflict with a paper its need
does not exist, nor does it count. A fixed number of queries, whatever the number of papers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from reviews.models import Assignment, LateAsk
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight
from submissions.models import Conflict, Submission
from submissions.states import Status
from want.core.versions import mark_of
from want.venues.models import Edition, Membership, Role

FACTS = (
    Fact.TITLE_ABSTRACT,
    Fact.REVIEWER_IDENTITY,
    Fact.AFFINITY_SCORES,
    Fact.BIDS_OTHERS,
    Fact.REVIEW_COUNT_PROGRESS,
    Fact.DECLARED_CONFLICTS,
)
ROLES = (Role.REVIEWER, Role.AREA_CHAIR)


@dataclass(frozen=True, slots=True)
class Trouble:
    """An assignment that does not hold: whose, and why in words. One that stands is to be replaced."""

    person: int
    name: str
    why: str
    at: datetime | None
    stands: bool
    is_conflict: bool = False
    has_review: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """A paper that lacks people in a role."""

    paper: Submission
    role: str
    has: int  # people whose assignment holds
    wanted: int
    troubles: tuple[Trouble, ...]
    present: tuple[int, ...]  # all who have it now, in trouble or not: what the page showed
    asked: tuple[LateAsk, ...] = ()

    @property
    def missing(self) -> int:
        """Return how many people are missing."""
        return max(0, self.wanted - self.has)

    @property
    def to_replace(self) -> Trouble | None:
        """Return who goes when somebody comes; conflicts first."""
        standing = [one for one in self.troubles if one.stands]
        return min(standing, key=lambda one: not one.is_conflict, default=None)

    @property
    def role_label(self) -> str:
        """Return the role in a word."""
        return str(Role(self.role).label).lower()

    @property
    def missing_words(self) -> str:
        """Return how many are missing, as a badge says it."""
        return f"{self.missing} {self.role_label}{'s' if self.missing > 1 else ''} missing"

    @property
    def mark(self) -> str:
        """Return what a form carries to say which state it showed."""
        return mark_of([*self.present])


def needs_of(edition: Edition, sight: Sight, only: Iterable[int] | None = None) -> list[Need]:
    """Return what is needed, by the paper's number. Before papers are assigned nothing is."""
    if edition.assigned_at is None:
        return []
    papers = sight.papers(*FACTS).filter(status=Status.SUBMITTED).order_by("number").select_related("submission_type")
    if only is not None:
        papers = papers.filter(pk__in=only)
    found = list(papers)
    known = _Known(_rows(found), _conflicts(found), _stopped(edition), _asked(found))
    needs = []
    for paper in found:
        paper.edition = edition
        for role in ROLES:
            need = _need(paper, role, edition.reviews_per_paper if role is Role.REVIEWER else 1, known)
            if need is not None:
                needs.append(need)
    return needs


def need_of(edition: Edition, sight: Sight, paper: Submission, role: str) -> Need | None:
    """Return the need of one paper in one role."""
    return next((one for one in needs_of(edition, sight, [paper.pk]) if one.role == role), None)


@dataclass(frozen=True, slots=True)
class _Known:
    """All that the database says of these papers."""

    rows: dict[tuple[int, str], list[Assignment]]  # by paper and role
    because: dict[tuple[int, int], str]  # conflicts by paper and person, in words
    stopped: dict[tuple[int, str], Membership]  # by person and role
    asked: dict[int, list[LateAsk]]


def _need(paper: Submission, role: Role, wanted: int, known: _Known) -> Need | None:
    rows = known.rows[paper.pk, role.value]
    present = [row for row in rows if row.removed_at is None]
    troubles = [one for row in present if (one := _trouble(row, known)) is not None]
    has = len(present) - len(troubles)
    left = list(_left(rows, {row.reviewer_id for row in present})) if has < wanted else []
    is_led_by_nobody_on_purpose = role is Role.AREA_CHAIR and not troubles and not left
    if is_led_by_nobody_on_purpose or (has >= wanted and not troubles):
        return None
    return Need(
        paper=paper,
        role=role.value,
        has=has,
        wanted=wanted,
        troubles=(*troubles, *left),
        present=tuple(sorted(row.reviewer_id for row in present)),
        asked=tuple(one for one in known.asked[paper.pk] if one.invitation.role == role),
    )


def _trouble(row: Assignment, known: _Known) -> Trouble | None:
    """Return what is wrong with an assignment that stands. A review that is in outlasts its writer's stopping."""
    person, has_review = row.reviewer, hasattr(row, "review") or hasattr(row, "meta_review")
    standing = Trouble(person.pk, str(person), why="", at=None, stands=True, has_review=has_review)
    why = known.because.get((row.submission_id, person.pk))
    if why is not None:
        return replace(standing, why=why, is_conflict=True)
    member = known.stopped.get((person.pk, row.role))
    if member is not None and not has_review:
        return replace(standing, why=member.stopped_because, at=member.stopped_at)
    return None


def _left(rows: list[Assignment], present: set[int]) -> Iterator[Trouble]:
    """Yield those who gave the paper back or were taken off it, the last first."""
    gone = [row for row in rows if row.removed_at and not row.fell_with_plan and row.reviewer_id not in present]
    for row in sorted(gone, key=lambda row: row.removed_at, reverse=True):  # type: ignore[arg-type, return-value]
        yield Trouble(
            person=row.reviewer_id,
            name=str(row.reviewer),
            why=row.removal_reason,
            at=row.removed_at,
            stands=False,
            has_review=hasattr(row, "review"),
        )


def _rows(papers: list[Submission]) -> dict[tuple[int, str], list[Assignment]]:
    rows: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
    wanted = Assignment.objects.filter(submission__in=[paper.pk for paper in papers]).order_by("pk")
    for row in wanted.select_related("reviewer", "review", "meta_review"):
        rows[row.submission_id, row.role].append(row)
    return rows


def _conflicts(papers: list[Submission]) -> dict[tuple[int, int], str]:
    keys = [paper.pk for paper in papers]
    holders = Assignment.objects.current().filter(submission__in=keys).values("reviewer")
    found = Conflict.objects.filter(submission__in=keys, user__in=holders).order_by("pk")
    return {(one.submission_id, one.user_id): one.because or one.get_reason_display() for one in found}


def _stopped(edition: Edition) -> dict[tuple[int, str], Membership]:
    members = Membership.objects.filter(edition=edition).exclude(stopped_at=None)
    return {(member.user_id, member.role): member for member in members}


def _asked(papers: list[Submission]) -> dict[int, list[LateAsk]]:
    found: dict[int, list[LateAsk]] = defaultdict(list)
    for one in LateAsk.objects.filter(submission__in=[paper.pk for paper in papers]).select_related("invitation"):
        found[one.submission_id].append(one)
    return found
