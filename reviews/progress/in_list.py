"""What the desk's list of papers and a paper's record tell of its reviews; nothing to a chair in conflict."""

from typing import Any

from django.db.models import Count
from django.urls import reverse

from reviews.assignment.rules import may_propose
from reviews.models import Assignment
from reviews.progress.queries import REVIEWERS
from reviews.visibility.facts import Fact as Knowable
from reviews.visibility.lists import Sight
from reviews.visibility.standing import see
from submissions.models import Submission
from want.desk.registry import Fact, NextStep, Panel, paper_column, paper_part
from want.desk.sight import sight_of
from want.venues.models import Edition


@paper_column("reviews", "Reviews", is_numeric=True, position=50)
def reviews_in(edition: Edition, viewer: Any, papers: list[Submission]) -> dict[int, str]:
    """Tell how many of a paper's reviews are in."""
    sight: Sight = sight_of(viewer, edition)
    counted = (
        sight.papers(Knowable.REVIEW_COUNT_PROGRESS)
        .filter(pk__in=[paper.pk for paper in papers])
        .order_by()
        .annotate(done=Count("assignments__review", filter=REVIEWERS), due=Count("assignments", filter=REVIEWERS))
    )
    return {pk: f"{done} of {due}" for pk, done, due in counted.values_list("pk", "done", "due") if due}


@paper_part
def people_of(paper: Submission, viewer: Any) -> Panel | None:
    """Show who reviews and leads the paper, and the way to change it."""
    seen = see(viewer, paper)
    if not seen.may(Knowable.REVIEWER_IDENTITY, Knowable.REVIEW_COUNT_PROGRESS):
        return None
    present = Assignment.objects.current().filter(submission=paper).select_related("reviewer", "review")
    facts = [
        Fact("review in" if hasattr(one, "review") else "", f"{one.reviewer}, {one.pseudonym}")
        for one in present.order_by("role", "pseudonym")
    ]
    url = reverse("desk:paper_assignments", args=[paper.edition.slug, paper.code])
    verdict = may_propose(seen.case)
    return Panel("Who reviews it", 50, tuple(facts), (NextStep("Change who reviews it", url, why_not=verdict.reason),))
