"""The dashboard's warnings: papers that no chair can handle, and lists of authors that may be made up."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from reviews.visibility.facts import Fact as Fact_
from reviews.visibility.lists import Sight, kept_from, sight_of
from submissions.models import Submission
from want.desk.registry import Fact, NextStep, Panel, panel
from want.venues.chairs import chairs_of
from want.venues.models import Edition, Membership
from want.venues.stages import Moment, Stage

LABEL = (
    "No chair can handle {papers}: all have a conflict of interest. Invite a chair without one, who can also take back "
    "what its authors named without reason"
)
NOBODY_FREE = (
    "Chairs without a conflict of interest. Once papers are in, only such a chair changes loads and numbers, how "
    "papers are matched, who counts as senior and who sees what"
)
CROWD = (
    "of the committee are listed as authors of paper {number}, and kept from one another's papers. If they wrote "
    "nothing of it, say so on its page of conflicts"
)
MANY = 6
PAGE = "desk:paper_conflicts"


@panel
def stuck_panel(edition: Edition, moment: Moment, viewer: Any) -> Panel | None:
    """Warn of papers that no chair can handle, and that no chair is left who may change what assignments go by."""
    if not Stage.SUBMISSION.position <= moment.stage.position <= Stage.DECIDING.position:
        return None
    ties = ties_of_chairs(edition)
    url = f"{reverse('desk:invite', args=[edition.slug])}?role=chair"
    if numbers := stuck_papers(ties):
        papers = f"paper {numbers[0]}" if len(numbers) == 1 else f"papers {', '.join(map(str, numbers))}"
        fact = Fact(str(len(numbers)), LABEL.format(papers=papers), url, "bad")
    elif not moment.has_reached(Stage.REVIEWING) and every_chair_is_tied(ties, viewer):
        fact = Fact("0", NOBODY_FREE, url, "bad")
    else:
        return None
    return Panel("Conflicts of interest", 15, (fact,), (NextStep("Invite another chair", url),))


def ties_of_chairs(edition: Edition) -> dict[int, set[int]]:
    """Return the numbers of the papers in review that are kept from each chair; some queries a chair, and one."""
    kept = {chair.pk: kept_from(sight_of(chair, edition)) for chair in chairs_of(edition)}
    papers = Submission.objects.of(edition).in_review().filter(pk__in=set().union(*kept.values()))
    numbers = dict(papers.values_list("pk", "number"))
    return {chair: {numbers[key] for key in theirs & numbers.keys()} for chair, theirs in kept.items()}


def stuck_papers(ties: Mapping[int, set[int]]) -> list[int]:
    """Return the papers that are kept from every chair. All chairs know of these papers and conflicts."""
    return sorted(set.intersection(*ties.values())) if ties else []


def every_chair_is_tied(ties: Mapping[int, set[int]], viewer: Any) -> bool:
    """Tell whether each chair has a conflict with a paper in review, as far as the viewer may know of it.

    Of the papers that are kept from the viewer nothing is told, so neither who else has a conflict with them.
    """
    own = ties.get(viewer.pk, set())
    return bool(own) and all(theirs - own for chair, theirs in ties.items() if chair != viewer.pk)


@panel
def crowd_panel(edition: Edition, moment: Moment, viewer: Any) -> Panel | None:
    """Name papers that list so many of the committee as authors that it may be made up: each is kept from others."""
    if not Stage.SUBMISSION.position <= moment.stage.position <= Stage.DECIDING.position:
        return None
    facts = tuple(
        Fact(str(count), CROWD.format(number=number), reverse(PAGE, args=[edition.slug, code]), "warn")
        for code, number, count in crowded_papers(sight_of(viewer, edition))
    )
    return Panel("Lists of authors", 16, facts) if facts else None


def crowded_papers(sight: Sight) -> list[tuple[str, int, int]]:
    """Return code, number and how many of the committee are listed, of papers in review that this chair looks after."""
    members = Membership.objects.filter(edition=sight.edition).values("user")
    listed = Count("authors", filter=Q(authors__user__in=members, authors__removed_at=None), distinct=True)
    seen = sight.papers(Fact_.DECLARED_CONFLICTS, Fact_.AUTHOR_IDENTITY).filter(authors_doubted=False)
    crowded = seen.in_review().annotate(listed=listed).filter(listed__gte=MANY).order_by("number")
    return list(crowded.values_list("code", "number", "listed"))
