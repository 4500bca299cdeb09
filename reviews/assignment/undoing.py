"""Take the application of a plan back, as a whole, while no review is in for it.

Drafts are their writers' alone, so whether there are any shows neither in the answer nor in what happens: a draft stays
with its row, and is there again for who gets the paper again.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from reviews.assignment.notifications import undone_letters
from reviews.assignment.queries import case_at_large, is_tied, may_hold_hidden, papers_open_to
from reviews.assignment.rules import may_publish, may_unassign
from reviews.models import Assignment, AssignmentPlan
from reviews.models.assignment import PlanState
from reviews.visibility.lists import Sight, sight_of
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.core.verdict import YES, Verdict, no, require
from want.mail.actions import Letter, enqueue
from want.venues.models import Edition

REASON = "The plan was taken back as a whole."
HANDED_IN = Q(review__isnull=False) | Q(meta_review__isnull=False)


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back."""

    removed: int
    letters: int


def may_undo(plan: AssignmentPlan, sight: Sight) -> Verdict:
    """Tell whether this chair can take the plan back now; of the papers of other chairs it says nothing."""
    verdict = may_publish(case_at_large(sight))
    if not verdict:
        return verdict
    made = to_take_back(plan, sight)
    if not made.exists():
        return no("Nothing of this plan is assigned, so there is nothing to take back.")
    if made.filter(HANDED_IN).exists():
        return no(
            "A review is in from somebody of this plan, so it stays. Take single papers from people by hand instead."
        )
    return YES


def to_take_back(plan: AssignmentPlan, sight: Sight) -> "QuerySet[Assignment]":
    """Return the plan's assignments that hold now, of the papers that this chair sees."""
    mine = papers_open_to(sight).filter(sight.where(may_unassign)).order_by().values("pk")
    return Assignment.objects.filter(removed_at=None, plan=plan, submission__in=mine).order_by(
        "submission", "pseudonym"
    )


@transaction.atomic
def undo_plan(plan: AssignmentPlan, *, by: User) -> Undone:
    """Take back what was assigned, and tell everybody concerned once. The plan can be changed and applied again.

    Papers with which `by` has a conflict keep their people; another chair takes those back.
    """
    edition = Edition.objects.select_for_update(no_key=True).get(pk=plan.edition_id)
    row = AssignmentPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    row.edition = edition
    sight = sight_of(by, edition)
    # Held first and judged then: a review that is sent meanwhile waits for the end of this, and is refused.
    rows = list(to_take_back(row, sight).select_related("reviewer", "submission").select_for_update(of=("self",)))
    require(may_undo(row, sight))
    letters = undone_letters(edition, rows)
    _take_back(row, edition, rows, may_be_more=may_hold_hidden(row, sight), is_whole=not is_tied(sight))
    record("assignment.undone", by=by, edition=edition.slug, plan=row.pk)
    enqueue(letters)
    return Undone(len(rows), len(letters))


def letters_of_undoing(plan: AssignmentPlan, edition: Edition, sight: Sight, most: int) -> list[Letter]:
    """Return the first of the letters that would be sent, to look at them before."""
    rows = to_take_back(plan, sight).select_related("reviewer", "submission")
    return undone_letters(edition, rows)[:most]


def _take_back(
    plan: AssignmentPlan, edition: Edition, rows: list[Assignment], *, may_be_more: bool, is_whole: bool
) -> None:
    """Store it. What papers that are kept from the chair have does not show in the plan's state or the edition's."""
    taken = Assignment.objects.filter(pk__in=[row.pk for row in rows])
    taken.update(removed_at=clock.now(), removal_reason=REASON, fell_with_plan=True)
    plan.state, plan.applied_at = PlanState.READY, plan.applied_at if may_be_more else None
    plan.save(update_fields=["state", "applied_at"])
    if is_whole and not Assignment.objects.filter(removed_at=None, submission__edition=edition).exists():
        Edition.objects.filter(pk=edition.pk).update(assigned_at=None)
