"""The moves of submissions from one state to another: of one, and of many at once. Nothing else sets a status."""

from collections.abc import Collection
from typing import Any

from django.db.models import F

from submissions.models import Submission
from submissions.states import Status, may_follow
from want.core import clock
from want.core.verdict import Refused
from want.venues.models import Edition
from want.venues.stages import Stage


def move(submission: Submission, to: Status, *, presentation: str = "", reason: str = "") -> None:
    """Move the row to state `to`, with the old state in the WHERE; then the object shows it too.

    Consequences: `submitted_at` is set at the first submission and kept; `withdrawn_at` and its reason hold exactly
    while withdrawn; `presentation` is set on acceptance. Raises Refused when the move is not in the table or when
    somebody else moved the submission in between. Logs nothing and mails nothing: its callers, the actions, do.
    """
    old = Status(submission.status)
    changes = _changes(old, to, presentation=presentation, reason=reason)
    if to is Status.WITHDRAWN:
        changes["withdrawn_early"] = is_before_deadline(submission.edition)
    if to is Status.SUBMITTED and submission.submitted_at is None:
        changes["submitted_at"] = changes["updated_at"]
    moved = Submission.objects.filter(pk=submission.pk, status=old.value).update(version=F("version") + 1, **changes)
    if not moved:
        raise Refused("Somebody else has just changed this paper. Reload the page to see how it stands now.")
    submission.refresh_from_db()


def move_all(papers: Collection[int], old: Status, to: Status, *, presentation: str = "") -> None:
    """Move all these papers from state `old` to `to` as `move` does, by one statement; call it in a transaction.

    Raises Refused when one of them is not in the old state any more.
    """
    changes = _changes(old, to, presentation=presentation)
    rows = Submission.objects.filter(pk__in=papers, status=old.value)
    if rows.update(version=F("version") + 1, **changes) != len(papers):
        raise Refused("Somebody else has just changed one of these papers. Reload the page and try again.")


def is_before_deadline(edition: Edition) -> bool:
    """Tell whether the submission has not closed, grace left out. Stored with what happens, for dates can move."""
    closes_at = edition.moment().closes_at(Stage.SUBMISSION)
    return closes_at is not None and clock.now() <= closes_at


def _changes(old: Status, to: Status, *, presentation: str = "", reason: str = "") -> dict[str, Any]:
    if not may_follow(old, to):
        raise Refused(f"A paper that is {old.label.lower()} cannot become {to.label.lower()}.")
    moment = clock.now()
    changes: dict[str, Any] = {
        "status": to.value,
        "updated_at": moment,
        "withdrawn_at": moment if to is Status.WITHDRAWN else None,
        "withdrawal_reason": reason if to is Status.WITHDRAWN else "",
        "withdrawn_early": False,
    }
    return changes | ({"presentation": presentation} if to in {Status.ACCEPTED, Status.REJECTED} else {})
