"""The letter that tells the other chairs when one stops the bids or takes them again: it decides who gets papers."""

from django.urls import reverse

from want.accounts.models import User
from want.core import clock
from want.mail.actions import Letter
from want.mail.letters import absolute, letter
from want.venues.chairs import other_chairs
from want.venues.models import Edition


def locked(edition: Edition, *, is_locked: bool, by: User) -> list[Letter]:
    """Return the letters to the other chairs."""
    told = {"edition": edition, "who": by.name, "is_locked": is_locked}
    told["link"] = absolute(reverse("desk:bids_coverage", args=[edition.slug]))
    return [
        letter(
            "reviews/bidding/locked",
            told | {"name": chair.name},
            key=f"bidding-{'locked' if is_locked else 'open'}:{edition.slug}:{clock.now().isoformat()}:{chair.pk}",
            to=chair.email,
            edition=edition.slug,
        )
        for chair in other_chairs(edition, by)
    ]
