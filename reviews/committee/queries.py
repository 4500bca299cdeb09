"""What the committee's pages ask: the invitation behind a link, who is a member already, how the asking goes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from reviews.committee.funnel import ready_members
from reviews.committee.parsing import Candidate, Line
from reviews.committee.rules import LETTERS_APART_HOURS
from reviews.models import Invitation
from reviews.models.invitation import InvitationState
from want.accounts.models import User
from want.accounts.queries import person_with
from want.core import clock
from want.core.timewords import day
from want.venues.models import Edition, Membership, Role


@dataclass(frozen=True, slots=True)
class Fate:
    """What will happen to one line of a list of people to invite."""

    line: Line
    is_new: bool
    words: str
    tone: str


def invitation_behind(edition_slug: str, token: str) -> Invitation | None:
    """Return the invitation that this link answers; one that was taken back has none."""
    rows = Invitation.objects.filter(edition__slug=edition_slug, token=token).exclude(state=InvitationState.REVOKED)
    return rows.select_related("user", "invited_by").first()


def is_asked(invitation: Invitation, user: Any) -> bool:
    """Tell whether this person is the one who was asked: by a proved address, or because they said yes before."""
    if user is None:
        return False
    return user == (invitation.user or person_with(invitation.email))


def members_by_address(edition: Edition, role: Role, emails: Collection[str]) -> dict[str, str]:
    """Return the names of those among these addresses, proved ones, who hold the role already."""
    rows = EmailAddress.objects.filter(
        email__in=emails, verified=True, user__memberships__edition=edition, user__memberships__role=role
    )
    return dict(rows.values_list("email", "user__name"))


def fates_of(edition: Edition, role: Role, lines: Iterable[Line]) -> list[Fate]:
    """Say for each line what inviting would do to it: the preview of a list."""
    lines = list(lines)
    emails = {line.candidate.email for line in lines if line.candidate}
    members = members_by_address(edition, role, emails)
    asked = {row.email: row for row in edition.invitations.filter(role=role, email__in=emails)}
    seen: dict[str, int] = {}
    return [_fate(line, members, asked, seen) for line in lines]


def candidates_to_invite(fates: Iterable[Fate]) -> list[Candidate]:
    """Return those whom inviting would write to."""
    return [fate.line.candidate for fate in fates if fate.is_new and fate.line.candidate]


def due_for_reminder(edition: Edition) -> list[Invitation]:
    """Return the unanswered invitations whose last letter is old enough for another one."""
    since = clock.now() - timedelta(hours=LETTERS_APART_HOURS)
    pending = edition.invitations.filter(state=InvitationState.PENDING, written_at__lte=since)
    return list(pending.select_related("invited_by"))


def members_not_ready(edition: Edition) -> list[Membership]:
    """Return reviewers and area chairs of whom too little is known, and who had no letter of it within a day."""
    since = clock.now() - timedelta(hours=LETTERS_APART_HOURS)
    members = edition.memberships.filter(
        role__in=[Role.REVIEWER, Role.AREA_CHAIR], stopped_at=None, user__is_active=True
    )
    members = members.exclude(pk__in=ready_members(edition).values("pk"))
    rested = members.filter(Q(asked_to_prepare_at=None) | Q(asked_to_prepare_at__lte=since), since__lte=since)
    return list(rested.select_related("user", "edition").order_by("user__name", "pk"))


def chairs_beside(member: Membership) -> QuerySet[User]:
    """Return the chairs of the edition but this one, those whose account is shut among them."""
    people = User.objects.filter(memberships__edition=member.edition, memberships__role=Role.CHAIR)
    return people.exclude(pk=member.user_id).order_by("pk").distinct()  # type: ignore[attr-defined]


def roles_served(edition: Edition, user: object) -> QuerySet[Membership]:
    """Return a person's memberships with papers to read: as reviewer, as area chair."""
    rows = Membership.objects.filter(edition=edition, user=user, role__in=[Role.REVIEWER, Role.AREA_CHAIR])
    return rows.prefetch_related("topics").order_by("role")


def _fate(line: Line, members: dict[str, str], asked: dict[str, Invitation], seen: dict[str, int]) -> Fate:
    if line.candidate is None:
        return Fate(line=line, is_new=False, words=line.problem, tone="bad")
    email = line.candidate.email
    if email in seen:
        return Fate(line=line, is_new=False, words=f"Stands in line {seen[email]} already.", tone="neutral")
    seen[email] = line.number
    if email in members:
        return Fate(line=line, is_new=False, words=f"{members[email]} serves already.", tone="neutral")
    row = asked.get(email)
    if row is None or row.state == InvitationState.REVOKED:
        return Fate(line=line, is_new=True, words="Will be invited.", tone="good")
    words = {
        InvitationState.PENDING: f"Was invited on {day(row.invited_at)} and has not answered.",
        InvitationState.DECLINED: "Has declined; the link in their letter still lets them accept.",
        InvitationState.ACCEPTED: "Has accepted already.",
    }
    return Fate(line=line, is_new=False, words=words[InvitationState(row.state)], tone="warn")
