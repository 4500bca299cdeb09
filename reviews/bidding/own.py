"""One's own bids where none are taken now: what one said of the papers that one may still know of."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from reviews.models import Bid
from reviews.models.bid import BidValue
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight
from want.accounts.models import User

PAGE = 50
FIELDS = ("code", "number", "title")
TONES = {"eager": "good", "willing": "good", "in_a_pinch": "neutral", "not_willing": "warn"}
GLADNESS = {value: place for place, value in enumerate(BidValue.values)}


@dataclass(frozen=True, slots=True)
class OwnBid:
    """A bid on a paper that one may still know of."""

    code: str
    number: int
    title: str
    value: str

    @property
    def label(self) -> str:
        """Return the answer in words."""
        return str(BidValue(self.value).label)

    @property
    def tone(self) -> str:
        """Return the colour of its badge."""
        return TONES.get(self.value, "neutral")


def own_bids(sight: Sight, user: User, page: str | None) -> "Page[OwnBid]":
    """Return a page of a person's bids, gladdest first; those on papers that they may not see any more are left out.

    They are not counted either: a number would tell of a paper that for this person is none.
    """
    known = sight.papers(Fact.BID_OWN, Fact.EXISTENCE, Fact.TITLE_ABSTRACT).order_by().values("pk")
    rows = Bid.objects.filter(user=user, submission__in=known)
    bids = [OwnBid(*row) for row in rows.values_list(*(f"submission__{name}" for name in FIELDS), "value")]
    return Paginator(sorted(bids, key=lambda one: (GLADNESS[one.value], one.number)), PAGE).get_page(page)
