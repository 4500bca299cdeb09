"""Compute a plan that chairs have asked for. Called by the background task; the outcome is a state of the plan."""

import logging

from django.db import transaction

from reviews.assignment.inputs import Inputs, inputs_of
from reviews.assignment.solver import Infeasible, Solution, solve
from reviews.models import AssignmentPlan, PlannedPair
from reviews.models.assignment import PlanState
from submissions.conflicts.actions import refresh_edition

logger = logging.getLogger(__name__)

BROKEN = "The computation stopped with an error, which is recorded. Please make a new plan; if it stops again, tell us."


def compute(plan_id: int) -> None:
    """Turn a running plan into one that is ready, or not possible, with the reasons. Anything else is left alone.

    Conflicts are derived afresh first, so that a plan never rests on those of yesterday.
    """
    plan = AssignmentPlan.objects.select_related("edition").get(pk=plan_id)
    if plan.state != PlanState.RUNNING:
        return
    try:
        refresh_edition(plan.edition)
        inputs = inputs_of(plan.edition, plan.role)
        answer = solve(inputs.problem(plan.demand))
        _keep(plan, inputs, answer)
    except Exception:
        logger.exception("Plan %s could not be computed", plan_id)
        AssignmentPlan.objects.filter(pk=plan_id, state=PlanState.RUNNING).update(state=PlanState.FAILED, why=BROKEN)
        raise


@transaction.atomic
def _keep(plan: AssignmentPlan, inputs: Inputs, answer: Solution | Infeasible) -> None:
    """Write the answer down, unless the plan was set aside or computed by another worker meanwhile."""
    row = AssignmentPlan.objects.select_for_update().filter(pk=plan.pk, state=PlanState.RUNNING).first()
    if row is None:
        return
    if isinstance(answer, Infeasible):
        _keep_shortage(row, inputs, answer)
    else:
        _keep_solution(row, inputs, answer)
    row.save()


def _keep_shortage(plan: AssignmentPlan, inputs: Inputs, answer: Infeasible) -> None:
    plan.state = PlanState.INFEASIBLE
    needed, places = plan.demand * len(inputs.papers), sum(inputs.loads.values())
    plan.why, remedies = answer.why, list(answer.remedies)
    if needed > places:  # no set of papers is to blame then: say first what is missing in all
        plan.why = f"The papers take {needed:,} places in all, and the committee has {places:,}. {answer.why}"
        remedies.insert(0, f"Invite people or raise loads: in all, {needed - places:,} places are missing.")
    plan.shortage = {
        "papers": [inputs.papers[row] for row in answer.papers],
        "people": [inputs.people[column] for column in answer.reviewers],
        "remedies": remedies,
    }


def _keep_solution(plan: AssignmentPlan, inputs: Inputs, answer: Solution) -> None:
    plan.state = PlanState.READY
    plan.total, plan.upper_bound, plan.seconds = answer.total, answer.upper_bound, answer.seconds
    plan.prices = {
        "papers": dict(zip(inputs.papers, answer.u.tolist(), strict=True)),
        "people": dict(zip(inputs.people, answer.v.tolist(), strict=True)),
    }
    pairs = ((inputs.papers[row], inputs.people[column]) for row, column in answer.pairs.tolist())
    PlannedPair.objects.bulk_create(
        [planned(plan, inputs, *pair) for pair in pairs if pair not in inputs.standing], batch_size=2000
    )


def planned(plan: AssignmentPlan, inputs: Inputs, paper: int, person: int) -> PlannedPair:
    """Return a proposed pair with its score and reasons, not saved yet."""
    match = inputs.match(paper, person)
    return PlannedPair(
        plan=plan,
        submission_id=paper,
        reviewer_id=person,
        score=match.value,
        because="; ".join(match.reasons)[:400],
    )
