"""The reminder of the final version: by the clock some days before the end, and by the chairs when they wish."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from submissions.camera_ready.notifications import due_letters
from submissions.camera_ready.queries import papers_due
from submissions.camera_ready.rules import reminder_begins_at
from submissions.models import Submission
from want.audit.actions import record
from want.core import clock
from want.mail.actions import enqueue, unsent
from want.mail.sweeps import sweep
from want.venues.models import Edition, StageWindow
from want.venues.restored import told_from
from want.venues.stages import Stage


@sweep
def remind_before_the_end() -> None:
    """Write once to the contact authors who have handed in nothing, some days before each announced end."""
    now, told_since = clock.now(), told_from()
    if told_since is None:
        return
    open_now = StageWindow.objects.filter(
        stage=Stage.CAMERA_READY.value,
        opens_at__lte=now,
        closes_at__range=(now, now + timedelta(days=60)),
        edition__is_public=True,
        edition__released_at__isnull=False,
        edition__published_at=None,
        edition__archived_at=None,
        edition__camera_ready_reminder_days__gt=0,
    )
    for window in open_now.select_related("edition"):
        if _is_due(window, now, told_since):
            _remind(window.pk, now, told_since)


def _is_due(window: StageWindow, now: datetime, told_since: datetime) -> bool:
    begins_at = reminder_begins_at(window.as_window(), window.edition.camera_ready_reminder_days)
    return now >= begins_at >= told_since and (window.reminded_at is None or window.reminded_at < begins_at)


@transaction.atomic
def _remind(key: int, now: datetime, told_since: datetime) -> None:
    """Queue the letters and mark the window, unless another worker is at it or has done so."""
    window = StageWindow.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(pk=key).first()
    if window is None or not _is_due(window, now, told_since):
        return
    edition = Edition.objects.with_calendar().get(pk=window.edition_id)
    send_reminders(edition, papers_due(edition))
    StageWindow.objects.filter(pk=key).update(reminded_at=now)
    record("camera_ready.reminded", by=None, edition=edition.slug)


def send_reminders(edition: Edition, papers: QuerySet[Submission]) -> int:
    """Queue a letter to each contact author of these papers who has had none today; return how many are new."""
    letters = unsent(due_letters(edition, papers, edition.moment()))
    enqueue(letters)
    return len(letters)
