"""Whether the camera-ready version may be handed in now, and when to remind of it. Pure."""

from datetime import datetime, timedelta

from submissions.models import Submission
from submissions.states import Status
from want.core.timewords import aoe
from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage, Window


def may_hand_in(submission: Submission, moment: Moment) -> Verdict:
    """Answer whether the authors of this paper may hand in or replace its final version now."""
    if submission.status != Status.ACCEPTED:
        return no("Only accepted papers have a final version.")
    window = moment.calendar.windows.get(Stage.CAMERA_READY)
    if window is None:
        return no("The chairs have not yet said when final versions are due. You will find the date here.")
    if moment.at < window.opens_at:
        return no(f"Final versions are taken from {aoe(window.opens_at)}.")
    if moment.has_reached(Stage.PUBLISHED):
        return no("The programme is published. Write to the chairs if something in it must be corrected.")
    if not moment.is_open(Stage.CAMERA_READY):
        return no(f"Final versions were due on {aoe(window.closes_at)}. Write to the chairs if yours is missing.")
    return YES


def reminder_begins_at(window: Window, days: int) -> datetime:
    """Return from when on those who still have to hand in are reminded: so many days before the end.

    Where the window is short, from its middle on: nobody is reminded of what they were told of yesterday.
    """
    middle = window.opens_at + (window.closes_at - window.opens_at) / 2
    return max(window.closes_at - timedelta(days=days), middle)


def may_remind_authors(moment: Moment) -> Verdict:
    """Answer whether reminding makes sense: only while final versions are taken."""
    window = moment.calendar.windows.get(Stage.CAMERA_READY)
    if moment.has_reached(Stage.PUBLISHED):
        return no("The programme is published, so no final version is taken any more.")
    if moment.stage is not Stage.CAMERA_READY or window is None:
        return no("Final versions are not taken yet, so nobody is due.")
    if not moment.is_open(Stage.CAMERA_READY):
        return no(
            "The deadline has passed, so the authors could hand in nothing. Extend it first; that tells them too."
        )
    return YES
