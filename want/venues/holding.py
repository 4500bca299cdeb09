"""Hold an edition while it is changed, by whom it may be, from the state that they saw."""

from collections.abc import Mapping
from typing import Any

from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile, is_stale
from want.venues.models import Edition, Membership, Role


def chairs(edition: Edition, user: Any) -> bool:
    """Tell whether somebody chairs the edition."""
    return Membership.objects.filter(edition=edition, user=user, role=Role.CHAIR).exists()


def require_chair(edition: Edition, by: Any) -> None:
    """Raise Refused for everybody else."""
    if not chairs(edition, by):
        raise Refused("Only the chairs of this edition may do this.")


def locked(edition: Edition) -> Edition:
    """Return the row as it is now, held until the transaction ends."""
    return Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)


def refuse_stale(fresh: Edition, seen_version: int | None, changes: Mapping[str, Any]) -> None:
    """Refuse an edit that began from another version than the present one, telling what is stored."""
    if is_stale(seen_version, fresh.version):
        raise EditedMeanwhile({name: getattr(fresh, name) for name in changes}, version=fresh.version)
