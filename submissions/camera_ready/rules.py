"""Whether the camera-ready version may be handed in now. Pure; asked by the page, the action and the home page."""

from submissions.models import Submission
from submissions.states import Status
from want.core.timewords import aoe
from want.core.verdict import YES, Verdict, no
from want.venues.stages import Moment, Stage


def may_hand_in(submission: Submission, moment: Moment) -> Verdict:
    """Answer whether the authors of this paper may hand in or replace its final version now."""
    if submission.status != Status.ACCEPTED:
        return no("Only accepted papers have a camera-ready version.")
    window = moment.calendar.windows.get(Stage.CAMERA_READY)
    if window is None:
        return no("The chairs have not yet said when camera-ready papers are due. You will find the date here.")
    if moment.at < window.opens_at:
        return no(f"Camera-ready papers are taken from {aoe(window.opens_at)}.")
    if moment.has_reached(Stage.PUBLISHED):
        return no("The programme is published. Write to the chairs if something in it must be corrected.")
    if not moment.is_open(Stage.CAMERA_READY):
        return no(f"Camera-ready papers were due on {aoe(window.closes_at)}. Write to the chairs if yours is missing.")
    return YES
