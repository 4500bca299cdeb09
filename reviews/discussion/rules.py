"""Who may speak in the committee's discussion of a paper. Pure."""

from reviews.visibility.case import AssignmentState, Case
from reviews.visibility.relations import Relation, relations_of
from submissions.states import Status
from want.core.timewords import aoe
from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage

LEADERS = frozenset({Relation.CHAIR, Relation.ASSIGNED_AREA_CHAIR})


def may_post_comment(case: Case, moment: Moment) -> Verdict:
    """Let reviewers who have reviewed discuss in the discussion; area chairs and chairs until the decision."""
    relations = relations_of(case.standing)
    leads = not LEADERS.isdisjoint(relations)
    if not leads and Relation.ASSIGNED_REVIEWER not in relations:
        return no("The discussion of a paper is for its reviewers, its area chair and the chairs.")
    if case.status is not Status.SUBMITTED:
        return no("This paper is no longer under review, so its discussion is closed.")
    if not leads and case.standing.assignment is not AssignmentState.DONE:
        return no("Please submit your own review first; then you can join the discussion.")
    if case.stage is Stage.DISCUSSION or (leads and case.stage is Stage.DECIDING):
        return YES
    return no(_when(moment))


def _when(moment: Moment) -> str:
    window = moment.calendar.windows.get(Stage.DISCUSSION)
    if window is None:
        return "This edition has no discussion among reviewers."
    if moment.at < window.opens_at:
        return f"The discussion opens on {aoe(window.opens_at)}."
    return f"The discussion closed on {aoe(window.closes_at)}."
