"""Whom of the committee a deadline concerns: everybody in the role, whatever is assigned to them.

The chair who extends a deadline reads these names, and any chair reads to whom the letters went. If only those with
open reviews were told, an author who chairs would find among them somebody who has no paper that they see, and so a
reviewer of their own.
"""

from collections.abc import Collection, Iterable

from want.venues.audiences import audience
from want.venues.models import Edition, Role
from want.venues.stages import Stage


@audience(Stage.BIDDING, Stage.DISCUSSION)
def readers(edition: Edition) -> Iterable[tuple[str, str]]:
    """Return all reviewers and area chairs."""
    return _serving(edition, [Role.REVIEWER, Role.AREA_CHAIR])


@audience(Stage.REVIEWING)
def reviewers(edition: Edition) -> Iterable[tuple[str, str]]:
    """Return all reviewers."""
    return _serving(edition, [Role.REVIEWER])


def _serving(edition: Edition, roles: Collection[Role]) -> Iterable[tuple[str, str]]:
    members = edition.memberships.filter(role__in=roles, user__is_active=True)
    return members.values_list("user__name", "user__email").distinct()
