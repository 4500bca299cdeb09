"""May somebody be invited, answer, step down or be dismissed? Answers in sentences. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage, Window

LETTERS_APART_HOURS = 20
SUGGESTIONS = 3  # by one invitation


def may_invite(moment: Moment, *, is_chair: bool) -> Verdict:
    """Tell whether people can be asked to serve."""
    if not is_chair:
        return no("Only the chairs of this edition invite people.")
    if moment.has_reached(Stage.PUBLISHED):
        return no("The edition is over, so nobody is needed any more.")
    return YES


def may_answer(moment: Moment, state: str, *, is_expired: bool = False) -> Verdict:
    """Tell whether an invitation in this state can be answered, for the first time or anew."""
    if state == "revoked":
        return no("This invitation has been taken back.")
    if moment.has_reached(Stage.PUBLISHED):
        return no("The edition is over, so there is nothing to answer any more. Thank you all the same.")
    if is_expired:
        return no("This link has expired. Ask for a new one; it comes by mail to the address that was invited.")
    return YES


def is_closed(moment: Moment, *, assigned_at: datetime | None) -> bool:
    """Tell whether the committee is closed: papers were given out, or reviewing has begun."""
    return assigned_at is not None or moment.has_reached(Stage.REVIEWING)


def may_change_answer(state: str, *, is_closed: bool) -> Verdict:
    """Tell whether a given answer can be changed by the link."""
    if not is_closed:
        return YES
    if state == "declined":
        return no("The committee is closed by now. If you can help after all, please write to the chairs.")
    return no("The committee is closed by now. If you cannot serve after all, please write to the chairs at once.")


def may_renew(moment: Moment, state: str, *, is_expired: bool, at: datetime) -> Verdict:
    """Tell whether a new link may be sent in place of an expired one whose last letter left at `at`."""
    if not is_expired:
        return no("This link still works.")
    if verdict := may_answer(moment, state):
        is_fresh = moment.at - at < timedelta(hours=LETTERS_APART_HOURS)
        return no("A new link was sent within the last day. Please look into that mailbox.") if is_fresh else YES
    return verdict


def may_answer_as_oneself(*, is_signed_in: bool, is_ones_own: bool) -> Verdict:
    """Tell whether the person who opened the link may say yes: not while signed in as somebody else."""
    if is_signed_in and not is_ones_own:
        return no(
            "This invitation went to an address that is not proved to be yours. Add it to your account, or sign out."
        )
    return YES


def may_suggest(earlier: int) -> Verdict:
    """Tell whether whoever declines may name one more person, after so many: a link is no place for a list."""
    if earlier >= SUGGESTIONS:
        return no(f"You have suggested {earlier} people by now, and the chairs have their names. Thank you!")
    return YES


def may_offer(moment: Moment, *, takes_offers: bool) -> Verdict:
    """Tell whether anybody may offer to review."""
    if not takes_offers:
        return no("This edition does not ask for offers.")
    if moment.has_reached(Stage.REVIEWING):
        return no("Reviewing has begun, so the committee is complete. Thank you for thinking of us.")
    return YES


def may_dismiss(moment: Moment, *, is_chair: bool, reads_papers: bool, is_tied: bool, is_closed: bool) -> Verdict:
    """Tell whether this chair may remove somebody; of one in conflict with a paper, not whether that person has it.

    Who has papers cannot be removed. So a chair who sees none of theirs would learn from the refusal who has theirs;
    and before papers are given out, by removing people they would choose who gets theirs.
    """
    if not is_chair:
        return no("Only the chairs of this edition change its committee.")
    if reads_papers and is_tied and (is_closed or moment.has_reached(Stage.CHECKS)):
        return no(
            "Papers are in, and you have a conflict of interest with one. So another chair removes people now. What "
            "you can do is note that they drop out."
        )
    return YES


def may_set_service(moment: Moment, *, is_chair: bool, is_tied: bool, is_closed: bool) -> Verdict:
    """Tell whether this chair may say how many papers, which topics and tracks a member takes.

    Once papers are in, that decides who gets which, and who has places left; a chair in conflict would have a hand in
    their own paper, or find out who has it.
    """
    if not is_chair:
        return no("Only the chairs of this edition change what others take on.")
    if moment.has_reached(Stage.PUBLISHED):
        return no("The edition is over, so nobody takes papers any more.")
    if is_tied and (is_closed or moment.has_reached(Stage.CHECKS)):
        return no(
            "Papers are in, and you have a conflict of interest with one. So another chair changes this "
            "now. Members can also change it themselves, under “Your service”."
        )
    return YES


def may_set_numbers(moment: Moment, *, is_tied: bool) -> Verdict:
    """Tell whether this chair may say how many papers people take, how many reviews papers get, and who is senior."""
    if is_tied and moment.has_reached(Stage.CHECKS):
        return no(
            "Papers are in, and you have a conflict of interest with one. So another chair changes how many papers "
            "people take, how many reviews each paper gets and who counts as senior: beside the loads that you see, it "
            "could tell who has that paper. Nothing was saved."
        )
    return YES


_ANOTHER_MOVES_IT = no(
    "Papers are in, and you have a conflict of interest with one. So another chair changes the dates of the author "
    "response: its authors read reviews from then on. You can let it begin later while it lies ahead, and last longer "
    "while it is open. Nothing was saved."
)


def may_set_terms(moment: Moment, *, is_tied: bool) -> Verdict:
    """Tell whether this chair may say who sees what: scores for authors, say, and the chair is one."""
    if is_tied and moment.has_reached(Stage.CHECKS):
        return no(
            "Papers are in, and you have a conflict of interest with one. So another chair changes who sees what now: "
            "it would hold for that paper, too. Nothing was saved."
        )
    return YES


def may_move_response(before: Moment, windows: Mapping[Stage, Window], *, is_tied: bool) -> Verdict:
    """Tell whether this chair may give the author response these dates: from its beginning on authors read reviews.

    Of a chair in conflict with a paper the response may come later, and last longer while it is open; no more.
    """
    was, then = before.calendar.windows.get(Stage.REBUTTAL), windows.get(Stage.REBUTTAL)
    if was == then or not is_tied or not before.has_reached(Stage.CHECKS) or before.has_reached(Stage.RELEASED):
        return YES
    if was and then and before.at < was.opens_at <= then.opens_at:
        return YES
    if was and then and was.opens_at == then.opens_at and was.is_open(before.at) and was.closes_at <= then.closes_at:
        return YES if was.grace == then.grace else _ANOTHER_MOVES_IT
    return _ANOTHER_MOVES_IT


def may_leave(*, papers: int, is_chair: bool, other_chairs: int, lacks_second: bool = False) -> Verdict:
    """Tell whether somebody can stop serving in a role; `lacks_second`: the release would lack a second chair then."""
    if is_chair and not other_chairs:
        return no("An edition needs a chair. Invite another one first.")
    if is_chair and lacks_second:
        return no(
            "Papers have been given out, and a second chair confirms the release of their decisions. So two chairs "
            "have to stay: invite another one first, and remove this one when they have accepted."
        )
    if papers:
        # Not how many: a chair in conflict would know whether there is one more than they see.
        return no("They cannot leave now, because papers are assigned to them. Give those to somebody else first.")
    return YES
