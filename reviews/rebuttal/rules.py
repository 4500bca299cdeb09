"""Who may answer the reviews. Pure."""

from reviews.visibility.case import Case
from reviews.visibility.relations import Relation, relations_of
from submissions.states import Status
from want.core.timewords import aoe
from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage


def may_post_rebuttal(case: Case, moment: Moment) -> Verdict:
    """Let any present author answer while the response window is open."""
    if Relation.AUTHOR not in relations_of(case.standing):
        return no("Only the authors of a paper can answer its reviews.")
    if case.status is not Status.SUBMITTED:
        return no("This paper is no longer under review, so there is nothing to answer.")
    if case.stage is Stage.REBUTTAL and moment.is_open(Stage.REBUTTAL):
        return YES
    return no(_when(moment))


def _when(moment: Moment) -> str:
    window = moment.calendar.windows.get(Stage.REBUTTAL)
    if window is None:
        return "This edition has no author response."
    if moment.at < window.opens_at:
        return f"You can answer the reviews from {aoe(window.opens_at)} until {aoe(window.closes_at)}."
    return f"The time for answering the reviews ended on {aoe(window.closes_at)}."
