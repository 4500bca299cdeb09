"""What ties a person to an edition and to its papers: one query, whatever the number of papers.

Only `standing.py` and `lists.py` call it; everybody else asks them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from reviews.models import Assignment, Invitation
from reviews.models.invitation import InvitationState
from reviews.visibility.case import PUBLIC, AssignmentState, Standing
from submissions.models import Author, Conflict
from want.accounts.models import User
from want.venues.models import Membership, Role

ROLES = {Role.CHAIR: "is_chair", Role.AREA_CHAIR: "is_area_chair", Role.REVIEWER: "is_reviewer"}

# A tie in the rows of the query -> what it says of the standing. Later ones here beat earlier ones.
TIES: dict[str, dict[str, Any]] = {
    **{role.value: {flag: True} for role, flag in ROLES.items()},
    "invited": {"has_pending_invitation": True},
    "declined": {"has_declined_invitation": True},
    "conflict": {"is_conflicted": True},
    "leading": {"is_assigned_area_chair": True},
    "removed": {"assignment": AssignmentState.REMOVED},
    "open": {"assignment": AssignmentState.OPEN},
    "done": {"assignment": AssignmentState.DONE},
    "former": {"is_former_author": True},
    "unverified": {"is_unverified_author": True},
    "author": {"is_author": True},
    "contact": {"is_author": True, "is_contact": True},
}
STRENGTH = {tie: place for place, tie in enumerate(TIES)}
AUTHORSHIPS = frozenset({"author", "contact"})


@dataclass(frozen=True, slots=True)
class Ties:
    """A person in one edition: how they stand to any of its papers, and to those they are tied to."""

    to_others: Standing = PUBLIC
    to_own: Mapping[int, Standing] = field(default_factory=dict)

    def standing(self, submission_id: int) -> Standing:
        """Return how the person stands to this paper of the edition."""
        return self.to_own.get(submission_id, self.to_others)


def ties_of(user: User | AnonymousUser, editions: Iterable[int], code: str = "") -> dict[int, Ties]:
    """Return the person's ties in each of these editions (by primary key), by one query.

    With `code`, conflicts and assignments are looked up for that paper alone: ask about no other then.
    """
    editions = list(editions)
    if not user.is_authenticated:
        return dict.fromkeys(editions, Ties())
    rows: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
    for edition, paper, tie in _rows(user, editions, code):
        rows[edition].append((paper, tie))
    return {edition: _ties(user, rows[edition]) for edition in editions}


def _ties(user: User, rows: list[tuple[int | None, str]]) -> Ties:
    by_paper: dict[int | None, list[str]] = defaultdict(list)
    for paper, tie in rows:
        by_paper[paper].append(tie)
    general = _flags(by_paper.pop(None, []))
    general |= {"is_signed_in": True, "is_active": user.is_active, "is_superuser": user.is_superuser}
    written = {paper for paper, ties in by_paper.items() if not AUTHORSHIPS.isdisjoint(ties)}
    to_own = {
        paper: Standing(**general, **_flags(ties), is_author_elsewhere=bool(written - {paper}))
        for paper, ties in by_paper.items()
        if paper is not None
    }
    return Ties(Standing(**general, is_author_elsewhere=bool(written)), to_own)


def _flags(ties: Iterable[str]) -> dict[str, Any]:
    flags: dict[str, Any] = {}
    for tie in sorted(ties, key=STRENGTH.__getitem__):
        flags |= TIES[tie]
    return flags


def _rows(user: User, editions: list[int], code: str) -> "QuerySet[Any, tuple[int, int | None, str]]":
    """Return edition, paper (None: the whole edition) and tie, one row a tie."""
    mine = Q(email=user.email) | Q(email__in=EmailAddress.objects.filter(user=user).values("email"))
    of_paper = Q(submission__code=code) if code else Q()
    in_editions = Q(submission__edition__in=editions)
    papers = (
        _tie(Author.objects.filter(Q(user=user) | mine, in_editions), _authorship(user)),
        _tie(Conflict.objects.filter(of_paper, in_editions, user=user), Value("conflict")),
        _tie(Assignment.objects.filter(of_paper, in_editions, reviewer=user).exclude(_ENDED_LEAD), _ASSIGNMENT),
    )
    memberships = Membership.objects.filter(user=user, edition__in=editions)
    invitations = Invitation.objects.filter(mine, edition__in=editions, state__in=_UNSERVED)
    return _general(memberships, F("role")).union(_general(invitations, _INVITATION), *papers, all=True)


def _tie(rows: "QuerySet[Any]", tie: Any) -> "QuerySet[Any, Any]":
    return rows.order_by().values_list("submission__edition_id", "submission_id", Cast(tie, CharField()))


def _general(rows: "QuerySet[Any]", tie: Any) -> "QuerySet[Any, Any]":
    no_paper = Value(None, output_field=BigIntegerField())
    return rows.order_by().values_list("edition_id", Cast(no_paper, BigIntegerField()), Cast(tie, CharField()))


def _authorship(user: User) -> Case:
    """Only a verified address makes an author; the list's row then names the person."""
    return Case(
        When(removed_at__isnull=False, then=Value("former")),
        When(~Q(user=user) | Q(user=None), then=Value("unverified")),
        When(is_contact=True, then=Value("contact")),
        default=Value("author"),
    )


_ENDED_LEAD = Q(role=Role.AREA_CHAIR, removed_at__isnull=False)
_ASSIGNMENT = Case(
    When(removed_at__isnull=False, then=Value("removed")),
    When(role=Role.AREA_CHAIR, then=Value("leading")),
    When(review__isnull=False, then=Value("done")),
    default=Value("open"),
)
_UNSERVED = (InvitationState.PENDING, InvitationState.DECLINED)
_INVITATION = Case(When(state=InvitationState.PENDING, then=Value("invited")), default=Value("declined"))
