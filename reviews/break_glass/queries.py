"""Which breakings of the glass are open."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from reviews.models import GlassSession
from want.accounts.models import User
from want.core import clock
from want.venues.models import Edition, Role


def open_sessions(user: Any) -> "QuerySet[GlassSession]":
    """Return what this person has open now; an account that was shut, or lost its rank, has nothing."""
    if not (user.is_authenticated and user.is_active and user.is_superuser):
        return GlassSession.objects.none()
    return GlassSession.objects.filter(user=user, ends_at__gt=clock.now()).select_related("edition")


def chairs_to_tell(edition: Edition, by: User) -> Iterable[User]:
    """Return the chairs who learn of it by mail."""
    people = User.objects.filter(memberships__edition=edition, memberships__role=Role.CHAIR)
    return people.exclude(pk=by.pk).order_by("pk").distinct()
