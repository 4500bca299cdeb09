"""May this person decide on this paper, or release the decisions of the edition, now? Pure."""

from reviews.visibility.case import Case, Standing
from reviews.visibility.relations import Relation, has_conflict, relations_of
from submissions.states import Status
from want.core.verdict import YES, Verdict, no
from want.venues.stages import Stage

LEAVE_IT = "You have a conflict of interest with this paper. Another chair decides on it."


def may_decide(case: Case) -> Verdict:
    """Prepare, change or take back the private decision on a paper."""
    standing = case.standing
    if Relation.CHAIR not in relations_of(standing):
        tied = has_conflict(standing) or standing.is_author
        return no(LEAVE_IT if standing.is_chair and tied else "Only the chairs decide on papers.")
    if case.stage.position >= Stage.RELEASED.position:
        return no("The decisions are released and can no longer be changed here.")
    if case.stage not in {Stage.DISCUSSION, Stage.DECIDING}:
        return no("Decisions are prepared from the discussion on, when the reviews are in.")
    if case.status is not Status.SUBMITTED:
        return no(f"This paper is {case.status.label.lower()}, so there is nothing to decide.")
    return YES


def may_release(standing: Standing, stage: Stage, *, is_confirmed: bool) -> Verdict:
    """Release all decisions at once. A conflict does not matter: it is one act for all papers, and shows none.

    `is_confirmed` is whether a second chair has agreed, or the edition does not ask for one.
    """
    if not _is_chair(standing):
        return no("Only the chairs release decisions.")
    if stage.position >= Stage.RELEASED.position:
        return no("The decisions are released already.")
    if stage is not Stage.DECIDING:
        return no(f"The edition is at “{stage.label}” now. Decisions are released when the discussion is over.")
    if not is_confirmed:
        return no("In this edition a second chair confirms the release. Ask for it, and they will be told by mail.")
    return YES


def may_send_letters(standing: Standing, stage: Stage) -> Verdict:
    """Send the letters again to authors who have not had one, after the release."""
    if not _is_chair(standing):
        return no("Only the chairs send decision letters.")
    if stage is not Stage.RELEASED:
        return no("Letters go out with the release, and to latecomers until the camera-ready stage opens.")
    return YES


def _is_chair(standing: Standing) -> bool:
    return standing.is_signed_in and standing.is_active and standing.is_chair
