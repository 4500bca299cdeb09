"""What the authors' pages ask: whether to offer the tick, and whether it is set."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from submissions.models import Volunteer
from submissions.volunteering.rules import may_volunteer
from want.venues.models import Edition, Membership


@dataclass(frozen=True, slots=True)
class Tick:
    """The tick as a page shows it."""

    is_offered: bool
    is_set: bool


def tick_for(edition: Edition, user: Any) -> Tick:
    """Return the tick for an author, in one query at most; who serves already is not asked."""
    if not may_volunteer(edition.moment(), asks=edition.asks_authors, is_author=True):
        return Tick(is_offered=False, is_set=False)
    here = {"edition": OuterRef("pk"), "user": user}
    asked = Edition.objects.filter(pk=edition.pk).annotate(
        serves=Exists(Membership.objects.filter(**here)), ticked=Exists(Volunteer.objects.filter(**here))
    )
    serves, ticked = asked.values_list("serves", "ticked").get()
    return Tick(is_offered=not serves, is_set=ticked)
