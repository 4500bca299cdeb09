"""What a report is made from, of the papers that a chair may see; and that chair's last report."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.db.models import QuerySet

from reviews.affinity.score import Bid
from reviews.assignment.inputs import inputs_of
from reviews.collusion.statistics.scene import BARRED, Bands, Ints, Scene, bands_of
from reviews.models import Assignment, AssignmentPlan, CollusionReport, PlannedPair
from reviews.models.assignment import PlanState
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight
from submissions.models import Author
from submissions.states import Status
from want.accounts.models import User
from want.venues.models import Edition, Role

FACTS = (
    Fact.TITLE_ABSTRACT,
    Fact.AUTHOR_IDENTITY,
    Fact.BIDS_OTHERS,
    Fact.AFFINITY_SCORES,
    Fact.REVIEWER_IDENTITY,
    Fact.DECLARED_CONFLICTS,
)
IN_FAVOUR = (Bid.WILLING, Bid.IN_A_PINCH)


@dataclass(frozen=True, eq=False)
class Named:
    """A scene, and whom and what its places stand for."""

    scene: Scene
    people: list[int]
    papers: list[int]


def papers_open_to(sight: Sight) -> list[int]:
    """Return the papers in review of which the chair may see all that a report tells; others are not counted either."""
    papers = sight.papers(*FACTS).filter(status=Status.SUBMITTED).order_by("number")
    return list(papers.values_list("pk", flat=True))


def last_report(edition: Edition, user: User) -> CollusionReport | None:
    """Return the chair's own last report; nobody sees another's."""
    return CollusionReport.objects.filter(edition=edition, asked_by=user).select_related("plan").first()


def has_assignment(papers: list[int]) -> bool:
    """Tell whether reviewers have any of these papers now."""
    return Assignment.objects.current().of_reviewers().filter(submission__in=papers).exists()


def plans_to_look_at(edition: Edition) -> "QuerySet[AssignmentPlan]":
    """Return the plans of reviewers that could be applied, the newest first."""
    plans = AssignmentPlan.objects.filter(edition=edition, role=Role.REVIEWER, state=PlanState.READY)
    return plans.select_related("created_by").order_by("-pk")


def scene_of(edition: Edition, papers: list[int], plan: AssignmentPlan | None = None) -> Named:
    """Load what reviewers and area chairs bid and wrote, and what reviewers were assigned, of these papers alone.

    With a plan, what it would assign counts as assigned. Assignments of area chairs are left out: they have many
    papers each, and no shuffle keeps that apart.
    """
    roles = [inputs_of(edition, role) for role in (Role.REVIEWER, Role.AREA_CHAIR)]
    known = [paper for paper in papers if paper in roles[0].row]
    row = {paper: at for at, paper in enumerate(known)}
    column = {person: at for at, person in enumerate(sorted({person for one in roles for person in one.people}))}
    people, conflicts = list(column), roles[0].conflicts | roles[1].conflicts
    without_bids = np.zeros((len(people), len(known)), dtype=np.float32)
    for inputs in reversed(roles):  # of somebody in both, what the reviewer's side knows
        table = replace(inputs, bids={}).affinity[[inputs.row[paper] for paper in known]].T
        without_bids[[column[person] for person in inputs.people]] = table
    barred = _pairs((column[person], row[paper]) for paper, person in conflicts if paper in row)
    band = bands_of(without_bids, barred)
    bids = {pair: bid for inputs in roles for pair, bid in inputs.bids.items() if pair[0] in row}
    eager = _pairs((column[person], row[paper]) for (paper, person), bid in bids.items() if bid is Bid.EAGER)
    others = np.zeros(len(known), dtype=np.int64)
    for (paper, _), bid in bids.items():
        if bid in IN_FAVOUR:
            others[row[paper]] += 1
    lines = Author.objects.current().filter(submission__in=known, user__in=people).order_by()
    wrote = _pairs((column[person], row[paper]) for paper, person in lines.values_list("submission", "user"))
    held = _held(plan, known)
    assigned = _pairs((column[person], row[paper]) for paper, person in held if person in column)
    scene = Scene(
        people=len(people),
        papers=len(known),
        eager=_possible(eager, band),
        others=others,
        band=band,
        wrote=wrote,
        assigned=_possible(assigned, band),
    )
    return Named(scene, people, known)


def _held(plan: AssignmentPlan | None, papers: list[int]) -> Iterable[tuple[int, int]]:
    """Return who reviews which of these papers, or would by the plan."""
    tables: list[QuerySet[Any]] = [Assignment.objects.current().of_reviewers()]
    if plan is not None:
        tables.append(PlannedPair.objects.filter(plan=plan))
    for table in tables:
        yield from table.filter(submission__in=papers).order_by().values_list("submission", "reviewer")


def _pairs(found: Iterable[tuple[int, int]]) -> Ints:
    return np.array(sorted(set(found)), dtype=np.int64).reshape(-1, 2)


def _possible(pairs: Ints, band: Bands) -> Ints:
    """Leave out bids on what has become a conflict since: there is no table of chance that has them."""
    return pairs[band[pairs[:, 0], pairs[:, 1]] != BARRED]
