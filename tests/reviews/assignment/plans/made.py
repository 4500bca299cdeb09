"""Plans that are ready, and their pairs."""

from reviews.assignment.actions import compute, make_plan
from reviews.models import AssignmentPlan
from want.venues.models import Role


def ready_plan(edition, by, demand=2, role=Role.REVIEWER) -> AssignmentPlan:
    plan = make_plan(edition, role=role, demand=demand, by=by)
    compute(plan.pk)
    plan.refresh_from_db()
    return plan


def pairs_of(plan) -> set[tuple[int, int]]:
    return set(plan.pairs.values_list("submission_id", "reviewer_id"))
