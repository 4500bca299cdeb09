"""Compute a plan that chairs have asked for. Called by the background task; the outcome is a state of the plan."""

import logging
import time
from functools import partial
from typing import Any

import numpy as np
from django.db import transaction

from reviews.assignment.answering import Answer, Tell, answer
from reviews.assignment.asking import pins_that_hold, question
from reviews.assignment.basis import basis_of
from reviews.assignment.clusters import in_common
from reviews.assignment.ground import ground_of
from reviews.assignment.guests import GUEST, guest_of, with_guest
from reviews.assignment.inputs import Inputs, inputs_of
from reviews.assignment.options import Options
from reviews.assignment.solver import Infeasible, Problem
from reviews.assignment.solver.generate import CancelledError, Effort
from reviews.assignment.solver.problem import Ints
from reviews.assignment.solver.shortage import SERVE_FOR_MORE
from reviews.assignment.standing_by import room_of, rows_of, stand_by, told_of
from reviews.matching.table import refresh
from reviews.models import AssignmentPlan, PlannedAlternate, PlannedPair
from reviews.models.assignment import PlanState
from reviews.visibility.lists import kept_from, sight_of
from submissions.conflicts.actions import refresh_edition

logger = logging.getLogger(__name__)

COMPARING = "Comparing papers with what people have written."
BROKEN = "The computation stopped with an error, which is recorded. Please make a new plan; if it stops again, tell us."


def compute(plan_id: int) -> None:
    """Turn a running plan into one that is ready, or not possible, with the reasons. Anything else is left alone.

    Conflicts are derived afresh first, and the texts compared, so that a plan never rests on those of yesterday. It is
    made without the papers that are kept from who asked for it, and without the places these take: else the rest of
    it would tell who reviews them, the surer the more often it is asked. A plan that is set aside
    while it is computed stops at the next thing it would tell.
    """
    plan = AssignmentPlan.objects.select_related("edition", "created_by").get(pk=plan_id)
    if plan.state != PlanState.RUNNING:
        return
    progress = Progress(plan_id)
    try:
        progress.tell("Deriving the conflicts of interest afresh.", None)
        refresh_edition(plan.edition)
        progress.tell(COMPARING, None)
        refresh(plan.edition, partial(progress.tell, COMPARING, None))
        _seek(plan, progress)
    except CancelledError:
        return
    except Exception:
        logger.exception("Plan %s could not be computed", plan_id)
        AssignmentPlan.objects.filter(pk=plan_id, state=PlanState.RUNNING).update(state=PlanState.FAILED, why=BROKEN)
        raise


def _seek(plan: AssignmentPlan, progress: "Progress") -> None:
    progress.tell("Scoring everybody against every paper.", None)
    left_out = kept_from(sight_of(plan.created_by, plan.edition))
    # Before anything else is read: what is changed meanwhile is told as changed, though the plan may know it.
    plan.basis = basis_of(plan.edition, plan.role, left_out=left_out)
    inputs = inputs_of(plan.edition, plan.role, left_out=left_out)
    options = Options.of(plan.options).without_papers(left_out)
    plan.outcome = {"left_out": sorted(left_out)} if left_out else {}
    guest = guest_of(plan.edition, plan.created_by, options.guest, inputs) if options.guest else None
    if guest is not None:
        inputs = with_guest(inputs, guest, plan.edition)
        plan.outcome["guest"] = {"name": guest.name, "most": guest.load, "told": guest.told, "pairs": []}
    if inputs.text.is_known and not inputs.text.encoder:
        plan.outcome["by_words"] = True
    strangers = {"guests": [guest.person], "wrote_by_guests": guest.wrote} if guest else {}
    ground = ground_of(plan.edition, inputs, asker=plan.created_by, **strangers)
    problem = question(inputs, plan.demand, options, ground)
    found = answer(problem, options, _former(plan, inputs, options), progress.tell)
    line = []
    if isinstance(found, Answer):
        found.outcome["pins_lost"] = len(set(options.pinned) - pins_that_hold(inputs, options))
        room = room_of(inputs, options, ground, problem)
        line = _line(plan, inputs, problem, found, room=room, tell=progress.tell)
    else:
        papers, people = [inputs.papers[at] for at in found.papers], [inputs.people[at] for at in found.reviewers]
        plan.outcome["common"] = [one.stored() for one in in_common(inputs, ground, papers, people)]
    _keep(plan, inputs, found, plan.outcome, line)


