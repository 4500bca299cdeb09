"""What a paper's record in the desk tells of its decision; nothing to a chair in conflict."""

from typing import Any

from django.urls import reverse

from reviews.decisions.rules import may_decide
from reviews.decisions.table import read
from reviews.models.decision import Outcome
from reviews.visibility.facts import Fact as Knowable
from reviews.visibility.standing import see
from submissions.models import Submission
from want.desk.registry import Fact, NextStep, Panel, paper_part


@paper_part
def decision_on(paper: Submission, viewer: Any) -> Panel | None:
    """Show mean score, recommendation and decision, and the way to decide."""
    seen = see(viewer, paper)
    shown = seen.may(Knowable.DECISION_BEFORE_RELEASE) or seen.may(Knowable.DECISION_AFTER_RELEASE)
    if not shown or not seen.may(Knowable.SCORE_AGGREGATES, Knowable.META_REVIEW):
        return None
    row = read([paper.pk])[0]
    mean = f"{sum(row.scores) / len(row.scores):.1f}" if row.scores else "none yet"
    recommended = ", ".join(Outcome(one).label for one in row.recommendations) or "none yet"
    facts = (
        Fact(mean, "Mean score"),
        Fact(recommended, "Area chair recommends"),
        Fact(Outcome(row.outcome).label if row.outcome else "none yet", "Decision"),
    )
    url = reverse("desk:decision", args=[paper.edition.slug, paper.code])
    verdict = may_decide(seen.case)
    return Panel("Decision", 60, facts, (NextStep("Decide", url, why_not=verdict.reason),))
