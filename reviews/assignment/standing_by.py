"""The alternates of a plan: found when it is made, shown with it, and asked first when somebody drops out.

They are as secret as the plan's pairs: who is shown them sees them of papers whose reviewers they may know.
"""

from collections.abc import Collection

import numpy as np

from reviews.assignment.guests import GUEST
from reviews.assignment.inputs import Inputs, Pair
from reviews.assignment.options import Options
from reviews.assignment.solver import Problem
from reviews.assignment.solver.alternates import Alternates, alternates
from reviews.assignment.solver.generate import Effort
from reviews.assignment.solver.problem import Ints
from reviews.models import AssignmentPlan, PlannedAlternate
from reviews.models.assignment import PlanState
from want.venues.models import Edition


def stand_by(inputs: Inputs, options: Options, problem: Problem, pairs: Ints, effort: Effort) -> Alternates:
    """Return who could step in. Who takes more papers on short notice has room for these."""
    load = np.bincount(pairs[:, 1], minlength=problem.reviewers)
    out = {GUEST, *options.without}
    room = [
        0 if person in out else most - has + inputs.extra.get(person, 0)
        for person, most, has in zip(inputs.people, problem.max_load.tolist(), load.tolist(), strict=True)
    ]
    return alternates(problem, pairs, options.alternates, room=np.array(room, dtype=np.int64), effort=effort)


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


def in_line(edition: Edition, role: str, papers: Collection[int]) -> dict[Pair, int]:
    """Return the alternates of these papers in the plan that was applied last to each, with their places."""
    applied = AssignmentPlan.objects.filter(edition=edition, role=role).exclude(applied_at=None)
    applied = applied.exclude(state=PlanState.DISCARDED)
    rows = PlannedAlternate.objects.filter(plan__in=applied, submission__in=papers).order_by("-plan__applied_at")
    latest: dict[int, int] = {}
    found = {}
    for paper, person, place, plan in rows.values_list("submission_id", "reviewer_id", "place", "plan_id"):
        if latest.setdefault(paper, plan) == plan:
            found[paper, person] = place
    return found
