"""When a report on unusual bids can be made. Pure."""

from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage


def may_look(moment: Moment) -> Verdict:
    """Let chairs look from the beginning of bidding until decisions are released."""
    if not moment.has_reached(Stage.BIDDING):
        return no("There is nothing to look at before people bid.")
    if moment.has_reached(Stage.RELEASED):
        return no("The decisions are out, so bids are history.")
    return YES
