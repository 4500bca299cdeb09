"""What the committee's keeping hears of: settings that reach into papers. See registrations."""

from collections.abc import Mapping
from typing import Any

from django.dispatch import receiver

from reviews.committee.rules import may_move_response, may_set_numbers, may_set_terms
from reviews.visibility.lists import is_kept_from_review, sight_of
from want.core.verdict import require
from want.venues.actions import TERMS
from want.venues.models import Edition
from want.venues.signals import dates_asked, settings_asked
from want.venues.stages import Stage, Window

NUMBERS = frozenset({"papers_per_reviewer", "papers_per_area_chair", "reviews_per_paper", "seniors"})


@receiver(settings_asked)
def settings_that_reach_papers(edition: Edition, fields: frozenset[str], user: Any, **_: Any) -> None:
    """Stop a chair who is kept from a paper: they could leave so few places, or seniors, that loads tell who has it.

    Nor do such chairs say who sees what: it would open to them what their own paper's authors do not see.
    """
    for names, may_set in ((NUMBERS, may_set_numbers), (frozenset(TERMS), may_set_terms)):
        if fields & names:
            require(may_set(edition.moment(), is_tied=is_kept_from_review(sight_of(user, edition))))


@receiver(dates_asked)
def dates_of_the_response(edition: Edition, windows: Mapping[Stage, Window], user: Any, **_: Any) -> None:
    """Stop a chair who is kept from a paper, perhaps their own, from opening its reviews to its authors by a date."""
    moment = edition.moment()
    if windows.get(Stage.REBUTTAL) != moment.calendar.windows.get(Stage.REBUTTAL):
        require(may_move_response(moment, windows, is_tied=is_kept_from_review(sight_of(user, edition))))
