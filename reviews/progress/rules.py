"""May this person remind the reviewers who are still due, now? Pure."""

from reviews.visibility.case import Standing
from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage

TIMES = (Stage.REVIEWING, Stage.REBUTTAL, Stage.DISCUSSION)


def may_remind(standing: Standing, moment: Moment) -> Verdict:
    """Send a reminder to everybody whose reviews are missing."""
    if not (standing.is_signed_in and standing.is_active and standing.is_chair):
        return no("Only the chairs remind reviewers.")
    if moment.stage.position < Stage.REVIEWING.position:
        return no("Reviewing has not begun yet, so nobody is late.")
    if moment.stage not in TIMES:
        return no("Reviewing is over. Decisions are made from the reviews that are in.")
    return YES
