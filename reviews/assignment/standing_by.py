"""The alternates of a plan: found when it is made, shown with it, and asked first when somebody drops out.

They are as secret as the plan's pairs, and more: who stands by for how many follows from the places that people have
left, and so from papers that are kept from some chair. Such a chair sees none of a plan that may hold these papers.
"""

from collections.abc import Collection

import numpy as np
from django.db.models import QuerySet

from reviews.assignment.ground import Ground
from reviews.assignment.guests import GUEST
from reviews.assignment.inputs import Inputs, Pair
from reviews.assignment.options import Options
from reviews.assignment.queries import may_hold_hidden
from reviews.assignment.solver import Problem
from reviews.assignment.solver.alternates import Alternates, alternates
from reviews.assignment.solver.generate import Effort
from reviews.assignment.solver.problem import Ints
from reviews.models import AssignmentPlan, PlannedAlternate
from reviews.models.assignment import PlanState
from reviews.visibility.lists import Sight
from want.venues.models import Edition


def room_of(inputs: Inputs, options: Options, ground: Ground, problem: Problem) -> Ints:
    """Return how many papers everybody can stand by for and have. Who takes more on short notice has room for these.

    Not who was left out, has not joined, or is away for most of the reviewing where the plan takes that into account.
    """
    out = {GUEST, *options.without, *(ground.mostly_away if options.away else ())}
    most = zip(inputs.people, problem.max_load.tolist(), strict=True)
    return np.array([0 if person in out else number + inputs.extra.get(person, 0) for person, number in most])


def stand_by(problem: Problem, pairs: Ints, room: Ints, options: Options, effort: Effort) -> Alternates:
    """Return who could step in when the pairs are as they are."""
    load = np.bincount(pairs[:, 1], minlength=problem.reviewers)
    return alternates(problem, pairs, options.alternates, room=np.maximum(0, room - load), effort=effort)


def rows_of(plan: AssignmentPlan, inputs: Inputs, found: Alternates) -> list[PlannedAlternate]:
    """Return what is kept of them, not saved yet: each paper's best first."""
    place: dict[int, int] = {}
    rows = []
    for row, column in found.pairs.tolist():
        paper, person = inputs.papers[row], inputs.people[column]
        match = inputs.match(paper, person)
        place[paper] = place.get(paper, 0) + 1
        because = "; ".join(match.reasons)[:400]
        said = {"place": place[paper], "score": match.value, "because": because}
        rows.append(PlannedAlternate(plan=plan, submission_id=paper, reviewer_id=person, **said))
    return rows


def told_of(found: Alternates, each: int) -> dict[str, float]:
    """Return what the plan's outcome keeps of them. The bound is that of all choices with as few empty places."""
    empty = int(found.empty.sum())
    bound = found.upper_bound + found.worth * empty
    return {"each": each, "empty": empty, "times": found.times, "total": found.total, "bound": bound}


def alternates_seen(plan: AssignmentPlan, sight: Sight) -> QuerySet[PlannedAlternate]:
    """Return the alternates of a plan where this chair may know of any; of which papers is not judged here."""
    return plan.alternates.none() if may_hold_hidden(plan, sight) else plan.alternates.all()


def in_line(edition: Edition, role: str, papers: Collection[int], sight: Sight) -> dict[Pair, int]:
    """Return the alternates of these papers in the plan that was applied last to each, with their places."""
    done = AssignmentPlan.objects.filter(edition=edition, role=role).exclude(applied_at=None)
    applied = [plan for plan in done.exclude(state=PlanState.DISCARDED) if not may_hold_hidden(plan, sight)]
    rows = PlannedAlternate.objects.filter(plan__in=applied, submission__in=papers).order_by("-plan__applied_at")
    latest: dict[int, int] = {}
    found = {}
    for paper, person, place, plan in rows.values_list("submission_id", "reviewer_id", "place", "plan_id"):
        if latest.setdefault(paper, plan) == plan:
            found[paper, person] = place
    return found
