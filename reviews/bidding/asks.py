"""What bidding asks of a person."""

from collections.abc import Iterable

from django.urls import reverse

from reviews.bidding.queries import ENOUGH, biddable, tally_of
from reviews.visibility.lists import Sight
from want.accounts.models import User
from want.venues.asks import Ask
from want.venues.stages import Stage


def bids_asked(user: User, sight: Sight) -> Iterable[Ask]:
    """Ask for bids until there are enough."""
    if sight.moment.stage is not Stage.BIDDING:
        return
    tally = tally_of(user, sight, biddable(sight)[:ENOUGH].count())
    if tally.placed < tally.enough:
        yield Ask(
            verb="Bid",
            what="Say which papers you would like to review",
            url=reverse("bidding:home", args=[sight.edition.slug]),
            edition=sight.edition.name,
            due=sight.moment.closes_at(Stage.BIDDING),
            state=f"{tally.placed} of {tally.enough} bids placed",
        )
