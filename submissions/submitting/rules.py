"""What authors may do with a paper, and until when. Pure: whoever asks brings the moment along."""

from datetime import timedelta

from submissions.models import Submission
from submissions.states import Status
from submissions.submitting.completeness import Missing, missing
from want.core.timewords import aoe
from want.core.verdict import YES, Verdict, no
from want.venues.models import Edition
from want.venues.stages import Moment, Stage

__all__ = ["Missing", "may_delete", "may_edit", "may_start", "may_withdraw", "missing"]

MAX_DRAFTS = 20
STILL_MENDED = timedelta(days=3)


def may_start(edition: Edition, moment: Moment, *, drafts: int = 0) -> Verdict:
    """Answer whether a new paper may be begun; `drafts` is how many unfinished ones this person has."""
    window = moment.calendar.windows.get(Stage.SUBMISSION)
    if window is None:
        return no("The dates are not settled yet, so papers cannot be submitted. Look at the call again later.")
    if moment.at < window.opens_at:
        return no(f"Submission opens on {aoe(window.opens_at)}. The call says what a paper should look like.")
    if not moment.is_open(Stage.SUBMISSION):
        too_late = late(edition, moment.at - window.closes_at)
        return no(f"Papers were due on {aoe(window.closes_at)}, so no new ones are taken. {too_late}")
    if drafts >= MAX_DRAFTS:
        return no(f"You have {drafts} unfinished papers. Submit or delete one of them before you start another.")
    return YES


def may_edit(submission: Submission, moment: Moment) -> Verdict:
    """Answer whether words, authors and PDF of a paper may be changed now."""
    status = Status(submission.status)
    if status not in {Status.DRAFT, Status.SUBMITTED}:
        return no(STANDS[status])
    opening = may_start(submission.edition, moment)
    if opening:
        return YES
    closes_at = moment.closes_at(Stage.SUBMISSION)
    if closes_at is None or moment.at < closes_at:
        return opening
    was_due = f"Papers were due on {aoe(closes_at)}."
    if status is Status.DRAFT:
        too_late = late(submission.edition, moment.at - closes_at)
        return no(f"{was_due} This draft was not submitted, and no longer can be. {too_late}")
    return no(f"{was_due} The paper stands as it was submitted; until the decision you may only withdraw it.")


def may_withdraw(submission: Submission, moment: Moment) -> Verdict:
    """Answer whether a paper may be withdrawn now: until it is decided, and when accepted, until it is published."""
    status = Status(submission.status)
    if status is Status.DRAFT:
        return no("A draft cannot be withdrawn, because nobody has received it. You may delete it.")
    if status not in {Status.SUBMITTED, Status.ACCEPTED}:
        return no(STANDS[status])
    if moment.has_reached(Stage.PUBLISHED):
        return no("The programme is published. Write to the chairs if the paper must be taken out of it.")
    return YES


def may_delete(submission: Submission, moment: Moment) -> Verdict:
    """Answer whether a draft may be deleted. What was received once is withdrawn, not deleted."""
    if submission.status != Status.DRAFT:
        return no("Only drafts can be deleted. A paper that was submitted is withdrawn.")
    if moment.has_reached(Stage.ARCHIVED):
        return no("This edition is archived; nothing in it changes any more.")
    return YES


STANDS = {
    Status.WITHDRAWN: "The paper is withdrawn. If that was a mistake, ask the chairs to bring it back.",
    Status.DESK_REJECTED: "The chairs have rejected the paper without review, so it cannot be changed.",
    Status.ACCEPTED: "The paper is accepted. Its final version is handed in as the camera-ready paper.",
    Status.REJECTED: "The paper was not accepted, so it cannot be changed any more.",
}


def late(edition: Edition, since_deadline: timedelta) -> str:
    """Return what somebody can do who comes too late: while something might still be mended, to be quick about it."""
    how = "write to the chairs at once" if since_deadline < STILL_MENDED else "write to the chairs"
    return f"If something went wrong on our side, {how}{f': {edition.contact}' if edition.contact else ''}."
