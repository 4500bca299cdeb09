"""What people do when the assignment has to change late: stop, come back, fill a place, ask somebody from outside."""

from django.db import transaction
from django.db.models import QuerySet

from reviews.assignment.actions import assign, unassign
from reviews.assignment.queries import papers_open_to
from reviews.assignment.rules import may_propose, may_unassign
from reviews.committee.actions import invite
from reviews.committee.parsing import Candidate
from reviews.late.needs import Need, need_of
from reviews.late.notifications import letters_to_leaders, letters_to_who_stops
from reviews.late.rules import may_resume, may_stop
from reviews.models import Assignment, Invitation, LateAsk
from reviews.visibility.lists import Sight, is_kept_from_review, sight_of
from submissions.models import Submission
from submissions.states import Status
from want.accounts.models import User
from want.audit.actions import record, record_each
from want.core import clock
from want.core.verdict import Refused, Verdict, require
from want.mail.actions import enqueue
from want.venues.holding import chairs
from want.venues.models import Edition, Membership, Role

CHANGED = "Somebody has changed who reads this paper meanwhile. Please look at it again."
CONFLICT = "A conflict of interest was found after the assignment."


@transaction.atomic
def stop_serving(member: Membership, *, reason: str, by: User) -> list[Assignment]:
    """End what somebody has not finished, and give them no more. What they have handed in stays. Return what ended.

    A chair in conflict with a paper does not end its assignments and does not learn of them: those stay, and the other
    chairs find them among the papers that need a reviewer.
    """
    edition = member.edition
    # The edition is held as in `assign`, so that nobody is given a paper while they stop.
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    stored = Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    is_oneself, has_stopped = by.pk == stored.user_id, stored.stopped_at is not None
    is_chair = chairs(edition, by)
    require(may_stop(edition.moment(), is_oneself=is_oneself, is_chair=is_chair, has_stopped=has_stopped))
    if not reason.strip():
        raise Refused("Please say why, in a few words.")
    stored.stopped_at, stored.stopped_because, stored.extra_load = clock.now(), reason.strip(), 0
    stored.save(update_fields=["stopped_at", "stopped_because", "extra_load"])
    # Held first and judged then: a review that is being handed in stays, and one that comes later is refused.
    _hold(Assignment.objects.filter(reviewer=stored.user_id, role=stored.role, submission__edition=edition))
    ended = unfinished(stored, None if is_oneself else sight_of(by, edition))
    Assignment.objects.filter(pk__in=[one.pk for one in ended], removed_at=None).update(
        removed_at=stored.stopped_at, removal_reason=f"Stopped: {stored.stopped_because}"
    )
    record("committee.stopped", by=by, edition=edition.slug, role=stored.role, person=stored.user_id)
    record_each(
        "assignment.declined" if is_oneself else "assignment.removed",
        by=by,
        edition=edition.slug,
        details={one.submission_id: {"as_": one.pseudonym} for one in ended},
    )
    enqueue(letters_to_leaders(edition, stored, ended, by=by))
    if not is_oneself:
        enqueue(letters_to_who_stops(edition, stored, ended))
    return ended


@transaction.atomic
def resume_serving(member: Membership, *, by: User) -> None:
    """Let somebody take papers again; doing it twice does it once."""
    edition = member.edition
    stored = Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    require(verdict_on_resuming(stored, by=by))
    if stored.stopped_at is None:
        return
    stored.stopped_at, stored.stopped_because = None, ""
    stored.save(update_fields=["stopped_at", "stopped_because"])
    record("committee.resumed", by=by, edition=edition.slug, role=stored.role, person=stored.user_id)


def verdict_on_resuming(member: Membership, *, by: User) -> Verdict:
    """Tell whether they may say that the member takes papers again."""
    sight = sight_of(by, member.edition)
    is_oneself, is_chair = by.pk == member.user_id, chairs(member.edition, by)
    return may_resume(sight.moment, is_oneself=is_oneself, is_chair=is_chair, is_tied=is_kept_from_review(sight))


@transaction.atomic
def fill_place(need: Need, reviewer: User, *, mark: str, by: User) -> Assignment:
    """Give a paper that needs somebody to this person, in the place of who is in trouble, if anybody is.

    `mark` is the need as the page showed it: when somebody else has changed it since, nothing happens.
    """
    edition = need.paper.edition
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    _hold(Assignment.objects.filter(submission=need.paper, role=need.role))
    present = need_of(edition, sight_of(by, edition), need.paper, need.role)
    if present is None or present.mark != mark:
        raise Refused(CHANGED)
    leaving = present.to_replace
    if leaving is not None:
        held = need.paper.assignments.current().get(reviewer=leaving.person, role=need.role)
        held.submission = need.paper
        unassign(held, reason=CONFLICT if leaving.is_conflict else f"Stopped: {leaving.why}", by=by)
    return assign(need.paper, reviewer, role=need.role, on_short_notice=True, by=by)


@transaction.atomic
def ask_outside(paper: Submission, candidate: Candidate, *, by: User) -> Invitation:
    """Invite somebody to the committee because this paper needs a reviewer; who accepts stands first for it."""
    edition = paper.edition
    require(may_propose(sight_of(by, edition).on(paper).case))
    report = invite(edition, Role.REVIEWER, [candidate], by=by)
    if not report.invited:
        raise Refused(f"{candidate.email} serves already, or has been asked before; see Invitations.")
    (invitation,) = report.invited
    LateAsk.objects.create(invitation=invitation, submission=paper, asked_by=by)
    record("assignment.asked_outside", by=by, edition=edition.slug, submission_id=paper.pk)
    return invitation


def unfinished(member: Membership, sight: Sight | None = None) -> list[Assignment]:
    """Return what the member has in this role and has not handed in; through a chair's sight, what they may end."""
    held = Assignment.objects.current().filter(
        reviewer=member.user,
        role=member.role,
        submission__edition=member.edition,
        submission__status=Status.SUBMITTED,
        review=None,
        meta_review=None,
    )
    rows = held.select_related("submission", "reviewer").order_by("submission__number")
    if sight is None:
        return list(rows)
    seen = rows.filter(submission__in=papers_open_to(sight).order_by().values("pk"))
    return [row for row in seen if may_unassign(sight.on(row.submission).case)]


def _hold(assignments: "QuerySet[Assignment]") -> None:
    """Let nobody else change these until the transaction ends."""
    list(assignments.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
