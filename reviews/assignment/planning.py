"""What chairs do with a plan before it is applied: ask for it, change a pair, set it aside."""

import secrets
from dataclasses import replace
from enum import StrEnum
from functools import partial

from django.db import transaction
from django.db.models import F

from reviews.assignment.asking import with_loads
from reviews.assignment.computing import planned
from reviews.assignment.fitness import loads_of, objection
from reviews.assignment.inputs import Inputs, inputs_of
from reviews.assignment.options import Options
from reviews.assignment.queries import case_at_large, is_tied, seen_pairs
from reviews.assignment.rules import may_propose
from reviews.assignment.tasks import compute_plan
from reviews.models import AssignmentPlan, PlannedPair
from reviews.models.assignment import PlanState
from reviews.visibility.lists import Sight, is_kept_from_review, kept_from, sight_of
from submissions.models import Submission
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import Refused, require
from want.venues.models import Edition, Membership, Role

UNAPPLIED = (PlanState.RUNNING, PlanState.READY, PlanState.TRIAL, PlanState.INFEASIBLE, PlanState.FAILED)


PLAIN = Options()
NOT_OF_IT = (
    "This paper is not part of this plan: who asked for the plan has a conflict of interest with it. Make a plan of "
    "your own, or give the paper to people by hand."
)
NOT_THEIRS_TO_CHOOSE = (
    "You have a conflict of interest with a paper in review. Whom your plan leaves out would be left over for it, "
    "so leave nobody out here, and raise nobody's load alone. Another chair can."
)
BUSY = "Another plan of this kind is being computed. Wait for it, or set it aside, and ask again."


@transaction.atomic
def make_plan(
    edition: Edition,
    *,
    role: str,
    demand: int,
    by: User,
    options: Options = PLAIN,
    sprung_from: AssignmentPlan | None = None,
) -> AssignmentPlan:
    """Ask for a plan in which each paper in review has `demand` people in this role, those assigned already included.

    It is for the papers that `by` may deal with; for others another chair asks. The computation runs in the background.
    While one plan of the role is being computed, that one is returned if it
    was asked for with the same wishes, so that a double click asks once. A plan with chance gets its seed here.
    """
    sight = sight_of(by, edition)
    require(may_propose(case_at_large(sight)))
    _require_something_to_plan(edition, role, sight)
    if options.contradiction:
        raise Refused(options.contradiction)
    if (options.without or options.raised) and is_kept_from_review(sight):
        raise Refused(NOT_THEIRS_TO_CHOOSE)
    seeded = replace(options, seed=options.seed or 1 + secrets.randbelow(2**31)) if options.is_by_chance else options
    wanted = {"demand": demand, "options": seeded.stored(), "sprung_from": sprung_from, "created_by": by}
    plan, is_new = AssignmentPlan.objects.get_or_create(
        edition=edition, role=role, state=PlanState.RUNNING, defaults=wanted
    )
    if is_new:
        # Not before the plan is there for others to see: a broker would hand it to a worker at once.
        transaction.on_commit(partial(compute_plan.enqueue, plan.pk))
        record("assignment.planned", by=by, edition=edition.slug, plan=plan.pk, role=role, demand=demand)
    elif (plan.created_by, plan.demand, replace(Options.of(plan.options), seed=options.seed)) != (by, demand, options):
        raise Refused(BUSY)
    return plan


@transaction.atomic
def discard_plan(plan: AssignmentPlan, *, by: User) -> None:
    """Set a plan aside that has not been applied. What is assigned stays as it is."""
    require(may_propose(case_at_large(sight_of(by, plan.edition))))
    done = AssignmentPlan.objects.filter(pk=plan.pk, state__in=UNAPPLIED).update(state=PlanState.DISCARDED)
    if done:
        record("assignment.plan_discarded", by=by, edition=plan.edition.slug, plan=plan.pk)


