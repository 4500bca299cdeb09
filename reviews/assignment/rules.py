"""May this person propose, apply or take back the assignment of this paper now? Pure; asked by actions and pages."""

from reviews.visibility.case import Case
from reviews.visibility.relations import Relation, has_conflict, relations_of
from submissions.states import Status
from want.core.verdict import YES, Verdict, no
from want.venues.stages import Stage

LEAVE_IT = "You have a conflict of interest with this paper. Another chair assigns its reviewers."
FILED_BY_ANOTHER = "You have a conflict of interest with this paper. Another chair puts it into a track."
CHAIRS_ONLY = "Only the chairs assign reviewers to this paper."


def may_propose(case: Case) -> Verdict:
    """Plan for this paper, or give it a reviewer by hand."""
    return _may_change(case)


def may_unassign(case: Case) -> Verdict:
    """Take a reviewer off this paper."""
    return _may_change(case)


def may_publish(case: Case) -> Verdict:
    """Apply a plan to this paper, so that its reviewers learn of it."""
    relations = relations_of(case.standing)
    if Relation.CHAIR not in relations:
        return _whose_it_is(case)
    if case.status is not Status.SUBMITTED:
        return no("Only papers in review get reviewers.")
    if case.stage not in {Stage.ASSIGNMENT, Stage.REVIEWING}:
        return no(f"{_not_now(case.stage)} A plan is applied between the end of bidding and the end of reviewing.")
    return YES


def may_file(case: Case) -> Verdict:
    """Put this paper into a track. Before it is submitted its authors choose, and of what is over nobody asks."""
    if Relation.CHAIR not in relations_of(case.standing):
        tied = has_conflict(case.standing) or case.standing.is_author
        return no(FILED_BY_ANOTHER if case.standing.is_chair and tied else "Only the chairs put papers into tracks.")
    if case.terms.is_published or case.stage.position >= Stage.PUBLISHED.position:
        return no("The papers are published, so each stays in its track.")
    if case.status is Status.DRAFT:
        return no("This paper is not submitted yet. Its authors choose the track.")
    if case.status not in {Status.SUBMITTED, Status.ACCEPTED}:
        return no(f"This paper is {case.status.label.lower()}, so its track does not matter any more.")
    return YES


def _may_change(case: Case) -> Verdict:
    relations = relations_of(case.standing)
    is_chair = Relation.CHAIR in relations
    is_managing = Relation.ASSIGNED_AREA_CHAIR in relations and case.terms.ac_manages
    if not is_chair and not is_managing:
        return _whose_it_is(case)
    if case.status is not Status.SUBMITTED:
        return no("Only papers in review get reviewers.")
    if not Stage.ASSIGNMENT.position <= case.stage.position <= Stage.DISCUSSION.position:
        return no(f"{_not_now(case.stage)} Reviewers are assigned from the end of bidding to that of the discussion.")
    if not is_chair and case.stage not in {Stage.ASSIGNMENT, Stage.REVIEWING}:
        return no("Reviewing is over. Please ask a chair to change who reviews this paper.")
    return YES


def _whose_it_is(case: Case) -> Verdict:
    standing = case.standing
    tied = has_conflict(standing) or standing.is_author
    return no(LEAVE_IT if standing.is_chair and tied else CHAIRS_ONLY)


def _not_now(stage: Stage) -> str:
    return f"The edition is at “{stage.label}” now."