def _line(
    plan: AssignmentPlan, inputs: Inputs, problem: Problem, found: Answer, *, room: Ints, tell: Tell
) -> list[PlannedAlternate]:
    """Return who stands by, where that is asked for, and note what is proved of it."""
    options = Options.of(plan.options)
    if not options.alternates:
        return []
    effort = Effort(tell=lambda words, gap: tell(f"Seeking alternates: {words}.", gap))
    line = stand_by(problem, found.solution.pairs, room, options, effort)
    found.outcome["alternates"] = told_of(line, options.alternates)
    return rows_of(plan, inputs, line)


class Progress:
    """What the page of a plan at work shows. Writing it down also finds out whether somebody cancelled the plan."""

    EVERY = 0.3  # seconds

    def __init__(self, plan_id: int) -> None:
        self.plan_id, self.told_at = plan_id, 0.0

    def tell(self, words: str, gap: float | None) -> None:
        """Note what is being done, unless that was done a moment ago; raise CancelledError if nobody waits for it."""
        if time.monotonic() - self.told_at < self.EVERY:
            return
        self.told_at = time.monotonic()
        waiting = AssignmentPlan.objects.filter(pk=self.plan_id, state=PlanState.RUNNING)
        if not waiting.update(doing=words[:200], gap_so_far=gap):
            raise CancelledError


def _former(plan: AssignmentPlan, inputs: Inputs, options: Options) -> Ints:
    """Return the pairs of the plan that is to be kept."""
    if not options.keep:
        return np.empty((0, 2), dtype=np.int64)
    former = PlannedPair.objects.filter(plan=options.keep, plan__edition=plan.edition, plan__role=plan.role).order_by()
    return inputs.pairs(former.values_list("submission_id", "reviewer_id"))


@transaction.atomic
def _keep(
    plan: AssignmentPlan,
    inputs: Inputs,
    found: Answer | Infeasible,
    outcome: dict[str, Any],
    line: list[PlannedAlternate],
) -> None:
    """Write the answer down, unless the plan was set aside or computed by another worker meanwhile."""
    row = AssignmentPlan.objects.select_for_update().filter(pk=plan.pk, state=PlanState.RUNNING).first()
    if row is None:
        return
    row.outcome, row.basis = outcome, plan.basis
    if isinstance(found, Infeasible):
        _keep_shortage(row, inputs, found)
    else:
        _keep_solution(row, inputs, found)
        PlannedAlternate.objects.bulk_create(line, batch_size=2000)
    row.save()


def _keep_shortage(plan: AssignmentPlan, inputs: Inputs, answer: Infeasible) -> None:
    plan.state = PlanState.INFEASIBLE
    needed, places = plan.demand * len(inputs.papers), sum(inputs.loads.values())
    plan.why, remedies = answer.why, list(answer.remedies)
    if needed > places:  # no set of papers is to blame then: say first what is missing in all
        plan.why = f"The papers take {needed:,} places in all, and the committee has {places:,}. {answer.why}"
        remedies.insert(0, f"Invite people or raise loads: in all, {needed - places:,} places are missing.")
    found, remedy = inputs.tracks.on_shortage([inputs.papers[row] for row in answer.papers], inputs.people)
    if found:
        plan.why = f"{plan.why} {found}"
        remedies = [remedy, *(one for one in remedies if one != SERVE_FOR_MORE)]  # the same, with the track's name
    plan.shortage = {
        "papers": [inputs.papers[row] for row in answer.papers],
        "people": [inputs.people[column] for column in answer.reviewers],
        "remedies": remedies,
    }


def _keep_solution(plan: AssignmentPlan, inputs: Inputs, found: Answer) -> None:
    solution = found.solution
    plan.outcome |= found.outcome
    plan.state = PlanState.TRIAL if "guest" in plan.outcome else PlanState.READY
    plan.total, plan.upper_bound, plan.seconds = solution.total, solution.upper_bound, solution.seconds
    # A senior's worth is taken off the paper's price: what a pair loses by the prices then holds for juniors as well.
    sigma = solution.tolls.sigma
    papers = solution.u - sigma if len(sigma) else solution.u
    plan.prices = {
        "papers": dict(zip(inputs.papers, papers.tolist(), strict=True)),
        "people": dict(zip(inputs.people, solution.v.tolist(), strict=True)),
    }
    pairs = ((inputs.papers[row], inputs.people[column]) for row, column in solution.pairs.tolist())
    made = [planned(plan, inputs, *pair) for pair in pairs if pair not in inputs.standing]
    PlannedPair.objects.bulk_create([pair for pair in made if pair.reviewer_id != GUEST], batch_size=2000)
    if "guest" in plan.outcome:
        theirs = [[pair.submission_id, pair.score, pair.because] for pair in made if pair.reviewer_id == GUEST]
        plan.outcome["guest"]["pairs"] = theirs


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
