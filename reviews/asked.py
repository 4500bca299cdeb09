"""What reviewing asks of people, in all folders at once: one look at their editions serves them all."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from reviews.bidding.asks import bids_asked
from reviews.metareview.asks import meta_reviews_asked
from reviews.rebuttal.asks import responses_asked
from reviews.reviewing.asks import reviews_asked
from reviews.visibility.lists import Sight
from reviews.visibility.standing import terms_of
from reviews.visibility.ties import ties_of
from submissions.models import Author
from want.venues.asks import Ask, asks
from want.venues.models import Edition, Membership, Role
from want.venues.stages import Stage

ASKING = frozenset({Stage.BIDDING, Stage.REVIEWING, Stage.REBUTTAL, Stage.DISCUSSION, Stage.DECIDING})
ASKERS = (bids_asked, reviews_asked, responses_asked, meta_reviews_asked)


@asks
def asked_in_review(user: Any, at: datetime) -> Iterable[Ask]:
    """Return the bids, reviews, responses and meta-reviews that are due, in all editions at once."""
    served = Membership.objects.filter(user=user).exclude(role=Role.CHAIR).values("edition")  # chairs have the desk
    written_in = Author.objects.current().filter(user=user).values("submission__edition")
    editions = Edition.objects.with_calendar().filter(Q(pk__in=served) | Q(pk__in=written_in), released_at=None)
    asking = [(edition, edition.moment(at)) for edition in editions]
    asking = [(edition, moment) for edition, moment in asking if moment.stage in ASKING]
    if not asking:
        return
    ties = ties_of(user, [edition.pk for edition, _ in asking])
    for edition, moment in asking:
        sight = Sight(edition, moment, terms_of(edition, moment), ties[edition.pk])
        for asker in ASKERS:
            yield from asker(user, sight)
