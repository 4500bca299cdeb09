"""The release waits for decisions that are kept from the chair who releases: those who can make them are told.

A page that said so before would tell a chair who wrote a paper whether it is decided by now. So the pages go by what
their reader decides on, and whoever releases too early is answered with this, and the other chairs with a letter.
"""

from django.db import transaction
from django.urls import reverse

from reviews.decisions.queries import lack_decisions
from reviews.visibility.lists import sight_of
from want.accounts.models import User
from want.core import clock
from want.core.verdict import Refused
from want.mail.actions import Letter, enqueue
from want.mail.letters import absolute, letter
from want.venues.models import Edition, Membership, Role

SENTENCE = (
    "Nothing is released yet: some paper that you leave to other chairs has no decision so far. They are told by mail "
    "that you wait for it. If none of them is free to decide on it, invite one more chair."
)


class WaitsForOthers(Refused):
    """The release cannot be: papers on which this chair may not decide have no decision."""

    def __init__(self) -> None:
        super().__init__(SENTENCE)


def require_others(edition: Edition) -> None:
    """Raise WaitsForOthers while any paper in review has no decision; ask first for those of the chair's own."""
    if lack_decisions(edition).exists():
        raise WaitsForOthers


@transaction.atomic
def tell_the_others(edition: Edition, *, by: User) -> int:
    """Tell each other chair who can decide on what is missing, at most once a day. Return how many are told."""
    chairs = Membership.objects.filter(edition=edition, role=Role.CHAIR, user__is_active=True).exclude(user=by)
    letters = [
        _letter(edition, by, member.user)
        for member in chairs.select_related("user")
        if lack_decisions(edition, sight_of(member.user, edition)).exists()
    ]
    enqueue(letters)
    return len(letters)


def _letter(edition: Edition, by: User, chair: User) -> Letter:
    return letter(
        "reviews/decisions/release_waits",
        {
            "edition": edition,
            "name": chair.name,
            "asked_by": by.name,
            "link": absolute(reverse("desk:decisions", args=[edition.slug])),
        },
        key=f"release_waits:{edition.slug}:{by.pk}:{chair.pk}:{clock.now():%Y-%m-%d}",
        to=chair.email,
        edition=edition.slug,
        is_personal=True,  # else a chair in conflict would read in the outbox that decisions are missing
    )
