"""The dashboard's panel of the assignment."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from reviews.assignment.queries import case_at_large, conflicted_now, papers_open_to
from reviews.assignment.rules import may_propose
from reviews.models import Assignment, AssignmentPlan
from reviews.models.assignment import PlanState
from reviews.visibility.lists import Sight
from submissions.states import Status
from want.desk.registry import Fact, Figure, NextStep, Panel, panel
from want.desk.sight import sight_of
from want.venues.models import Edition, Role
from want.venues.stages import Moment, Stage


@panel
def assignment_panel(edition: Edition, moment: Moment, viewer: Any) -> Panel | None:
    """Tell how many papers have the reviewers they need, and what waits to be applied."""
    if moment.stage.position < Stage.CHECKS.position or moment.stage.position > Stage.DISCUSSION.position:
        return None
    sight: Sight = sight_of(viewer, edition)
    papers, full, led = _counts(edition, sight)
    if not papers:
        return None  # before papers are given out nobody's are to be counted
    here, late = (reverse(f"desk:{name}", args=[edition.slug]) for name in ("assignments", "late"))
    lacking = papers - full
    facts = [Fact(f"{led:,}", f"Papers with an area chair, of {papers:,}", here)]
    if edition.assigned_at and lacking:
        label = f"Papers with fewer than {edition.reviews_per_paper} reviewers"
        facts.insert(0, Fact(f"{lacking:,}", label, late, "warn"))
    conflicts = _conflicts(sight) if edition.assigned_at else 0
    if conflicts:
        label = "Assigned people with a conflict of interest"
        facts.insert(0, Fact(f"{conflicts:,}", label, late, "bad"))
    return Panel(
        "Reviewer assignment",
        40,
        tuple(facts),
        steps=_steps(edition, sight, is_lacking=bool(lacking)),
        figure=Figure(full, f"Papers with {edition.reviews_per_paper} reviewers or more", papers, url=here),
        leads=moment.stage is Stage.ASSIGNMENT,
    )


def _counts(edition: Edition, sight: Sight) -> tuple[int, int, int]:
    present = Q(assignments__removed_at=None)
    counted = (
        papers_open_to(sight)
        .filter(status=Status.SUBMITTED)
        .order_by()
        .annotate(
            reviewers=Count("assignments", filter=present & Q(assignments__role=Role.REVIEWER)),
            chairs=Count("assignments", filter=present & Q(assignments__role=Role.AREA_CHAIR)),
        )
    )
    sums = counted.aggregate(
        papers=Count("pk"),
        full=Count("pk", filter=Q(reviewers__gte=edition.reviews_per_paper)),
        led=Count("pk", filter=Q(chairs__gte=1)),
    )
    return sums["papers"], sums["full"], sums["led"]


def _conflicts(sight: Sight) -> int:
    papers = papers_open_to(sight).filter(status=Status.SUBMITTED).order_by().values("pk")
    return Assignment.objects.current().filter(conflicted_now(), submission__in=papers).order_by().count()


def _steps(edition: Edition, sight: Sight, *, is_lacking: bool) -> tuple[NextStep, ...]:
    ready = edition.plans.filter(state=PlanState.READY).first()
    if ready is not None and _has_something_to_apply(ready, sight):
        url = reverse("desk:plan", args=[edition.slug, ready.pk])
        role = ready.get_role_display().lower()
        return (NextStep(f"Look at the plan for {role}s and apply it", url, is_primary=True),)
    if not is_lacking:
        return ()
    verdict = may_propose(case_at_large(sight))
    label = "Assign what is missing" if edition.assigned_at else "Make a plan: who reviews what"
    url = reverse("desk:assignment", args=[edition.slug])
    return (NextStep(label, url, why_not=verdict.reason, is_primary=sight.moment.stage is Stage.ASSIGNMENT),)


def _has_something_to_apply(plan: AssignmentPlan, sight: Sight) -> bool:
    """Tell whether the plan holds anything for this chair; what is left of one may be for another chair alone."""
    made = Assignment.objects.filter(submission=OuterRef("submission"), reviewer=OuterRef("reviewer"), role=plan.role)
    open_papers = papers_open_to(sight).order_by().values("pk")
    return plan.pairs.filter(~Exists(made), submission__in=open_papers).order_by().exists()
