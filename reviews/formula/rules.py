"""May the formula of affinities be changed now? Pure."""

from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage


def may_weigh(moment: Moment, *, is_chair: bool) -> Verdict:
    """Let chairs change how affinities are made until decisions are out."""
    if not is_chair:
        return no("Only the chairs of this edition change how papers are matched.")
    if moment.has_reached(Stage.RELEASED):
        return no("Decisions are out, so no more papers are matched.")
    return YES
