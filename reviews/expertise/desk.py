"""What the desk shows of profiles: in the committee, when people are away."""

from typing import Any

from reviews.expertise.absences import days_away
from want.desk.registry import member_column
from want.venues.models import Edition, Membership


@member_column("away", "Days away", position=10)
def away(edition: Edition, viewer: Any, members: list[Membership]) -> dict[int, str]:  # noqa: ARG001
    """Say when a member is away. They wrote it for the chairs of the editions in which they serve."""
    known = days_away([member.user_id for member in members])
    return {member.pk: known[member.user_id] for member in members if member.user_id in known}
