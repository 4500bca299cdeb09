"""Who may write, submit and revise a review, and who may hand a paper back. Pure."""

from reviews.visibility.case import AssignmentState, Case
from reviews.visibility.relations import Relation, relations_of
from submissions.states import Status
from want.core.timewords import aoe
from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage

# Until decisions are being prepared, a late review is better than none, if the chairs have extended the deadline.
OPEN_TO_FIRST_REVIEWS = (Stage.REVIEWING, Stage.REBUTTAL, Stage.DISCUSSION)

NOT_ASKED = "You are not asked to review this paper."


def may_submit_review(case: Case, moment: Moment) -> Verdict:
    """Let an assigned reviewer hand in a first review while the review deadline has not passed."""
    if not _is_assigned(case) or case.standing.assignment is not AssignmentState.OPEN:
        return no(NOT_ASKED if not _is_assigned(case) else "Your review of this paper is in already.")
    if case.status is not Status.SUBMITTED:
        return no(_no_longer_reviewed(case))
    if case.stage in OPEN_TO_FIRST_REVIEWS and moment.is_open(Stage.REVIEWING):
        return YES
    return no(_deadline(moment))


def may_save_draft(case: Case, moment: Moment) -> Verdict:
    """Let a draft be kept as long as the review could be submitted."""
    return may_submit_review(case, moment)


def may_edit_review(case: Case, moment: Moment) -> Verdict:
    """Let a submitted review be revised until the deadline, and again in the discussion.

    It rests while the authors answer, so that they answer what stands there.
    """
    if not _is_assigned(case) or case.standing.assignment is not AssignmentState.DONE:
        return no(NOT_ASKED if not _is_assigned(case) else "You have not submitted a review of this paper yet.")
    if case.status is not Status.SUBMITTED:
        return no(_no_longer_reviewed(case))
    if case.stage in {Stage.REVIEWING, Stage.DISCUSSION}:
        return YES
    return no(_between(case, moment))


def may_write(case: Case, moment: Moment) -> Verdict:
    """Answer for the review form: a first review, or a revision of the submitted one."""
    is_in = case.standing.assignment is AssignmentState.DONE
    return may_edit_review(case, moment) if is_in else may_submit_review(case, moment)


def may_decline(case: Case, moment: Moment) -> Verdict:  # noqa: ARG001 (rules have one shape)
    """Let a reviewer hand a paper back before reviewing it, while somebody else can still take it."""
    if not _is_assigned(case) or case.standing.assignment is not AssignmentState.OPEN:
        return no("Only a paper that you have not reviewed yet can be handed back.")
    if case.status is not Status.SUBMITTED:
        return no(_no_longer_reviewed(case))
    if case.stage is not Stage.REVIEWING:
        return no("It is too late to hand this paper back here. Please write to the programme chairs.")
    return YES


def _is_assigned(case: Case) -> bool:
    return Relation.ASSIGNED_REVIEWER in relations_of(case.standing)


def _no_longer_reviewed(case: Case) -> str:
    if case.status is Status.WITHDRAWN:
        return "The authors have withdrawn this paper. It needs no review."
    return "This paper is decided. Its reviews can no longer be changed."


def _deadline(moment: Moment) -> str:
    window = moment.calendar.windows.get(Stage.REVIEWING)
    if window is None:
        return "The dates for reviewing are not set yet."
    if moment.at < window.opens_at:
        return f"Reviewing begins on {aoe(window.opens_at)}."
    return (
        f"The deadline for reviews was {aoe(window.closes_at)}. "
        "If you can still write one, please ask the programme chairs to extend it."
    )


def _between(case: Case, moment: Moment) -> str:
    discussion = moment.calendar.windows.get(Stage.DISCUSSION)
    if case.stage is Stage.REBUTTAL:
        again = f" You can revise yours again from {aoe(discussion.opens_at)}." if discussion else ""
        return f"Reviews rest while the authors answer them.{again}"
    if case.stage is Stage.DECIDING and discussion and moment.at < discussion.opens_at:
        return f"The deadline for reviews has passed. You can revise yours again from {aoe(discussion.opens_at)}."
    return "Reviews can no longer be changed."
