"""What the committee's keeping hears of: settings that decide how many papers people have. See registrations."""

from typing import Any

from django.dispatch import receiver

from reviews.committee.rules import may_set_numbers
from reviews.visibility.lists import is_kept_from_review, sight_of
from want.core.verdict import require
from want.venues.models import Edition
from want.venues.signals import settings_asked

NUMBERS = frozenset({"papers_per_reviewer", "papers_per_area_chair", "reviews_per_paper", "seniors"})


@receiver(settings_asked)
def numbers_asked(edition: Edition, fields: frozenset[str], user: Any, **_: Any) -> None:
    """Stop a chair who is kept from a paper: they could leave so few places, or seniors, that loads tell who has it."""
    if fields & NUMBERS:
        require(may_set_numbers(edition.moment(), is_tied=is_kept_from_review(sight_of(user, edition))))
