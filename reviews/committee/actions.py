"""Ask people to serve, take their answers, and let them say how much they take on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from reviews.committee import notifications
from reviews.committee.parsing import Candidate
from reviews.committee.queries import due_for_reminder, is_asked, members_by_address
from reviews.committee.rules import may_answer, may_answer_as_oneself, may_invite, may_leave
from reviews.committee.service import degrees_of, mark_of_service, set_degrees, words_of_service
from reviews.matching.tasks import profile_changed
from reviews.models import Assignment, Invitation
from reviews.models.invitation import InvitationState, new_token
from submissions.conflicts.actions import refresh_for_person
from want.accounts.actions import person_answering
from want.accounts.models import User
from want.accounts.queries import person_with
from want.audit.actions import record
from want.core import clock
from want.core.verdict import Refused, require
from want.core.versions import EditedMeanwhile, is_another
from want.mail.actions import enqueue
from want.venues.models import Degree, Edition, Membership, Role, Topic
from want.venues.wordings import Wording, keep_wording, problems_of


@dataclass(frozen=True, slots=True)
class InviteReport:
    """Who was written to, and who was not because they serve, were asked, or stood in the list twice."""

    invited: tuple[Invitation, ...]
    left_out: tuple[Candidate, ...]


@transaction.atomic
def invite(
    edition: Edition, role: Role, candidates: Sequence[Candidate], *, by: User, wording: Wording | None = None
) -> InviteReport:
    """Invite each address once, by one letter; whoever serves in the role or was asked already is left alone.

    An invitation that was taken back is made anew, with a new link. `wording` becomes the edition's letter.
    """
    # Two chairs may invite the same person at once.
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    require(may_invite(edition.moment(), is_chair=_chairs(edition, by)))
    _keep(edition, notifications.KINDS[role], wording)
    wanted: dict[str, Candidate] = {}
    for one in candidates:
        wanted.setdefault(one.email.lower(), one)
    known = {row.email: row for row in edition.invitations.select_for_update().filter(role=role, email__in=wanted)}
    members = members_by_address(edition, role, wanted.keys())
    invited, left_out = [], []
    for email, one in wanted.items():
        row = known.get(email)
        if email in members or (row and row.state != InvitationState.REVOKED):
            left_out.append(one)
            continue
        invited.append(_asked(row or Invitation(edition=edition, role=role, email=email), one, by))
    if invited:
        enqueue(notifications.invitations(edition, role, invited))
        record("committee.invited", by=by, edition=edition.slug, role=role.value, people=len(invited))
    return InviteReport(tuple(invited), tuple(left_out))


@transaction.atomic
def remind(edition: Edition, *, by: User, wording: Wording | None = None) -> int:
    """Write again to all who have not answered; nobody gets two letters within a day. Return how many were written."""
    require(may_invite(edition.moment(), is_chair=_chairs(edition, by)))
    _keep(edition, notifications.REMINDER, wording)
    held = Invitation.objects.select_for_update().filter(edition=edition, state=InvitationState.PENDING)
    list(held.values_list("pk", flat=True))
    pending = due_for_reminder(edition)
    enqueue(notifications.reminders(edition, pending))
    Invitation.objects.filter(pk__in=[one.pk for one in pending]).update(reminders=F("reminders") + 1)
    if pending:
        record("committee.reminded", by=by, edition=edition.slug, people=len(pending))
    return len(pending)


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> None:
    """Take back an invitation that was not accepted; from now on its link looks like any that never was."""
    require(may_invite(invitation.edition.moment(), is_chair=_chairs(invitation.edition, by)))
    row = _held(invitation)
    if row.state == InvitationState.ACCEPTED:
        raise Refused(f"{row.name or row.email} has accepted already. Remove them from the committee instead.")
    if row.state == InvitationState.REVOKED:
        return
    _answered(row, InvitationState.REVOKED, user=None)
    record("committee.invitation_revoked", by=by, edition=row.edition.slug, role=row.role)


@transaction.atomic
def accept(
    invitation: Invitation,
    *,
    name: str,
    affiliation: str = "",
    max_load: int | None = None,
    topics: Collection[Topic] = (),
    as_user: User | None = None,
) -> Membership:
    """Let the invited person serve. Their address counts as proved, for the link came by mail to it.

    The person is the one whose proved address it is, else a new account, to be entered by a mailed code. `as_user` is
    who is signed in and opened the link: a letter can be passed on, so it proves no address to be theirs, and they
    answer only what was asked of them. Answering a second time changes the answer, and nothing twice.
    """
    row = _held(invitation)
    edition = row.edition
    require(may_answer(edition.moment(), row.state))
    require(may_answer_as_oneself(is_signed_in=as_user is not None, is_ones_own=is_asked(row, as_user)))
    user = _person(row, name, affiliation)
    member, _ = Membership.objects.get_or_create(edition=edition, user=user, role=row.role)
    member.max_load = max_load
    member.save(update_fields=["max_load"])
    member.topics.set(edition.topics.filter(pk__in=[topic.pk for topic in topics]))
    is_first = row.state != InvitationState.ACCEPTED
    _answered(row, InvitationState.ACCEPTED, user=user)
    refresh_for_person(edition, user)
    if is_first and user.expertise_papers.exists():
        profile_changed(user)
    if is_first:
        enqueue([notifications.welcome(edition, row, member)])
        record("committee.accepted", by=user, edition=edition.slug, role=row.role)
    invitation.refresh_from_db()
    return member


@transaction.atomic
def decline(invitation: Invitation, *, reason: str = "") -> None:
    """Take a no, also from somebody who had said yes and has no papers yet. They may still change their mind."""
    row = _held(invitation)
    require(may_answer(row.edition.moment(), row.state))
    if row.user is not None:
        for member in Membership.objects.filter(edition=row.edition, user=row.user, role=row.role):
            _leave(member)
    was, user = row.state, row.user
    row.decline_reason = reason.strip()
    _answered(row, InvitationState.DECLINED, user=None)
    if was != InvitationState.DECLINED:
        record("committee.declined", by=user, edition=row.edition.slug, role=row.role)
    invitation.refresh_from_db()


@transaction.atomic
def dismiss(member: Membership, *, by: User) -> None:
    """Take a role away from somebody who has no papers in it; their link answers no longer."""
    edition = member.edition
    if not _chairs(edition, by):
        raise Refused("Only the chairs of this edition change its committee.")
    if not Membership.objects.select_for_update(of=("self",)).filter(pk=member.pk).exists():
        return
    user, role = member.user, member.role
    _leave(member)
    for row in Invitation.objects.select_for_update(of=("self",)).filter(edition=edition, user=user, role=role):
        _answered(row, InvitationState.REVOKED, user=None)
    record("committee.dismissed", by=by, edition=edition.slug, role=role, person=user.pk)


@transaction.atomic
def change_service(
    member: Membership,
    *,
    max_load: int | None,
    topics: Collection[Topic] | Mapping[Topic, int],
    is_listed: bool,
    by: User,
    seniority: str | None = None,
    extra_load: int | None = None,
    seen: str = "",
) -> None:
    """Set what a member takes on: how many papers, which topics, and whether they may be named in public.

    `topics` says how well each is known; of a plain list they are an expert's. No `seniority`, or no
    `extra_load`, leaves what was said.

    `seen` is the mark of what the form showed. Raises EditedMeanwhile when that was changed since; storing what is
    stored already changes nothing.
    """
    stored = Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    degrees = {topic.pk: topics[topic] if isinstance(topics, Mapping) else Degree.EXPERT.value for topic in topics}
    said = stored.seniority if seniority is None else seniority
    more = stored.extra_load if extra_load is None else extra_load
    if _takes_on(stored) == (max_load, more, is_listed, said, degrees):
        return
    if is_another(seen, mark_of_service(stored)):
        raise EditedMeanwhile(words_of_service(stored), version=mark_of_service(stored))
    if by.pk != member.user_id and not _chairs(member.edition, by):
        raise Refused("Only the person themselves and the chairs change this.")
    papers = _papers_of(member)
    if max_load is not None and max_load + more < papers:
        raise Refused(f"There are {papers} papers with you already. Ask the chairs if that is too much.")
    member.max_load, member.extra_load, member.is_listed, member.seniority = max_load, more, is_listed, said
    member.save(update_fields=["max_load", "extra_load", "is_listed", "seniority"])
    set_degrees(member, degrees)
    record("committee.service_changed", by=by, edition=member.edition.slug, role=member.role, max_load=max_load)


def _takes_on(member: Membership) -> tuple[int | None, int, bool, str, dict[int, int]]:
    return member.max_load, member.extra_load, member.is_listed, member.seniority, degrees_of(member)


def _chairs(edition: Edition, user: User) -> bool:
    return Membership.objects.filter(edition=edition, user=user, role=Role.CHAIR).exists()


def _keep(edition: Edition, kind: Any, wording: Wording | None) -> None:
    if wording is None:
        return
    for sentence in problems_of(kind, wording):
        raise Refused(sentence)
    keep_wording(edition, kind, wording)


def _asked(row: Invitation, one: Candidate, by: User) -> Invitation:
    """Store a new invitation, or one that was taken back as a new one."""
    row.name, row.affiliation, row.max_load = one.name, one.affiliation, one.max_load
    row.token, row.state, row.invited_by, row.invited_at = new_token(), InvitationState.PENDING, by, clock.now()
    row.reminders, row.decline_reason = 0, ""
    row.save()
    return row


def _held(invitation: Invitation) -> Invitation:
    """Return the row as it is now, held until the transaction ends."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("edition", "user", "invited_by")
    return rows.get(pk=invitation.pk)


def _answered(row: Invitation, state: InvitationState, *, user: User | None) -> None:
    row.state, row.user = state, user
    row.answered_at = clock.now() if state in {InvitationState.ACCEPTED, InvitationState.DECLINED} else None
    row.save(update_fields=["state", "user", "answered_at", "decline_reason"])


def _person(row: Invitation, name: str, affiliation: str) -> User:
    if row.user is not None:
        return row.user
    user = person_with(row.email) or person_answering(row.email, name=name, affiliation=affiliation)
    blanks = {"name": name, "affiliation": affiliation}
    filled = [field for field, value in blanks.items() if value and not getattr(user, field)]
    for field in filled:
        setattr(user, field, blanks[field])
    user.save(update_fields=filled)
    return user


def _leave(member: Membership) -> None:
    others = Membership.objects.filter(edition=member.edition, role=Role.CHAIR).exclude(pk=member.pk).count()
    verdict = may_leave(papers=_papers_of(member), is_chair=member.role == Role.CHAIR, other_chairs=others)
    require(verdict)
    member.delete()


def _papers_of(member: Membership) -> int:
    current = Assignment.objects.current().filter(reviewer=member.user, role=member.role)
    return current.filter(submission__edition=member.edition).count()
