"""What bidding asks of a person."""

from collections.abc import Iterable

from django.urls import reverse

from reviews.bidding.queries import tally_of
from reviews.models import BiddingLock
from reviews.visibility.lists import Sight
from want.accounts.models import User
from want.venues.asks import Ask
from want.venues.stages import Stage


def bids_asked(user: User, sight: Sight) -> Iterable[Ask]:
    """Ask for bids until there are enough."""
    if sight.moment.stage is not Stage.BIDDING:
        return
    tally = tally_of(user, sight)
    if tally.placed < tally.enough and not BiddingLock.objects.filter(edition=sight.edition).exists():
        yield Ask(
            verb="Bid",
            what="Say which papers you would like to review",
            url=reverse("bidding:home", args=[sight.edition.slug]),
            edition=sight.edition.name,
            due=sight.moment.closes_at(Stage.BIDDING),
            state=f"{tally.placed} of {tally.enough} offers to review",
        )
