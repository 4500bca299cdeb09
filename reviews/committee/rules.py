"""May somebody be invited, answer, step down or be dismissed? Answers in sentences. Pure."""

from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage

LETTERS_APART_HOURS = 20


def may_invite(moment: Moment, *, is_chair: bool) -> Verdict:
    """Tell whether people can be asked to serve."""
    if not is_chair:
        return no("Only the chairs of this edition invite people.")
    if moment.has_reached(Stage.PUBLISHED):
        return no("The edition is over, so nobody is needed any more.")
    return YES


def may_answer(moment: Moment, state: str) -> Verdict:
    """Tell whether an invitation in this state can be answered, for the first time or anew."""
    if state == "revoked":
        return no("This invitation has been taken back.")
    if moment.has_reached(Stage.PUBLISHED):
        return no("The edition is over, so there is nothing to answer any more. Thank you all the same.")
    return YES


def may_answer_as_oneself(*, is_signed_in: bool, is_ones_own: bool) -> Verdict:
    """Tell whether the person who opened the link may say yes: not while signed in as somebody else."""
    if is_signed_in and not is_ones_own:
        return no(
            "This invitation went to an address that is not proved to be yours. Add it to your account, or sign out."
        )
    return YES


def may_leave(*, papers: int, is_chair: bool, other_chairs: int) -> Verdict:
    """Tell whether somebody can stop serving in a role."""
    if is_chair and not other_chairs:
        return no("An edition needs a chair. Invite another one first.")
    if papers:
        # Not how many: a chair in conflict would know whether there is one more than they see.
        return no("They cannot leave now, because papers are assigned to them. Give those to somebody else first.")
    return YES
