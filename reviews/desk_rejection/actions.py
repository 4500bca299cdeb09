"""Turn a paper away without review, and take that back. Known at once, to its authors by mail."""

from django.db import transaction
from django.db.models import Q

from reviews.desk_rejection import notifications
from reviews.desk_rejection.rules import may_desk_reject, may_take_back
from reviews.visibility.standing import see
from submissions.lifecycle import move
from submissions.models import Submission
from submissions.states import Status
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import Refused, require
from want.mail.actions import enqueue
from want.venues.models import Edition, Membership, Role
from want.venues.stages import Stage
from want.venues.wordings import Wording, keep_wording, problems_of


@transaction.atomic
def desk_reject(submission: Submission, reason: str, *, by: User, wording: Wording | None = None) -> None:
    """Reject a paper without review and tell its authors why. `wording` becomes the edition's letter."""
    require(may_desk_reject(see(by, submission).case))
    if not reason.strip():
        raise Refused("Say why: the authors will ask, and the letter tells them.")
    if wording:
        for sentence in problems_of(notifications.REJECTED, wording):
            raise Refused(sentence)
        keep_wording(submission.edition, notifications.REJECTED, wording)
    move(submission, Status.DESK_REJECTED)
    record(
        "submission.desk_rejected",
        by=by,
        edition=submission.edition.slug,
        submission_id=submission.pk,
        reason=reason.strip(),
    )
    enqueue(notifications.to_authors(notifications.REJECTED, submission, reason.strip()))


@transaction.atomic
def take_back(submission: Submission, *, by: User) -> None:
    """Put a paper that was turned away or withdrawn back among the submitted ones, and tell its authors."""
    # Held as in the release, so that no paper comes back without a decision at the instant of it.
    submission.edition = Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=submission.edition_id)
    require(may_take_back(see(by, submission).case))
    if submission.withdrawn_early and submission.edition.moment().has_reached(Stage.CHECKS):
        _require_nobody_had_a_hand_in(submission)
    verb = f"submission.{submission.status}_taken_back"
    move(submission, Status.SUBMITTED)
    record(verb, by=by, edition=submission.edition.slug, submission_id=submission.pk)
    enqueue(notifications.to_authors(notifications.TAKEN_BACK, submission))


def _require_nobody_had_a_hand_in(submission: Submission) -> None:
    """Refuse for a chair who is kept from it, and was free to set what assigns papers while it did not count."""
    chairs = Membership.objects.filter(edition=submission.edition_id, role=Role.CHAIR).values("user")
    kept_away = Q(authors__user__in=chairs) | Q(conflicts__user__in=chairs)
    if Submission.objects.filter(kept_away, pk=submission.pk).exists():
        raise Refused(
            "This paper was withdrawn before the deadline, and a chair who has a conflict of interest with it has had "
            "a hand in the assignment since then. So it cannot come back into review."
        )
