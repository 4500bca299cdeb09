"""Tell people that a stage has opened, by the clock; and let chairs say whether and in which words."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction

from want.audit.actions import record
from want.core import clock
from want.core.verdict import Refused
from want.mail.actions import Letter, enqueue
from want.mail.sweeps import sweep
from want.venues.holding import require_chair
from want.venues.models import Edition, StageWindow
from want.venues.openings.registry import OPENINGS, opening_letters
from want.venues.restored import told_from
from want.venues.stages import Stage
from want.venues.wordings import Wording, keep_wording, problems_of, wording_of

# A worker that stood still for days, or an edition that is opened late, must not tell of what everybody knows.
TOLD_WITHIN = timedelta(hours=24)
BATCH = 1000


@sweep
def tell_of_openings() -> None:
    """Tell the people concerned of every stage that has opened within the last day and was not told of yet.

    Editions that are not public, or archived, tell nobody; nor does a site that came back from a backup just now.
    """
    now, told_since = clock.now(), told_from()
    if told_since is None:
        return
    due = StageWindow.objects.filter(
        stage__in=[stage.value for stage in OPENINGS],
        is_announced=True,
        told_at=None,
        opens_at__range=(max(now - TOLD_WITHIN, told_since), now),
        closes_at__gt=now,
        edition__is_public=True,
        edition__archived_at=None,
    )
    for key in list(due.order_by("opens_at").values_list("pk", flat=True)):
        _tell(key)


@transaction.atomic
def _tell(key: int) -> None:
    """Queue the letters and mark the stage as told, in one transaction; another worker passes by meanwhile.

    The log holds no number: who has papers to review depends on assignments that not every chair may know of.
    """
    unmarked = StageWindow.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=key, told_at=None)
    window = unmarked.first()
    if window is None:
        return
    stage = Stage(window.stage)
    edition = Edition.objects.with_calendar().get(pk=window.edition_id)
    moment = edition.moment()
    if moment.stage is not stage:  # camera-ready papers wait for the release, whatever the date says
        return
    letters = opening_letters(OPENINGS[stage], edition, moment, wording_of(edition, OPENINGS[stage].kind))
    for batch in _batches(letters):
        enqueue(batch)
    StageWindow.objects.filter(pk=key).update(told_at=moment.at)
    record("stage.told", by=None, edition=edition.slug, stage=stage.value)


def _batches(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Cut the letters into portions: those of a large edition do not all have to be in memory at once."""
    stream = iter(letters)
    while batch := list(islice(stream, BATCH)):
        yield batch


@transaction.atomic
def set_opening(edition: Edition, stage: Stage, *, is_announced: bool, wording: Wording, by: Any) -> None:
    """Say whether people are told when a stage opens, and in which words. Nothing leaves by this."""
    require_chair(edition, by)
    kind = OPENINGS[stage].kind
    for sentence in problems_of(kind, wording):
        raise Refused(sentence)
    is_new = keep_wording(edition, kind, wording)
    window = StageWindow.objects.filter(edition=edition, stage=stage.value)
    if window.exclude(is_announced=is_announced).update(is_announced=is_announced) or is_new:
        record("stage.letter_set", by=by, edition=edition.slug, stage=stage.value, is_sent=is_announced)
