"""May the formula of affinities be changed now? Pure."""

from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage


def may_weigh(moment: Moment, *, is_chair: bool, is_tied: bool) -> Verdict:
    """Let chairs change how affinities are made until decisions are out.

    Once papers are in, that says who is near to which: a chair in conflict could keep people from all papers but their
    own, and so choose who reviews it.
    """
    if not is_chair:
        return no("Only the chairs of this edition change how papers are matched.")
    if moment.has_reached(Stage.RELEASED):
        return no("Decisions are out, so no more papers are matched.")
    if is_tied and moment.has_reached(Stage.CHECKS):
        return no(
            "Papers are in, and you have a conflict of interest with one. So another chair changes how papers are "
            "matched: it decides who reviews that paper, too."
        )
    return YES
