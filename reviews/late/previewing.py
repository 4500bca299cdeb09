"""Each way to fill a place together with the letters it would send, so that chairs read them before they press."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.assignment.notifications import assignment_letters, removal_letter
from reviews.late.needs import Need
from reviews.late.remedies import Helper, helpers_of
from reviews.models import Assignment
from reviews.visibility.lists import Sight
from want.accounts.models import User
from want.mail.actions import Letter
from want.venues.models import Edition


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who could take the paper, and the letters that giving it to them sends."""

    helper: Helper
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """A need with those who could meet it."""

    need: Need
    offers: tuple[Offer, ...]


def offers_of(edition: Edition, needs: Sequence[Need], sight: Sight) -> list[Offered]:
    """Return the needs with the best few people for each."""
    helpers = helpers_of(edition, needs, sight)
    leaving = _leaving(needs)
    return [
        Offered(
            need,
            tuple(
                Offer(helper, tuple(_letters(edition, need, helper, leaving, sight)))
                for helper in helpers[need.paper.pk, need.role]
            ),
        )
        for need in needs
    ]


def _letters(edition: Edition, need: Need, helper: Helper, leaving: dict[int, User], sight: Sight) -> list[Letter]:
    coming = Assignment(submission=need.paper, reviewer=helper.user, role=need.role)
    letters = assignment_letters(edition, sight.moment, sight.terms, [coming])
    if need.to_replace is not None:
        going = Assignment(submission=need.paper, reviewer=leaving[need.to_replace.person], role=need.role)
        letters.append(removal_letter(edition, going))
    return letters


def _leaving(needs: Sequence[Need]) -> dict[int, User]:
    return User.objects.in_bulk({need.to_replace.person for need in needs if need.to_replace is not None})
