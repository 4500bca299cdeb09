"""The dashboard's panel of the publication."""

from typing import Any

from django.urls import reverse

from reviews.proceedings.rules import may_publish_list
from reviews.publication.queries import accepted_papers
from reviews.visibility.lists import Sight
from want.desk.registry import Fact, Figure, NextStep, Panel, panel
from want.desk.sight import sight_of
from want.venues.models import Edition
from want.venues.stages import Moment, Stage


@panel
def publication_panel(edition: Edition, moment: Moment, viewer: Any) -> Panel | None:
    """Tell how many accepted papers have handed in their final versions."""
    if moment.stage.position < Stage.RELEASED.position:
        return None
    sight: Sight = sight_of(viewer, edition)
    papers = accepted_papers(sight)
    ready = sum(1 for paper in papers if not paper.lacks)
    here = reverse("desk:publish", args=[edition.slug])
    closes_at = moment.closes_at(Stage.CAMERA_READY)
    is_over = closes_at is not None and moment.at >= closes_at
    is_late = is_over and ready < len(papers)
    missing = Fact(f"{len(papers) - ready:,}", "Accepted papers without a final version", here, "warn")
    verdict = may_publish_list(sight.ties.to_others, moment.stage)
    is_due = bool(verdict) and (is_over or ready == len(papers))
    step = NextStep("Publish the accepted papers", here, why_not=verdict.reason, is_primary=is_due)
    return Panel(
        "Publication",
        70,
        (missing,) if is_late else (),
        () if edition.published_at else (step,),
        figure=Figure(ready, "Final versions handed in", len(papers)),
        leads=True,
    )
