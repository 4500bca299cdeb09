"""May somebody stop, come back, or be given a paper late? Answers in sentences. Pure."""

from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage


def may_stop(moment: Moment, *, is_oneself: bool, is_chair: bool, has_stopped: bool) -> Verdict:
    """Let people say that they take no papers any more, or a chair note it, until decisions are released."""
    if not is_oneself and not is_chair:
        return no("Only the person themselves and the chairs change this.")
    if moment.has_reached(Stage.RELEASED):
        return no("The decisions are out, so there is nothing left to review. Thank you.")
    if has_stopped:
        return no("This is noted already: no more papers come.")
    return YES


def may_resume(moment: Moment, *, is_oneself: bool, is_chair: bool, is_tied: bool) -> Verdict:
    """Let people take papers again. Those that were handed back do not come back by themselves.

    A chair in conflict with a paper could note that people drop out while another chair plans, read from the loads
    who has that paper, and bring them back.
    """
    if not is_oneself and not is_chair:
        return no("Only the person themselves and the chairs change this.")
    if moment.has_reached(Stage.RELEASED):
        return no("The decisions are out, so there is nothing left to review. Thank you.")
    if is_tied and not is_oneself and moment.has_reached(Stage.CHECKS):
        return no(
            "Papers are in, and you have a conflict of interest with one. So another chair brings people back, or they "
            "do it themselves, under “Your service”."
        )
    return YES
