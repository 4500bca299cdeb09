"""What chairs do about conflicts: declare one for somebody of the committee, and lift what somebody declared."""

from django.db import transaction

from reviews.conflicts import notifications
from reviews.conflicts.rules import (
    may_declare_for_chairs,
    may_declare_for_others,
    may_doubt_authors,
    may_touch_others,
)
from reviews.visibility.lists import is_kept_from_review, papers_kept_from, sight_of
from reviews.visibility.standing import see
from submissions.conflicts import actions as conflicts
from submissions.conflicts.queries import committee_of, near
from submissions.conflicts.records import Reason
from submissions.models import Conflict, NamedConflict, Submission
from want.accounts.models import User
from want.core.verdict import Refused, require
from want.mail.actions import enqueue
from want.venues.holding import chairs

NO_REASON = "Say why, in a sentence. Only chairs without a conflict read it."


@transaction.atomic
def declare_for(submission: Submission, person: User, because: str, *, by: User) -> Conflict:
    """Keep somebody of the committee away from the paper. They lose sight of it at once; an assignment stays.

    Taking the assignment away is an act of its own, for a submitted review may be worth keeping. Of a chair it is told
    to them and to the others: one could else be left alone with all papers, unseen.
    """
    require(may_declare_for_others(see(by, submission).case))
    if not because.strip():
        raise Refused(NO_REASON)
    if person.pk not in committee_of(submission.edition):
        raise Refused(f"{person} does not serve in this edition, so there is nothing to keep them away from.")
    if chairs(submission.edition, person) and person != by:
        require(may_declare_for_chairs(is_tied=is_kept_from_review(sight_of(by, submission.edition))))
    was_free = not Conflict.objects.filter(submission=submission, user=person, reason=Reason.DECLARED.value).exists()
    declared = conflicts.declare_conflict(submission, person, because, by=by)
    if was_free:
        enqueue(notifications.of_a_chair(submission, person, is_lifted=False, by=by))
    return declared


@transaction.atomic
def lift(conflict: Conflict, reason: str, *, by: User) -> None:
    """Take back what somebody declared. What follows from the papers and profiles stays, for it is derived."""
    _require_reason(conflict.submission, reason, by)
    if conflicts.lift_conflict(conflict, reason.strip(), by=by):
        enqueue(notifications.of_a_chair(conflict.submission, conflict.user, is_lifted=True, by=by))


@transaction.atomic
def strike(named: NamedConflict, reason: str, *, by: User) -> None:
    """Take off the list of a paper what its authors named without ground: a whole community, or all the chairs."""
    _require_reason(named.submission, reason, by)
    conflicts.strike_named(named, reason.strip(), by=by)


@transaction.atomic
def doubt(submission: Submission, reason: str, *, by: User, is_doubted: bool) -> None:
    """Say that a paper lists people who wrote nothing of it: then it keeps them from itself, and from no other."""
    require(may_doubt_authors(see(by, submission).case))
    if not reason.strip():
        raise Refused(NO_REASON)
    sight = sight_of(by, submission.edition)
    require(may_touch_others(is_tied=not papers_kept_from(sight).isdisjoint(near(submission.edition, {submission.pk}))))
    conflicts.doubt_authors(submission, reason.strip(), by=by, is_doubted=is_doubted)


def _require_reason(submission: Submission, reason: str, by: User) -> None:
    require(may_declare_for_others(see(by, submission).case))
    if not reason.strip():
        raise Refused(NO_REASON)
