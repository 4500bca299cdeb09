"""May a chair turn this paper away without review, or take that back? Pure."""

from reviews.visibility.case import Case
from reviews.visibility.relations import Relation, has_conflict, relations_of
from submissions.states import Status
from want.core.verdict import YES, Verdict, no
from want.venues.stages import Stage

BEFORE_REVIEWING = frozenset({Stage.SUBMISSION, Stage.CHECKS, Stage.BIDDING, Stage.ASSIGNMENT})


def may_desk_reject(case: Case) -> Verdict:
    """Reject a paper before it is reviewed, because it is not what the call asks for."""
    refusal = _refusal_of_person(case)
    if refusal:
        return no(refusal)
    if case.stage not in BEFORE_REVIEWING:
        return no("Reviewing has begun, so this paper is decided together with the others.")
    if case.status is not Status.SUBMITTED:
        return no(f"This paper is {case.status.label.lower()}, so it cannot be rejected without review.")
    return YES


def may_take_back(case: Case) -> Verdict:
    """Let a paper that was turned away, or withdrawn by mistake, back in, as if nothing had been."""
    refusal = _refusal_of_person(case)
    if refusal:
        return no(refusal)
    if case.stage.position >= Stage.RELEASED.position:
        return no("The decisions are released, so no paper comes back into review.")
    if case.status not in {Status.DESK_REJECTED, Status.WITHDRAWN}:
        return no(f"This paper is {case.status.label.lower()}; there is nothing to take back.")
    return YES


def _refusal_of_person(case: Case) -> str:
    if Relation.CHAIR in relations_of(case.standing):
        return ""
    if case.standing.is_chair and (has_conflict(case.standing) or case.standing.is_author):
        return "You have a conflict of interest with this paper. Another chair looks after it."
    return "Only the chairs reject a paper without review."
