"""Who may sum up the reviews of a paper and recommend a decision. Pure."""

from reviews.visibility.case import Case
from reviews.visibility.relations import Relation, relations_of
from submissions.states import Status
from want.core.timewords import aoe
from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage

WRITERS = frozenset({Relation.CHAIR, Relation.ASSIGNED_AREA_CHAIR})


def may_write_meta_review(case: Case, moment: Moment) -> Verdict:
    """Let the paper's area chair, or a chair in their place, write it from the discussion until the release."""
    if WRITERS.isdisjoint(relations_of(case.standing)):
        return no("The meta-review of a paper is written by its area chair.")
    if case.status is not Status.SUBMITTED:
        return no("This paper is no longer under review, so it needs no meta-review.")
    if case.stage in {Stage.DISCUSSION, Stage.DECIDING}:
        return YES
    return no(_when(moment))


def _when(moment: Moment) -> str:
    window = moment.calendar.windows.get(Stage.DISCUSSION) or moment.calendar.windows.get(Stage.REVIEWING)
    if window is not None and moment.at < window.opens_at:
        return f"Meta-reviews are written from {aoe(window.opens_at)}."
    return "Meta-reviews can be written until decisions are released, once the reviews are in."
