"""When the demo plays what: the stages it knows, and the instant at which each of them is lively. Pure."""

from datetime import datetime, timedelta

from want.venues.models import Edition
from want.venues.stages import Stage

EDITION = "icml2024"

# Where in its stage the demo's clock stands: as a share of the window, so that the stage is open and lively.
LIVELY = {Stage.SUBMISSION: 0.9, Stage.REVIEWING: 0.6}

STEPS = (
    Stage.SUBMISSION,
    Stage.BIDDING,
    Stage.REVIEWING,
    Stage.REBUTTAL,
    Stage.DISCUSSION,
    Stage.DECIDING,
    Stage.RELEASED,
    Stage.PUBLISHED,
)


def lively_instant(edition: Edition, stage: Stage) -> datetime:
    """Return an instant at which `stage` is open, or, where it begins with an act of the chairs, may be open."""
    windows = edition.calendar.windows
    if stage is Stage.ASSIGNMENT:
        return windows[Stage.BIDDING].closes_at + timedelta(hours=2)
    if stage is Stage.DECIDING:
        return windows[Stage.DISCUSSION].closes_at + timedelta(days=1)
    if stage is Stage.RELEASED:
        return release_instant(edition) + timedelta(hours=6)
    if stage is Stage.PUBLISHED:
        return windows[Stage.CAMERA_READY].closes_at + timedelta(days=2)
    window = windows[stage]
    return window.opens_at + LIVELY.get(stage, 0.5) * (window.closes_at - window.opens_at)


def release_instant(edition: Edition) -> datetime:
    """Return when the demo's chairs release the decisions."""
    return edition.notification_at - timedelta(hours=8)
