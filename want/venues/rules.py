"""May an edition's dates be set so? Answers in sentences. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from want.core import timewords
from want.core.verdict import YES, Verdict, no
from want.venues.stages import WINDOWED, Moment, Stage, Window


def problems_of_calendar(
    windows: Mapping[Stage, Window], notification_at: datetime | None
) -> Iterator[tuple[Stage | None, str]]:
    """Yield (stage, sentence) for each thing in a calendar that cannot be; the stage is None for the notification."""
    for stage, window in windows.items():
        if window.closes_at <= window.opens_at:
            yield stage, f"{stage.label} has to close after it opens."
    for earlier, later in pairwise([stage for stage in WINDOWED if stage in windows]):
        if windows[later].opens_at < windows[earlier].closes_at:
            yield later, f"{later.label} opens before {earlier.label.lower()} closes."
    if notification_at is None:
        return
    last = max((w.closes_at for s, w in windows.items() if s is not Stage.CAMERA_READY), default=None)
    if last and notification_at < last:
        yield None, "The notification comes before the last stage of reviewing closes."
    camera_ready = windows.get(Stage.CAMERA_READY)
    if camera_ready and camera_ready.opens_at < notification_at:
        yield Stage.CAMERA_READY, "Camera-ready opens before the notification."


def may_extend(
    moment: Moment,
    stage: Stage,
    closes_at: datetime,
    *,
    shift_later: bool,
    notification_at: datetime | None = None,
) -> Verdict:
    """Tell whether the end of a stage may move to `closes_at`, the later dates moving along if asked."""
    window = moment.calendar.windows.get(stage)
    if window is None:
        return no(f"{stage.label} has no dates yet; set them on the page of dates.")
    if moment.has_reached(Stage.RELEASED) and stage is not Stage.CAMERA_READY:
        return no("Decisions are released, so reviewing is over.")
    if closes_at <= window.closes_at:
        return no(f"{stage.label} closes at {timewords.aoe(window.closes_at)} already; choose a later instant.")
    if closes_at <= moment.at:
        return no("This instant has passed already; choose one that lies ahead.")
    room = _leaves_room(moment, stage, closes_at, shift_later=shift_later)
    if room and not shift_later and _is_before_notification(stage) and notification_at and closes_at > notification_at:
        return no(
            f"The notification is announced for {timewords.aoe(notification_at)}. "
            "Let the later dates move along, or choose an earlier instant."
        )
    return room


def _leaves_room(moment: Moment, stage: Stage, closes_at: datetime, *, shift_later: bool) -> Verdict:
    """Tell whether the stage after this one can still begin when it should."""
    windows = moment.calendar.windows
    following = next((later for later in _later(stage) if later in windows), None)
    if following is None or (windows[following].opens_at > moment.at and shift_later):
        return YES
    opens_at = windows[following].opens_at
    if opens_at <= moment.at:
        return no(f"{following.label} has begun, so {stage.label.lower()} cannot go on beside it.")
    if opens_at < closes_at:
        return no(
            f"{following.label} opens at {timewords.aoe(opens_at)}. "
            "Let the later dates move along, or choose an earlier instant."
        )
    return YES


def extended(moment: Moment, stage: Stage, closes_at: datetime, *, shift_later: bool) -> dict[Stage, Window]:
    """Return the windows that change when the end of a stage moves."""
    windows = moment.calendar.windows
    changed = {stage: Window(windows[stage].opens_at, closes_at, windows[stage].grace)}
    span: timedelta = closes_at - windows[stage].closes_at
    if shift_later:
        for later in _later(stage):
            if window := windows.get(later):
                changed[later] = Window(window.opens_at + span, window.closes_at + span, window.grace)
    return changed


def _later(stage: Stage) -> tuple[Stage, ...]:
    return WINDOWED[WINDOWED.index(stage) + 1 :]


def extended_notification(
    moment: Moment, stage: Stage, closes_at: datetime, notification_at: datetime | None, *, shift_later: bool
) -> datetime | None:
    """Return when authors are told after the end of a stage has moved: as much later, if the later dates move along."""
    if notification_at is None or not shift_later or not _is_before_notification(stage):
        return notification_at
    return notification_at + (closes_at - moment.calendar.windows[stage].closes_at)


def suggested_end(moment: Moment, stage: Stage) -> datetime:
    """Return two days more, at the same time of day; counted from today if the end has passed."""
    closes_at = moment.calendar.windows[stage].closes_at
    missed = max(timedelta(0), moment.at - closes_at)
    return closes_at + timedelta(days=2 + missed.days + (1 if missed else 0))


def _is_before_notification(stage: Stage) -> bool:
    return stage is not Stage.CAMERA_READY
