"""Take the answers of those who are asked to serve, by the link in their letter and before any account exists."""

from collections.abc import Collection

from django.db import transaction

from reviews.committee import notifications
from reviews.committee.parsing import Candidate
from reviews.committee.queries import chairs_beside, is_asked
from reviews.committee.rules import (
    is_closed,
    may_answer,
    may_answer_as_oneself,
    may_change_answer,
    may_leave,
    may_renew,
    may_suggest,
)
from reviews.matching.tasks import profile_changed
from reviews.models import Assignment, Candidacy, Invitation
from reviews.models.candidacy import CandidacyKind
from reviews.models.invitation import InvitationState, end_of_link, new_token
from submissions.conflicts.actions import refresh_for_person
from want.accounts.actions import person_answering
from want.accounts.models import User
from want.accounts.queries import person_with
from want.accounts.signals import profile_changed as profile_filled
from want.audit.actions import record
from want.core import clock
from want.core.verdict import Refused, require
from want.core.versions import EditedMeanwhile, is_another, mark_of
from want.mail.actions import enqueue
from want.venues.given_out import needs_second_chair
from want.venues.models import Edition, Membership, Role, Topic
from want.venues.stages import Stage

BOTH = 2  # chairs: one asks for the release, another confirms it
ANSWERED_MEANWHILE = (
    "This invitation was answered after you had opened the page. The answer stands below; change it there."
)


@transaction.atomic
def accept(
    invitation: Invitation,
    *,
    name: str,
    affiliation: str = "",
    country: str = "",
    max_load: int | None = None,
    topics: Collection[Topic] = (),
    as_user: User | None = None,
    seen: str = "",
) -> Membership:
    """Let the invited person serve. Their address counts as proved, for the link came by mail to it.

    The person is the one whose proved address it is, else a new account, to be entered by a mailed code. `as_user` is
    who is signed in and opened the link: a letter can be passed on, so it proves no address to be theirs, and they
    answer only what was asked of them. A second answer changes the first only knowingly (see `_require_answerable`).
    """
    row = held(invitation)
    edition = row.edition
    member = _member(row)
    if member and (member.max_load, _topics_of(member)) == (max_load, {topic.pk for topic in topics}):
        return member
    _require_answerable(row, seen, as_user)
    require(may_answer_as_oneself(is_signed_in=as_user is not None, is_ones_own=is_asked(row, as_user)))
    user = _person(row, name, affiliation, country)
    if member and max_load and max_load < told_papers_of(member):
        raise Refused("There are more papers with you already. Please write to the chairs if that is too much.")
    member, is_new = Membership.objects.get_or_create(edition=edition, user=user, role=row.role)
    if is_new:
        member.tracks.set(row.tracks.all())
    member.max_load = max_load
    member.save(update_fields=["max_load"])
    member.topics.set(edition.topics.filter(pk__in=[topic.pk for topic in topics]))
    was = row.state
    row.answered_load, row.decline_reason = max_load, ""
    put_answer(row, InvitationState.ACCEPTED, user=user)
    refresh_for_person(edition, user)
    if was != InvitationState.ACCEPTED:
        if user.expertise_papers.exists():
            profile_changed(user)
        others = chairs_beside(member) if row.role == Role.CHAIR else ()
        enqueue([notifications.welcome(edition, row, member), *notifications.new_chair(edition, row, member, others)])
    _record(row, was, InvitationState.ACCEPTED, user)
    invitation.refresh_from_db()
    return member


@transaction.atomic
def decline(
    invitation: Invitation,
    *,
    reason: str = "",
    suggested: Candidate | None = None,
    why: str = "",
    as_user: User | None = None,
    seen: str = "",
) -> None:
    """Take a no, also from somebody who had said yes and has no papers yet, and whom they suggest instead.

    Whoever is suggested is told nothing: the chairs read the name and may invite them.
    """
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=invitation.edition_id)
    row = held(invitation)
    reason = reason.strip()
    if row.state == InvitationState.DECLINED and row.decline_reason == reason and suggested is None:
        return
    if row.state == InvitationState.DECLINED and suggested and _is_suggested(row, suggested):
        return
    _require_answerable(row, seen, as_user)
    was, user = row.state, row.user
    for member in Membership.objects.filter(edition=row.edition, user=user, role=row.role) if user else ():
        leave(member)
    row.decline_reason, row.answered_load = reason, None
    put_answer(row, InvitationState.DECLINED, user=None)
    if suggested and row.role == Role.REVIEWER:
        require(may_suggest(row.suggestions.count()))
        _suggest(row, suggested, why)
    _record(row, was, InvitationState.DECLINED, user)
    invitation.refresh_from_db()


@transaction.atomic
def renew(invitation: Invitation) -> None:
    """Send a new link to the invited address in place of one that has expired; whoever asks learns nothing by it."""
    row = held(invitation)
    require(may_renew(row.edition.moment(), row.state, is_expired=row.expires_at <= clock.now(), at=row.written_at))
    row.token, row.written_at, row.expires_at = new_token(), clock.now(), end_of_link()
    row.save(update_fields=["token", "written_at", "expires_at"])
    enqueue(notifications.invitations(row.edition, Role(row.role), [row]))
    record("committee.link_renewed", by=None, edition=row.edition.slug, role=row.role)


