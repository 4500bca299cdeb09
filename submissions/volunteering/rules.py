"""May an author volunteer to review? Pure."""

from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage


def may_volunteer(moment: Moment, *, asks: bool, is_author: bool) -> Verdict:
    """Tell whether this person can volunteer now."""
    if not asks:
        return no("This edition does not ask its authors to review.")
    if moment.has_reached(Stage.REVIEWING):
        return no("Reviewing has begun, so the committee is complete. Thank you for thinking of us.")
    if not is_author:
        return no("Only authors of this edition are asked here.")
    return YES
