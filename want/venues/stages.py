"""Which stage an edition is in at an instant, from its dates and the chairs' deliberate acts. Pure.

A calendar is a list of windows. The stage follows from the clock alone until decisions: "released", "published" and
"archived" begin with an act of the chairs (`released_at`, `published_at`, `archived_at`), never by themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Stage(StrEnum):
    """The stages of an edition, in order."""

    UPCOMING = "upcoming"
    SUBMISSION = "submission"
    CHECKS = "checks"
    BIDDING = "bidding"
    ASSIGNMENT = "assignment"
    REVIEWING = "reviewing"
    REBUTTAL = "rebuttal"
    DISCUSSION = "discussion"
    DECIDING = "deciding"
    RELEASED = "released"
    CAMERA_READY = "camera_ready"
    PUBLISHED = "published"
    ARCHIVED = "archived"

    @property
    def label(self) -> str:
        """Return the words for people."""
        return LABELS[self]

    @property
    def position(self) -> int:
        """Return the place of this stage in the calendar, from 0."""
        return ORDER[self]


ORDER = {stage: place for place, stage in enumerate(Stage)}

LABELS = {
    Stage.UPCOMING: "Not open yet",
    Stage.SUBMISSION: "Submission",
    Stage.CHECKS: "Checks",
    Stage.BIDDING: "Bidding",
    Stage.ASSIGNMENT: "Assignment",
    Stage.REVIEWING: "Reviewing",
    Stage.REBUTTAL: "Author response",
    Stage.DISCUSSION: "Discussion",
    Stage.DECIDING: "Decisions in preparation",
    Stage.RELEASED: "Decisions released",
    Stage.CAMERA_READY: "Camera-ready",
    Stage.PUBLISHED: "Published",
    Stage.ARCHIVED: "Archived",
}

# The stages that have dates; the others lie between them or begin with an act.
WINDOWED = (
    Stage.SUBMISSION,
    Stage.BIDDING,
    Stage.REVIEWING,
    Stage.REBUTTAL,
    Stage.DISCUSSION,
    Stage.CAMERA_READY,
)


@dataclass(frozen=True, slots=True)
class Window:
    """A stage's dates: open from `opens_at`, and until `closes_at` plus `grace`."""

    opens_at: datetime
    closes_at: datetime
    grace: timedelta = timedelta(0)

    def is_open(self, moment: datetime) -> bool:
        """Tell whether a request received at `moment` counts."""
        return self.opens_at <= moment < self.closes_at + self.grace


@dataclass(frozen=True, slots=True)
class Calendar:
    """An edition's windows by stage, and the instants of the chairs' acts (None when not done)."""

    windows: Mapping[Stage, Window] = field(default_factory=dict)
    released_at: datetime | None = None
    published_at: datetime | None = None
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant seen against a calendar: what rules, pages and the policy ask."""

    at: datetime
    stage: Stage
    calendar: Calendar

    def is_open(self, stage: Stage) -> bool:
        """Tell whether the window of `stage` is open now."""
        window = self.calendar.windows.get(stage)
        return window is not None and window.is_open(self.at)

    def closes_at(self, stage: Stage) -> datetime | None:
        """Return the announced end of `stage` (without grace), if it has one."""
        window = self.calendar.windows.get(stage)
        return window.closes_at if window else None

    def has_reached(self, stage: Stage) -> bool:
        """Tell whether the edition is in `stage` or past it."""
        return self.stage.position >= stage.position


def moment_of(calendar: Calendar, at: datetime) -> Moment:
    """Return the Moment of `calendar` at the instant `at`."""
    return Moment(at=at, stage=stage_at(calendar, at), calendar=calendar)


def stage_at(calendar: Calendar, at: datetime) -> Stage:
    """Return the stage the edition is in at the instant `at`."""
    act = _stage_by_act(calendar, at)
    if act is not None:
        return act
    return _stage_by_dates(calendar, at)


def _stage_by_act(calendar: Calendar, at: datetime) -> Stage | None:
    if calendar.archived_at is not None and at >= calendar.archived_at:
        return Stage.ARCHIVED
    if calendar.published_at is not None and at >= calendar.published_at:
        return Stage.PUBLISHED
    if calendar.released_at is not None and at >= calendar.released_at:
        window = calendar.windows.get(Stage.CAMERA_READY)
        return Stage.CAMERA_READY if window and at >= window.opens_at else Stage.RELEASED
    return None


# What an edition is in after the window of a stage has closed and before the next opens.
_AFTER = {
    Stage.SUBMISSION: Stage.CHECKS,
    Stage.BIDDING: Stage.ASSIGNMENT,
    Stage.REVIEWING: Stage.DECIDING,
    Stage.REBUTTAL: Stage.DECIDING,
    Stage.DISCUSSION: Stage.DECIDING,
}


def _stage_by_dates(calendar: Calendar, at: datetime) -> Stage:
    begun = [
        (window.opens_at, stage.position, stage)
        for stage, window in calendar.windows.items()
        if stage in _AFTER and window.opens_at <= at
    ]
    if not begun:
        return Stage.UPCOMING
    stage = max(begun)[2]
    if calendar.windows[stage].is_open(at):
        return stage
    if stage is Stage.SUBMISSION and Stage.BIDDING not in calendar.windows:
        return Stage.ASSIGNMENT  # nothing to wait for: the papers are checked and assigned in one go
    return _AFTER[stage]