@transaction.atomic
def change_plan(
    plan: AssignmentPlan, submission: Submission, *, leaving: User | None, coming: User | None, by: User
) -> float:
    """Take a proposed person off a paper, propose another, or both at once; return what the total affinity gains.

    The plan keeps its upper bound, so it goes on telling how much the change costs.
    """
    sight = sight_of(by, plan.edition)
    require(may_propose(sight.on(submission).case))
    row = AssignmentPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if row.state != PlanState.READY:
        raise Refused("This plan can no longer be changed. Change the assignments of the paper itself, or plan anew.")
    if submission.pk in row.outcome.get("left_out", ()):
        raise Refused(NOT_OF_IT)
    inputs = with_loads(inputs_of(plan.edition, row.role), Options.of(row.options))
    gained = 0.0
    if leaving is not None:
        gained -= _take_off(row, submission, leaving)
    if coming is not None:
        gained += _propose(row, inputs, submission, coming, sight)
    AssignmentPlan.objects.filter(pk=row.pk).update(total=F("total") + gained)
    slug = plan.edition.slug
    detail = {"plan": row.pk, "gained": round(gained, 4)}
    record("assignment.plan_changed", by=by, edition=slug, submission_id=submission.pk, **detail)
    return gained


class Wish(StrEnum):
    """What chairs may wish of one person and one paper."""

    PIN = "pin"
    BAR = "bar"
    NOTHING = "nothing"


@transaction.atomic
def set_wish(plan: AssignmentPlan, submission: Submission, person: User, wish: Wish, *, by: User) -> None:
    """Pin a pair, rule it out, or leave it to the computation again. It holds now, and in plans made from this one.

    Who is pinned is proposed if they were not; who is ruled out is taken off.
    """
    sight = sight_of(by, plan.edition)
    require(may_propose(sight.on(submission).case))
    row = AssignmentPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if row.state != PlanState.READY:
        raise Refused("This plan can no longer be changed. Ask “what if?” to make one from it.")
    options, pair = Options.of(row.options), (submission.pk, person.pk)
    is_proposed = row.pairs.filter(submission=submission, reviewer=person).exists()
    if wish is Wish.PIN and not is_proposed:
        change_plan(plan, submission, leaving=None, coming=person, by=by)
    elif wish is Wish.BAR and is_proposed:
        change_plan(plan, submission, leaving=person, coming=None, by=by)
    if wish is Wish.BAR:
        row.alternates.filter(submission=submission, reviewer=person).delete()
    pinned, barred = set(options.pinned) - {pair}, set(options.barred) - {pair}
    if wish is not Wish.NOTHING:
        (pinned if wish is Wish.PIN else barred).add(pair)
    wished = replace(options, pinned=tuple(sorted(pinned)), barred=tuple(sorted(barred)))
    AssignmentPlan.objects.filter(pk=row.pk).update(options=wished.stored())
    slug = plan.edition.slug
    record("assignment.wish_set", by=by, edition=slug, submission_id=submission.pk, plan=row.pk, wish=wish.value)


def _require_something_to_plan(edition: Edition, role: str, sight: Sight) -> None:
    if role not in {Role.REVIEWER, Role.AREA_CHAIR}:
        raise Refused("Papers are assigned to reviewers and to area chairs.")
    if not Submission.objects.of(edition).in_review().exists():
        raise Refused("No paper is in review yet, so there is nothing to assign.")
    if not Submission.objects.of(edition).in_review().exclude(pk__in=kept_from(sight)).exists():
        raise Refused("You have a conflict of interest with every paper in review. Another chair makes this plan.")
    if not Membership.objects.filter(edition=edition, role=role, user__is_active=True).exists():
        who = Role(role).label.lower()
        raise Refused(f"Nobody serves as {who} yet. Invite people first, and plan when they have accepted.")


def _take_off(plan: AssignmentPlan, submission: Submission, person: User) -> float:
    pair = plan.pairs.filter(submission=submission, reviewer=person).first()
    if pair is None:
        raise Refused(f"{person} is not planned for this paper any more. Reload the page to see the plan as it is now.")
    pair.delete()
    return pair.score


def _propose(plan: AssignmentPlan, inputs: Inputs, submission: Submission, person: User, sight: Sight) -> float:
    pairs = set(plan.pairs.values_list("submission_id", "reviewer_id"))
    if (submission.pk, person.pk) in pairs:
        raise Refused(f"{person} is planned for this paper already.")
    if (submission.pk, person.pk) in inputs.removed:
        raise Refused(f"{person} was taken off this paper before. If that was a mistake, assign them by hand.")
    loads = loads_of(seen_pairs(sight, pairs | inputs.standing))
    why = objection(inputs, loads, submission.pk, person.pk, is_discreet=is_tied(sight))
    if why:
        raise Refused(f"{person} {why}.")
    pair: PlannedPair = planned(plan, inputs, submission.pk, person.pk)
    pair.save()
    return pair.score
