"""What late life hangs into the desk: its pages, and a column of the committee. Loaded by reviews.admin."""

from typing import Any

from reviews.late import desk_views
from want.core.timewords import day
from want.desk.registry import member_column
from want.venues.models import Edition, Membership

__all__ = ["desk_views"]


@member_column("short_notice", "On short notice", position=20)
def short_notice(edition: Edition, viewer: Any, members: list[Membership]) -> dict[int, str]:  # noqa: ARG001
    """Say who takes more papers on short notice, and who takes none any more."""
    said = {}
    for member in members:
        if member.stopped_at is not None:
            said[member.pk] = f"stopped {day(member.stopped_at)}"
        elif member.extra_load:
            said[member.pk] = f"{member.extra_load} more"
    return said
