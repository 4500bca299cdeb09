"""An edition's dates as people read them: a line a deadline, the next of them, and the steps of the drawn calendar.

Called by the public pages and the calendar file. Pure: it gets the edition's calendar and answers with plain values.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from want.core.marks import Step
from want.core.timewords import AOE
from want.venues.stages import Calendar, Stage


@dataclass(frozen=True, slots=True)
class DateLine:
    """One line of the table of dates; `key` names it for ever, in the calendar file too."""

    key: str
    label: str
    note: str
    instant: datetime
    is_deadline: bool = True  # something is due; False for what opens or takes place
    day: date | None = None  # it takes a whole day rather than an instant


# What closes with each stage, for whom, in the words of the table.
CLOSINGS = {
    Stage.SUBMISSION: ("Papers due", "Until then drafts and submitted papers may be changed."),
    Stage.BIDDING: ("Bids due", "Reviewers say which papers they would like to read."),
    Stage.REVIEWING: ("Reviews due", "Reviewers read and score their papers."),
    Stage.REBUTTAL: ("Author responses due", "Authors read their reviews and answer them."),
    Stage.DISCUSSION: ("Discussion ends", "The committee talks about reviews and responses."),
    Stage.CAMERA_READY: ("Camera-ready due", "Authors of accepted papers hand in the final version."),
}


def lines_of(
    calendar: Calendar, notification_at: datetime | None = None, held_on: date | None = None
) -> list[DateLine]:
    """Return all dates of an edition in the order of time."""
    lines = [*_windows(calendar), *_announcements(notification_at, held_on)]
    return sorted(lines, key=lambda line: line.instant)


def next_deadline(lines: list[DateLine], now: datetime) -> DateLine | None:
    """Return the first line with a deadline that still lies ahead."""
    return next((line for line in lines if line.is_deadline and line.instant > now), None)


def steps_of(calendar: Calendar, notification_at: datetime | None = None, held_on: date | None = None) -> list[Step]:
    """Return the stages as the steps of the drawn calendar, the notification and the day itself among them."""
    steps = [Step(stage.label, w.opens_at, _end_of(stage, calendar)) for stage, w in calendar.windows.items()]
    if notification_at:
        steps.append(Step("Notification", min(notification_at, calendar.released_at or notification_at)))
    if held_on:
        steps.append(Step("Workshop", _start_of(held_on)))
    return sorted(steps, key=lambda step: step.opens_at or step.closes_at)


def _windows(calendar: Calendar) -> Iterator[DateLine]:
    submission = calendar.windows.get(Stage.SUBMISSION)
    if submission:
        note = "The form takes drafts from now on."
        yield DateLine("opening", "Submission opens", note, submission.opens_at, is_deadline=False)
    for stage, (label, note) in CLOSINGS.items():
        if stage in calendar.windows and not _is_moot(stage, calendar):
            yield DateLine(stage.value, label, note, calendar.windows[stage].closes_at)


def _announcements(notification_at: datetime | None, held_on: date | None) -> Iterator[DateLine]:
    if notification_at:
        note = "By then authors have their decision by mail."
        yield DateLine("notification", "Notification", note, notification_at, is_deadline=False)
    if held_on:
        note = "The day we meet."
        yield DateLine("workshop", "Workshop", note, _start_of(held_on), is_deadline=False, day=held_on)


def _is_moot(stage: Stage, calendar: Calendar) -> bool:
    """Tell whether the programme was published before this stage's deadline, so that nothing is due any more."""
    if stage is not Stage.CAMERA_READY or calendar.published_at is None:
        return False
    return calendar.published_at < calendar.windows[stage].closes_at


def _end_of(stage: Stage, calendar: Calendar) -> datetime:
    """Return when the stage ends: publishing ends camera-ready."""
    window = calendar.windows[stage]
    if _is_moot(stage, calendar) and calendar.published_at:
        return max(window.opens_at, calendar.published_at)
    return window.closes_at


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), AOE)
