"""The dates of an edition: set as a whole, and a deadline extended; who is told of it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from want.audit.actions import record
from want.core.verdict import Refused, require
from want.core.versions import is_stale
from want.mail.actions import enqueue
from want.venues import notifications
from want.venues.audiences import people_concerned
from want.venues.chairs import other_chairs
from want.venues.given_out import may_go_back
from want.venues.holding import locked, refuse_stale, require_chair
from want.venues.models import Edition, StageWindow
from want.venues.rules import extended, extended_notification, may_extend, problems_of_calendar
from want.venues.signals import dates_asked
from want.venues.stages import Moment, Stage, Window
from want.venues.wordings import Wording, keep_wording, problems_of


@transaction.atomic
def set_calendar(
    edition: Edition,
    windows: Mapping[Stage, Window],
    *,
    notification_at: datetime | None,
    held_on: date | None,
    seen_version: int,
    by: Any,
) -> None:
    """Make these the dates of the edition; a stage without a window has none afterwards.

    Tells the other chairs alone by mail, and them if the stage that is now is another by it, or papers are in: else a
    chair in conflict could open something for a moment, and read it.
    """
    require_chair(edition, by)
    fresh = locked(edition)
    for _, sentence in problems_of_calendar(windows, notification_at):
        raise Refused(sentence)
    moment = fresh.moment()
    before = _written(fresh.calendar.windows, fresh.notification_at, fresh.held_on)
    after = _written(windows, notification_at, held_on)
    if before == after:
        return
    refuse_stale(fresh, seen_version, {})
    require(may_go_back(fresh, windows))
    dates_asked.send(Edition, edition=fresh, windows=windows, user=by)
    fresh.windows.exclude(stage__in=[stage.value for stage in windows]).delete()
    store_windows(fresh, windows)
    Edition.objects.filter(pk=fresh.pk).update(
        notification_at=notification_at, held_on=held_on, version=fresh.version + 1
    )
    moved = {key: [before.get(key), after.get(key)] for key in before | after if before.get(key) != after.get(key)}
    record("edition.dates_changed", by=by, edition=edition.slug, moved=moved)
    _tell_chairs(edition, moment, by)
    edition.refresh_from_db()


@transaction.atomic
def extend_deadline(
    edition: Edition,
    stage: Stage,
    closes_at: datetime,
    *,
    by: Any,
    wording: Wording | None = None,
    shift_later: bool = False,
    seen_version: int | None = None,
) -> int:
    """Move the end of a stage and tell the people concerned; return how many were told.

    With `shift_later` the later stages and the notification move along, and whom these concern gets the same letter.

    Site, forms, mails and calendars follow by themselves, because all ask the edition's Moment. `wording` becomes
    the edition's wording of this letter; without it the present one is used. A second click changes nothing.
    """
    require_chair(edition, by)
    fresh = locked(edition)
    moment = fresh.moment()
    if is_stale(seen_version, fresh.version) and moment.closes_at(stage) == closes_at:
        return len(people_concerned(fresh, stage))
    refuse_stale(fresh, seen_version, {})
    notification_at = fresh.notification_at
    require(may_extend(moment, stage, closes_at, shift_later=shift_later, notification_at=notification_at))
    before = moment.calendar.windows[stage].closes_at
    if wording:
        for sentence in problems_of(notifications.EXTENDED, wording):
            raise Refused(sentence)
        keep_wording(fresh, notifications.EXTENDED, wording)
    changed = extended(moment, stage, closes_at, shift_later=shift_later)
    windows = {**moment.calendar.windows, **changed}
    require(may_go_back(fresh, windows))
    dates_asked.send(Edition, edition=fresh, windows=windows, user=by)
    later = extended_notification(moment, stage, closes_at, notification_at, shift_later=shift_later)
    moved = notifications.moved_dates(stage, changed, later if later != notification_at else None)
    people = people_concerned(fresh, *changed)
    store_windows(fresh, changed)
    Edition.objects.filter(pk=fresh.pk).update(version=fresh.version + 1, notification_at=later)
    enqueue(notifications.deadline_extended(fresh, stage, before, closes_at, people, moved=moved))
    record(
        "deadline.extended",
        by=by,
        edition=edition.slug,
        stage=stage.value,
        closed_at=before.isoformat(),
        closes_at=closes_at.isoformat(),
        later_stages_moved=shift_later,
        people_told=len(people),
    )
    _tell_chairs(edition, moment, by)
    edition.refresh_from_db()
    return len(people)


def _tell_chairs(edition: Edition, before: Moment, by: Any) -> None:
    """Tell the other chairs when the stage is not the one that it was, and of any change once papers are in.

    What is seen follows from the dates, too, and a stage that is set ahead opens by itself.
    """
    now = Edition.objects.get(pk=edition.pk)
    after = now.moment()
    moves_windows = after.calendar.windows != before.calendar.windows
    if after.stage != before.stage or (moves_windows and before.has_reached(Stage.CHECKS)):
        enqueue(notifications.dates_changed(now, before, after, by=by, others=other_chairs(now, by)))


def store_windows(edition: Edition, windows: Mapping[Stage, Window]) -> None:
    """Write these windows down; others stay as they are."""
    for stage, window in windows.items():
        StageWindow.objects.update_or_create(
            edition=edition,
            stage=stage.value,
            defaults={
                "opens_at": window.opens_at,
                "closes_at": window.closes_at,
                "grace_minutes": int(window.grace.total_seconds() // 60),
            },
        )


def _written(windows: Mapping[Stage, Window], notification_at: datetime | None, held_on: date | None) -> dict[str, str]:
    """Write dates as the log keeps them."""
    words = {
        stage.value: f"{_iso(w.opens_at)} to {_iso(w.closes_at)}, grace {int(w.grace.total_seconds() // 60)} min"
        for stage, w in windows.items()
    }
    if notification_at:
        words["notification"] = _iso(notification_at)
    if held_on:
        words["workshop"] = held_on.isoformat()
    return words


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="minutes")
