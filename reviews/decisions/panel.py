"""The dashboard's panel of the decisions and their release."""

from typing import Any

from django.urls import reverse

from reviews.decisions.cells import LABELS
from reviews.decisions.queries import are_own_decided
from reviews.decisions.rules import may_release
from reviews.decisions.second_chair import open_request
from reviews.decisions.table import outcome_counts
from reviews.visibility.lists import Sight
from want.desk.registry import Fact, Figure, NextStep, Panel, panel
from want.desk.sight import sight_of
from want.venues.models import Edition
from want.venues.stages import Moment, Stage


@panel
def decisions_panel(edition: Edition, moment: Moment, viewer: Any) -> Panel | None:
    """Tell how many papers are decided, and whether all can be released."""
    if moment.stage.position < Stage.DISCUSSION.position:
        return None
    sight: Sight = sight_of(viewer, edition)
    counted = outcome_counts(sight)
    papers = sum(counted.values())
    decided = papers - counted.get("", 0)
    here = reverse("desk:decisions", args=[edition.slug])
    facts = [Fact(f"{counted.get(key, 0):,}", label, f"{here}?decision={key}") for key, label in LABELS.items()]
    return Panel(
        "Decisions",
        60,
        tuple(facts),
        () if edition.released_at else _steps(edition, sight, here, is_complete=decided == papers),
        figure=Figure(decided, "Papers decided", papers, url=here),
        leads=moment.stage in {Stage.DISCUSSION, Stage.DECIDING},
    )


def _steps(edition: Edition, sight: Sight, here: str, *, is_complete: bool) -> tuple[NextStep, ...]:
    url = reverse("desk:release", args=[edition.slug])
    wish = open_request(edition) if edition.four_eyes else None
    verdict = may_release(sight.ties.to_others, sight.moment.stage, is_confirmed=True)
    verdict = are_own_decided(edition, sight) if verdict else verdict
    label = f"Confirm the release that {wish.asked_by} asked for" if wish else "Release all decisions"
    release = NextStep(label, url, why_not=verdict.reason, is_primary=bool(verdict))
    return (release,) if is_complete else (NextStep("Decide on papers", here, is_primary=True), release)
