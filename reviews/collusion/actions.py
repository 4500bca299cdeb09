"""Ask for a report, and note that one was opened."""

import secrets
from functools import partial

from django.db import transaction

from reviews.collusion.rules import may_look
from reviews.collusion.tasks import compute_report
from reviews.models import AssignmentPlan, CollusionReport
from reviews.models.collusion import ReportState
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import require
from want.venues.models import Edition


@transaction.atomic
def ask_for_report(
    edition: Edition, *, by: User, plan: AssignmentPlan | None = None, seed: int | None = None
) -> CollusionReport:
    """Have a report computed for this chair, on the assignment that holds or on a plan.

    While one is at work, asking again is asking for that one.
    """
    require(may_look(edition.moment()))
    report, is_new = CollusionReport.objects.get_or_create(
        edition=edition,
        asked_by=by,
        state=ReportState.RUNNING,
        defaults={"plan": plan, "seed": secrets.randbelow(2**31) if seed is None else seed},
    )
    if is_new:
        transaction.on_commit(partial(compute_report.enqueue, report.pk))
        record("collusion.asked", by=by, edition=edition.slug)
    return report


def note_opening(edition: Edition, *, by: User) -> None:
    """Log that somebody looked: it names people, so who looked is known."""
    record("collusion.opened", by=by, edition=edition.slug)
