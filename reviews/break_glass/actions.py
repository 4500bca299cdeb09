"""Break the glass, end it, and keep what was read meanwhile in the log."""

from django.db import transaction

from reviews.break_glass import notifications
from reviews.break_glass.queries import chairs_to_tell, open_sessions
from reviews.break_glass.rules import HOLDS, may_break_glass
from reviews.models import GlassSession
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.core.verdict import require
from want.mail.actions import enqueue
from want.venues.models import Edition


@transaction.atomic
def break_glass(edition: Edition, reason: str, *, by: User) -> GlassSession:
    """Let a superuser see what is in the edition's papers for half an hour; the log and its chairs know why."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # a double click breaks it once
    is_open = open_sessions(by).filter(edition=edition).exists()
    require(may_break_glass(is_superuser=by.is_superuser and by.is_active, is_open=is_open, reason=reason))
    now = clock.now()
    session = GlassSession.objects.create(
        edition=edition, user=by, reason=reason.strip(), opened_at=now, ends_at=now + HOLDS
    )
    record("break_glass.opened", by=by, edition=edition.slug, reason=session.reason, until=session.ends_at.isoformat())
    enqueue([notifications.opened(session, chair) for chair in chairs_to_tell(edition, by)])
    return session


@transaction.atomic
def end(session: GlassSession, *, by: User) -> None:
    """End it now; a second time changes nothing."""
    now = clock.now()
    if GlassSession.objects.filter(pk=session.pk, user=by, ends_at__gt=now).update(ends_at=now):
        record("break_glass.ended", by=by, edition=session.edition.slug)
