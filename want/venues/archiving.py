"""Put an edition into the archive, and take it out again."""

from typing import Any

from django.db import transaction
from django.db.models import F

from want.audit.actions import record
from want.core import clock
from want.core.verdict import YES, Refused, Verdict, no, require
from want.venues.holding import locked, require_chair
from want.venues.models import Edition
from want.venues.stages import Moment, Stage


def may_archive(moment: Moment) -> Verdict:
    """Let an edition rest once its decisions are released and no final version is taken any more."""
    if moment.stage is Stage.ARCHIVED:
        return no("The edition is in the archive already.")
    if not moment.has_reached(Stage.RELEASED):
        return no("The decisions are not released yet, and nobody could learn them from an archived edition.")
    camera_ready = moment.calendar.windows.get(Stage.CAMERA_READY)
    if camera_ready and moment.at < camera_ready.closes_at and not moment.has_reached(Stage.PUBLISHED):
        return no(
            "Authors can still hand in final versions. Publish the accepted papers first, or wait for the deadline."
        )
    return YES


@transaction.atomic
def archive(edition: Edition, *, by: Any) -> None:
    """Close the edition: its committee's view of the papers ends, and nothing in it changes any more."""
    fresh = _held(edition, by)
    require(may_archive(fresh.moment()))
    Edition.objects.filter(pk=fresh.pk).update(archived_at=clock.now(), version=F("version") + 1)
    record("edition.archived", by=by, edition=edition.slug)
    edition.refresh_from_db()


@transaction.atomic
def reopen(edition: Edition, *, by: Any) -> None:
    """Take the edition out of the archive: it stands again where its dates and acts say. Nobody is written to."""
    fresh = _held(edition, by)
    if fresh.archived_at is None:
        raise Refused("The edition is not in the archive.")
    Edition.objects.filter(pk=fresh.pk).update(archived_at=None, version=F("version") + 1)
    record("edition.reopened", by=by, edition=edition.slug)
    edition.refresh_from_db()


def _held(edition: Edition, by: Any) -> Edition:
    """Return the row, held until the transaction ends, for chairs of the edition alone."""
    require_chair(edition, by)
    return locked(edition)
