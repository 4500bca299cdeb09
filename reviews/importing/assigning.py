"""Give each rated paper of an import as many reviewers as it has ratings: the best match, all conflicts respected."""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from django.db import transaction

from reviews.assignment.inputs import inputs_of
from reviews.assignment.pseudonyms import pseudonyms
from reviews.assignment.solver import Infeasible, solve
from reviews.models import Assignment
from want.audit.actions import record as log
from want.core.verdict import Refused
from want.venues.models import Edition, Role


@dataclass(frozen=True, slots=True)
class Assigned:
    """The assignments by paper, and the figures that prove them: total affinity, its bound, seconds of the solver."""

    by_paper: dict[int, list[Assignment]]
    total: float
    upper_bound: float
    seconds: float


@transaction.atomic
def assign_raters(edition: Edition, ratings_of: dict[int, int]) -> Assigned:
    """Assign, without a mail, `ratings_of[paper]` reviewers to each paper. Raises Refused when that is impossible."""
    inputs = inputs_of(edition, Role.REVIEWER)
    demand = np.array([ratings_of.get(paper, 0) for paper in inputs.papers], dtype=np.int64)
    answer = solve(replace(inputs.problem(0), demand=demand))
    if isinstance(answer, Infeasible):
        raise Refused(answer.why)
    reviewers: dict[int, list[int]] = defaultdict(list)
    for row, column in answer.pairs:
        reviewers[inputs.papers[row]].append(inputs.people[column])
    rows = [
        Assignment(submission_id=paper, reviewer_id=reviewer, role=Role.REVIEWER, pseudonym=pseudonym)
        for paper, people in reviewers.items()
        for reviewer, pseudonym in zip(people, pseudonyms(Role.REVIEWER, [], len(people)), strict=True)
    ]
    by_paper: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in Assignment.objects.bulk_create(rows, batch_size=1000):
        by_paper[assignment.submission_id].append(assignment)
    log("assignment.imported", by=None, edition=edition.slug, pairs=len(rows))
    return Assigned(by_paper, answer.total, answer.upper_bound, answer.seconds)