def mark_of_answer(row: Invitation) -> str:
    """Return what the page of an invitation carries to say which answer it showed."""
    return mark_of([row.state, row.answered_at, row.answered_load, row.decline_reason])


def answer_in_words(row: Invitation) -> dict[str, str]:
    """Say what was answered."""
    said = {"Answer": row.get_state_display()}
    if row.state == InvitationState.ACCEPTED:
        said["Papers at most"] = str(row.answered_load) if row.answered_load else "as everybody"
    if row.decline_reason:
        said["Reason"] = row.decline_reason
    return said


def held(invitation: Invitation) -> Invitation:
    """Return the row as it is now, held until the transaction ends."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("edition", "user", "invited_by")
    return rows.get(pk=invitation.pk)


def put_answer(row: Invitation, state: InvitationState, *, user: User | None) -> None:
    """Store what an invitation has come to, and when."""
    row.state, row.user = state, user
    row.answered_at = clock.now() if state in {InvitationState.ACCEPTED, InvitationState.DECLINED} else None
    row.save(update_fields=["state", "user", "answered_at", "answered_load", "decline_reason"])


def leave(member: Membership) -> None:
    """End somebody's service, or raise Refused while papers or the edition depend on it."""
    others = Membership.objects.filter(edition=member.edition, role=Role.CHAIR).exclude(pk=member.pk)
    can_confirm = others.filter(user__is_active=True).count()
    verdict = may_leave(
        papers=papers_of(member),
        is_chair=member.role == Role.CHAIR,
        other_chairs=others.count(),
        lacks_second=needs_second_chair(member.edition) and can_confirm < BOTH,
    )
    require(verdict)
    member.delete()
    refresh_for_person(member.edition, member.user)  # what came from where they work stays, should they come back


def papers_of(member: Membership) -> int:
    """Count the papers that are with a member in this role."""
    current = Assignment.objects.current().filter(reviewer=member.user, role=member.role)
    return current.filter(submission__edition=member.edition).count()


def told_papers_of(member: Membership) -> int:
    """Count the papers that are with a member as far as they know: none before reviewing begins."""
    return papers_of(member) if member.edition.moment().has_reached(Stage.REVIEWING) else 0


def _require_answerable(row: Invitation, seen: str, as_user: User | None) -> None:
    """Raise Refused unless this answer may be given now: it is the first, or changes one that its page had shown."""
    moment = row.edition.moment()
    is_expired = row.expires_at <= clock.now() and not is_asked(row, as_user)
    require(may_answer(moment, row.state, is_expired=is_expired))
    if row.is_answered:
        require(may_change_answer(row.state, is_closed=is_closed(moment, assigned_at=row.edition.assigned_at)))
    if is_another(seen, mark_of_answer(row)):
        raise EditedMeanwhile(answer_in_words(row), version=mark_of_answer(row), reason=ANSWERED_MEANWHILE)


def _record(row: Invitation, was: str, now: InvitationState, user: User | None) -> None:
    """Log an answer, and a changed one as such."""
    if was in {InvitationState.ACCEPTED, InvitationState.DECLINED}:
        record("committee.answer_changed", by=user, edition=row.edition.slug, role=row.role, answers=[was, now.value])
    else:
        verb = "committee.accepted" if now == InvitationState.ACCEPTED else "committee.declined"
        record(verb, by=user, edition=row.edition.slug, role=row.role)


def _member(row: Invitation) -> Membership | None:
    """Return the service that stands by this invitation's yes, if it was accepted."""
    if row.state != InvitationState.ACCEPTED:
        return None
    return Membership.objects.filter(edition=row.edition, user=row.user, role=row.role).first()


def _topics_of(member: Membership) -> set[int]:
    return set(member.topics.values_list("pk", flat=True))


def _is_suggested(row: Invitation, one: Candidate) -> bool:
    return row.suggestions.filter(email=one.email).exists()


def _suggest(row: Invitation, one: Candidate, why: str) -> None:
    """Keep the suggestion, once an address; the first who named somebody stays the one who did."""
    Candidacy.objects.get_or_create(
        edition=row.edition,
        kind=CandidacyKind.SUGGESTED,
        email=one.email,
        defaults={"name": one.name, "affiliation": one.affiliation, "words": why.strip(), "suggested_by": row},
    )
    record("committee.suggested", by=None, edition=row.edition.slug, role=row.role)


def _person(row: Invitation, name: str, affiliation: str, country: str) -> User:
    if row.user is not None:
        return row.user
    user = person_with(row.email) or person_answering(row.email, name=name, affiliation=affiliation)
    # Two answers at once would each say where they work. Whoever stores a conflict of theirs meanwhile goes on.
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    blanks = {"name": name, "affiliation": affiliation, "country": country}
    filled = [field for field, value in blanks.items() if value and not getattr(user, field)]
    for field in filled:
        setattr(user, field, blanks[field])
    user.save(update_fields=filled)
    if "affiliation" in filled:  # said here or in the profile, it counts alike: where papers are in, once
        profile_filled.send(sender=User, user=user, fields={"affiliation"})
    return user
