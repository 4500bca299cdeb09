"""The dashboard's panel of the bids, while people bid."""

from typing import Any

from django.urls import reverse

from reviews.bidding.coverage import coverage_of
from want.desk.registry import Fact, Figure, Panel, panel
from want.desk.sight import sight_of
from want.venues.models import Edition
from want.venues.stages import Moment, Stage


@panel
def bids_panel(edition: Edition, moment: Moment, viewer: Any) -> Panel | None:
    """Tell how many papers have enough glad bids, and how many people have bid."""
    if moment.stage is not Stage.BIDDING:
        return None
    here = reverse("desk:bids_coverage", args=[edition.slug])
    found = coverage_of(sight_of(viewer, edition))
    return Panel(
        "Bids",
        35,
        (Fact(f"{found.bidders:,}", f"People who have bid, of {found.people:,}", here),),
        figure=Figure(found.enough, "Papers with enough glad bids", found.papers, url=here),
        leads=True,
    )
