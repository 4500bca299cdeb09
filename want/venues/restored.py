"""What a site that came back from a backup does not do by itself: write to people who were written to since.

A backup knows nothing of the letters that went out after it was made, and who tries one writes to nobody by it. So
from a restore on the worker tells of nothing that falls due, until whoever keeps the site says that letters go; of
what fell due before the restore nobody is told any more.
"""

from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from want.audit.actions import record
from want.audit.models import Entry

RESTORED = "site.restored"
RESUMED = "site.letters_resumed"
EVER = datetime.min.replace(tzinfo=UTC)


def note_restore(made_at: str, *, is_held: bool) -> None:
    """Log that the site came back from a backup, and whether letters by themselves are held from now on."""
    record(RESTORED, by=None, made_at=made_at, is_held=is_held)


def resume_letters() -> bool:
    """Let the worker write again by itself; tell whether it was held."""
    if told_from() is not None:
        return False
    record(RESUMED, by=None)
    return True


def told_from() -> datetime | None:
    """Return since when people are told of what falls due; None while they are told of nothing."""
    last = _marks().first()
    if last is None:
        return EVER
    if last.verb == RESTORED:
        return None
    restored = _marks().filter(verb=RESTORED).first()
    return restored.at if restored else EVER


def _marks() -> QuerySet[Entry]:
    held = Q(verb=RESTORED, detail__is_held=True)
    return Entry.objects.filter(held | Q(verb=RESUMED), edition="").order_by("-id")
