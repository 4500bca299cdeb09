"""Write the log. Each action calls `record` in its own transaction: act and entry stand or fall together."""

from collections.abc import Mapping
from typing import Any

from want.audit.models import Entry


def record(verb: str, *, by: Any | None, edition: str = "", submission_id: int | None = None, **detail: Any) -> Entry:
    """Append an entry: `by` is the acting User, or None when the system acts. `detail` holds plain values only."""
    return Entry.objects.create(
        verb=verb,
        actor_id=by.pk if by is not None else None,
        actor_name=str(by) if by is not None else "",
        edition=edition,
        submission_id=submission_id,
        detail=detail,
    )


def record_each(verb: str, *, by: Any | None, edition: str, details: Mapping[int, Mapping[str, Any]]) -> list[Entry]:
    """Append one entry a paper for an act on many of them; `details` is keyed by the paper."""
    return Entry.objects.bulk_create(
        [
            Entry(
                verb=verb,
                actor_id=by.pk if by is not None else None,
                actor_name=str(by) if by is not None else "",
                edition=edition,
                submission_id=paper,
                detail=dict(detail),
            )
            for paper, detail in details.items()
        ],
        batch_size=2000,
    )
