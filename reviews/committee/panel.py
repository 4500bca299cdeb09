"""The committee on the dashboard: how the asking goes, and whether its members can read all papers."""

from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from reviews.committee.funnel import funnels_of
from want.desk.registry import Fact as Number
from want.desk.registry import Figure, NextStep, Panel, panel
from want.desk.sight import sight_of
from want.venues.models import Edition, Role
from want.venues.stages import Moment, Stage


@panel
def committee_panel(edition: Edition, moment: Moment, viewer: Any) -> Panel | None:
    """Tell how the asking goes, and whether the committee can read all papers."""
    if moment.has_reached(Stage.RELEASED):
        return None
    url = reverse("desk:reviews_invitation_changelist")
    funnels = {funnel.role: funnel for funnel in funnels_of(edition)}
    reviewers = funnels.get(Role.REVIEWER)
    facts = [
        Number(
            f"{funnel.accepted} of {funnel.invited}", f"{role.label}s who accepted", f"{url}?role__exact={role.value}"
        )
        for role, funnel in funnels.items()
    ]
    facts += list(_shortage(edition, moment, viewer))
    pending = sum(funnel.pending for funnel in funnels.values())
    steps = []
    if not moment.has_reached(Stage.REVIEWING):
        is_first = reviewers is None
        invite_url = reverse("desk:invite", args=[edition.slug])
        steps.append(
            NextStep("Invite reviewers" if is_first else "Invite more people", invite_url, is_primary=is_first)
        )
        if pending:
            steps.append(
                NextStep(f"Remind the {pending} who have not answered", reverse("desk:remind", args=[edition.slug]))
            )
    figure = None
    if reviewers:
        figure = Figure(
            reviewers.answered, "Reviewers who answered", of=reviewers.invited, url=f"{url}?role__exact=reviewer"
        )
    return Panel("Committee", 30, tuple(facts), tuple(steps), figure=figure)


def _shortage(edition: Edition, moment: Moment, viewer: Any) -> Any:
    """Yield the exception that the reviewers cannot take all papers, while something can be done about it."""
    if moment.has_reached(Stage.REBUTTAL):
        return
    reviewers = edition.memberships.filter(role=Role.REVIEWER, stopped_at=None)
    places = reviewers.aggregate(n=Sum(Coalesce("max_load", edition.papers_per_reviewer)))["n"] or 0
    needed = (
        sight_of(viewer, edition).papers("existence").filter(status="submitted").count() * edition.reviews_per_paper
    )
    if needed > places:
        url = reverse("desk:venues_membership_changelist")
        yield Number(f"{places} of {needed}", "Reviews that the reviewers can take", url, "warn")
