"""The dashboard's panel of the reviews."""

from typing import Any

from django.urls import reverse

from reviews.progress.curve import expected_by
from reviews.progress.queries import Progress, papers_waiting, progress_of
from reviews.progress.rules import may_remind
from reviews.visibility.lists import Sight
from want.desk.registry import Fact, Figure, NextStep, Panel, panel
from want.desk.sight import sight_of
from want.venues.models import Edition
from want.venues.stages import Moment, Stage


@panel
def reviews_panel(edition: Edition, moment: Moment, viewer: Any) -> Panel | None:
    """Tell how many reviews are in, how many will be at the deadline, and what hangs."""
    if moment.stage.position < Stage.REVIEWING.position:
        return None
    sight: Sight = sight_of(viewer, edition)
    figures = progress_of(sight)
    if not figures.due:
        return None
    here = reverse("desk:progress", args=[edition.slug])
    is_over = moment.stage is not Stage.REVIEWING
    complete = f"{reverse('desk:decisions', args=[edition.slug])}?reviews=complete"
    facts = [Fact(f"{figures.complete:,}", f"Papers with all their reviews, of {figures.papers:,}", complete)]
    if figures.people_due:
        facts.append(
            Fact(f"{figures.people_due:,}", "Reviewers still due", f"{here}#due", "warn" if is_over else "neutral")
        )
    waiting = len(papers_waiting(sight, edition.reviews_per_paper)) if is_over else 0
    if waiting:
        label = f"Papers with fewer than {edition.reviews_per_paper} reviews"
        facts.append(Fact(f"{waiting:,}", label, f"{here}#waiting", "warn"))
    verdict = may_remind(sight.ties.to_others, moment)
    url = reverse("desk:remind_reviewers", args=[edition.slug])
    steps = (NextStep("Remind reviewers who are due", url),) if verdict and figures.people_due else ()
    return Panel(
        "Reviews",
        50,
        tuple(facts),
        steps,
        figure=Figure(
            figures.done,
            "Reviews in",
            figures.due,
            _sentence(figures, moment),
            reverse("desk:reviews_review_changelist"),
        ),
        leads=moment.stage in {Stage.REVIEWING, Stage.REBUTTAL},
    )


def _sentence(figures: Progress, moment: Moment) -> str:
    """Say where the number will be at the deadline."""
    window = moment.calendar.windows.get(Stage.REVIEWING)
    if window is None or moment.at >= window.closes_at:
        return "" if figures.done == figures.due else "The deadline has passed."
    expected = expected_by(window.closes_at, figures.done, figures.due, opens=window.opens_at, now=moment.at)
    return f"At this pace {expected:,} will be in at the deadline."
