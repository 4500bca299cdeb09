"""Who may bid on a paper, and who may say that they have a conflict with it. Pure."""

from reviews.visibility.case import AssignmentState, Case
from reviews.visibility.relations import Relation, relations_of
from submissions.states import Status
from want.core.timewords import aoe
from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage

BIDDERS = frozenset({Relation.REVIEWER, Relation.AREA_CHAIR})

REVIEWERS_TIME = (Stage.REVIEWING, Stage.REBUTTAL, Stage.DISCUSSION)
AREA_CHAIRS_TIME = (Stage.ASSIGNMENT, *REVIEWERS_TIME, Stage.DECIDING)


NO_SUCH_PAPER = (
    "There is no such paper among those that you can bid on: bids are placed by reviewers and area chairs, on papers "
    "that they have no conflict with."
)


def may_place_bid(case: Case, moment: Moment) -> Verdict:
    """Let reviewers and area chairs bid on papers under review that they have no part in, while bidding is open."""
    if BIDDERS.isdisjoint(relations_of(case.standing)):
        return no(NO_SUCH_PAPER)
    if case.status is not Status.SUBMITTED:
        return no("This paper is no longer under review, so there is nothing to bid on.")
    return is_open(moment)


def is_open(moment: Moment) -> Verdict:
    """Tell whether bids are taken now."""
    return YES if moment.stage is Stage.BIDDING else no(_when(moment))


def is_unlocked(*, has_lock: bool) -> Verdict:
    """Tell whether the chairs take bids, where the dates allow them."""
    return no("The chairs have locked bidding. Papers are assigned from the bids that are in.") if has_lock else YES


def is_offered(*, is_in_track: bool) -> Verdict:
    """Tell whether the paper belongs to a track in which the bidder serves; whoever names none serves in all."""
    return YES if is_in_track else no("This paper belongs to a track for which you do not serve.")


def may_lock(moment: Moment, *, is_chair: bool) -> Verdict:
    """Let chairs lock bidding and open it again, before its dates too, until papers are read."""
    if not is_chair:
        return no("Only the chairs of this edition lock bidding.")
    if moment.has_reached(Stage.REVIEWING):
        return no("Reviewing has begun, so no bids are taken anyway.")
    return YES


def may_declare_conflict(case: Case, moment: Moment) -> Verdict:
    """Let those who may bid, and later those assigned, say that they must not deal with a paper."""
    if may_place_bid(case, moment):
        return YES
    relations = relations_of(case.standing)
    if case.status is not Status.SUBMITTED:
        return no("This paper is no longer under review.")
    is_reviewing = Relation.ASSIGNED_REVIEWER in relations and case.stage in REVIEWERS_TIME
    is_leading = Relation.ASSIGNED_AREA_CHAIR in relations and case.stage in AREA_CHAIRS_TIME
    if is_reviewing or is_leading:
        return YES
    return no("You are not dealing with this paper. If you should know of a conflict, please write to the chairs.")


def is_unassigned(case: Case) -> bool:
    """Tell whether the person has nothing to do with the paper beyond their role."""
    return case.standing.assignment is AssignmentState.NONE and not case.standing.is_assigned_area_chair


def _when(moment: Moment) -> str:
    window = moment.calendar.windows.get(Stage.BIDDING)
    if window is None:
        return "This edition has no bidding; the chairs assign papers by topics."
    if moment.at < window.opens_at:
        return f"Bidding opens on {aoe(window.opens_at)}."
    return f"Bidding closed on {aoe(window.closes_at)}. Papers are assigned from the bids that were in by then."
