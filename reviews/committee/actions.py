"""Ask people to serve, take that back, and let them say how much they take on; their answers are in answering.py."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from reviews.committee import notifications
from reviews.committee.answering import held, leave, put_answer, told_papers_of
from reviews.committee.parsing import Candidate
from reviews.committee.queries import chairs_beside, members_by_address
from reviews.committee.rules import may_dismiss, may_invite
from reviews.committee.service import degrees_of, mark_of_service, set_degrees, words_of_service
from reviews.models import Assignment, Invitation
from reviews.models.invitation import InvitationState, end_of_link, new_token
from reviews.visibility.lists import is_kept_from_review, sight_of
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.core.verdict import Refused, Verdict, require
from want.core.versions import EditedMeanwhile, is_another
from want.mail.actions import enqueue
from want.venues.holding import chairs
from want.venues.models import Degree, Edition, Membership, Role, Topic, Track
from want.venues.tracks import READERS
from want.venues.wordings import LetterKind, Wording, keep_wording, problems_of


@dataclass(frozen=True, slots=True)
class InviteReport:
    """Who was written to, and who was not because they serve, were asked, or stood in the list twice."""

    invited: tuple[Invitation, ...]
    left_out: tuple[Candidate, ...]


@transaction.atomic
def invite(
    edition: Edition,
    role: Role,
    candidates: Sequence[Candidate],
    *,
    by: User,
    wording: Wording | None = None,
    kind: LetterKind | None = None,
) -> InviteReport:
    """Invite each address once, by one letter; whoever serves in the role or was asked already is left alone.

    An invitation that was taken back is made anew, with a new link. `wording` becomes the edition's letter
    of its kind: the role's, unless another one is given.
    """
    # Two chairs may invite the same person at once.
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    require(may_invite(edition.moment(), is_chair=chairs(edition, by)))
    keep(edition, kind or notifications.KINDS[role], wording)
    wanted: dict[str, Candidate] = {}
    for one in candidates:
        wanted.setdefault(one.email.lower(), one)
    asked = edition.invitations.select_for_update().order_by("pk")
    known = {row.email: row for row in asked.filter(role=role, email__in=wanted)}
    members = members_by_address(edition, role, wanted.keys())
    tracks = {track.name: track for track in edition.tracks.all()} if role in READERS else {}
    invited, left_out = [], []
    for email, one in wanted.items():
        row = known.get(email)
        if email in members or (row and row.state != InvitationState.REVOKED):
            left_out.append(one)
            continue
        invited.append(_asked(row or Invitation(edition=edition, role=role, email=email), one, by))
        if tracks or one.tracks:
            invited[-1].tracks.set(_chosen(tracks, one))
    if invited:
        enqueue(notifications.invitations(edition, role, invited, kind))
        record("committee.invited", by=by, edition=edition.slug, role=role.value, people=len(invited))
    return InviteReport(tuple(invited), tuple(left_out))


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> None:
    """Take back an invitation that was not accepted; from now on its link looks like any that never was."""
    require(may_invite(invitation.edition.moment(), is_chair=chairs(invitation.edition, by)))
    row = held(invitation)
    if row.state == InvitationState.ACCEPTED:
        raise Refused(f"{row.name or row.email} has accepted already. Remove them from the committee instead.")
    if row.state == InvitationState.REVOKED:
        return
    put_answer(row, InvitationState.REVOKED, user=None)
    record("committee.invitation_revoked", by=by, edition=row.edition.slug, role=row.role)


@transaction.atomic
def dismiss(member: Membership, *, by: User) -> None:
    """Take a role away from somebody who has no papers in it; their link answers no longer."""
    edition = member.edition
    require(verdict_on_dismissing(member, by=by))
    # The edition is held as in `assign`, so that nobody is given a paper meanwhile; so it is where one leaves oneself.
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    user, role = member.user, member.role
    # Then the invitation, then the service: so does who changes their answer by the link.
    asked = Invitation.objects.select_for_update(of=("self",)).filter(edition=edition, user=user, role=role)
    invitations = list(asked.order_by("pk"))
    if not Membership.objects.select_for_update(of=("self",)).filter(pk=member.pk).exists():
        return
    others = list(chairs_beside(member)) if role == Role.CHAIR else []
    letters = notifications.chair_removed(edition, member, others, by=by) if others else []
    leave(member)
    enqueue(letters)
    for row in invitations:
        put_answer(row, InvitationState.REVOKED, user=None)
    record("committee.dismissed", by=by, edition=edition.slug, role=role, person=user.pk)


def verdict_on_dismissing(member: Membership, *, by: User) -> Verdict:
    """Tell whether this chair may remove the member, as far as that does not depend on the member's papers."""
    edition = member.edition
    return may_dismiss(
        edition.moment(),
        is_chair=chairs(edition, by),
        reads_papers=member.role in {Role.REVIEWER, Role.AREA_CHAIR},
        is_tied=is_kept_from_review(sight_of(by, edition)),
        is_closed=Assignment.objects.filter(submission__edition=edition).exists(),
    )


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
    """Let a member say what they take on: how many papers, which topics, and whether they may be named in public.

    What chairs say of others is in setting.py.

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
    if by.pk != member.user_id:
        raise Refused("Only the person themselves change this here; the chairs do so on their page in the desk.")
    papers = told_papers_of(member)
    if max_load is not None and max_load + more < papers:
        raise Refused(f"There are {papers} papers with you already. Ask the chairs if that is too much.")
    member.max_load, member.extra_load, member.is_listed, member.seniority = max_load, more, is_listed, said
    member.save(update_fields=["max_load", "extra_load", "is_listed", "seniority"])
    set_degrees(member, degrees)
    record("committee.service_changed", by=by, edition=member.edition.slug, role=member.role, max_load=max_load)


def _takes_on(member: Membership) -> tuple[int | None, int, bool, str, dict[int, int]]:
    return member.max_load, member.extra_load, member.is_listed, member.seniority, degrees_of(member)


def keep(edition: Edition, kind: Any, wording: Wording | None) -> None:
    """Make this the edition's letter of its kind; raises Refused when it cannot be sent."""
    if wording is None:
        return
    for sentence in problems_of(kind, wording):
        raise Refused(sentence)
    keep_wording(edition, kind, wording)


def _chosen(tracks: Mapping[str, Track], one: Candidate) -> list[Track]:
    """Return the tracks that somebody is asked for; without one that is gone they would serve in all."""
    for name in one.tracks:
        if name not in tracks:
            raise Refused(f"There is no track “{name}” any more. Look at the tracks there are now, and choose again.")
    return [tracks[name] for name in one.tracks]


def _asked(row: Invitation, one: Candidate, by: User) -> Invitation:
    """Store a new invitation, or one that was taken back as a new one."""
    row.name, row.affiliation, row.max_load = one.name, one.affiliation, one.max_load
    row.token, row.state, row.invited_by, row.invited_at = new_token(), InvitationState.PENDING, by, clock.now()
    row.reminders, row.decline_reason, row.answered_load = 0, "", None
    row.written_at, row.expires_at = clock.now(), end_of_link()
    row.save()
    return row
