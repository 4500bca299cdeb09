"""Say how gladly one would review a paper."""

from django.db import transaction

from reviews.bidding import notifications
from reviews.bidding.rules import is_offered, is_unlocked, may_lock, may_place_bid
from reviews.models import Bid, BiddingLock
from reviews.models.bid import BidValue
from reviews.visibility.standing import see
from submissions.conflicts.actions import declare_conflict
from submissions.models import Submission
from want.accounts.models import User
from want.audit import actions as audit
from want.core import clock
from want.core.verdict import Refused, require
from want.mail.actions import enqueue
from want.venues.holding import chairs
from want.venues.models import Edition
from want.venues.tracks import within_tracks

DECLARED = "Declared while bidding."


def place_bid(submission: Submission, value: str, *, by: User) -> None:
    """Store the bid, in place of an earlier one; the same once more changes nothing.

    The bid of a conflict declares the conflict too.
    """
    if value not in BidValue.values:
        raise Refused("Please choose one of the five answers.")
    with transaction.atomic():
        edition = submission.edition
        moment = edition.moment(clock.now())
        Submission.objects.order_by().select_for_update(no_key=True).filter(pk=submission.pk).values_list("pk").get()
        require(may_place_bid(see(by, submission, moment).case, moment))
        in_track = Submission.objects.filter(within_tracks(edition, by), pk=submission.pk).exists()
        require(is_offered(is_in_track=in_track))
        require(is_unlocked(has_lock=BiddingLock.objects.filter(edition=edition).exists()))
        if Bid.objects.filter(submission=submission, user=by, value=value).exists():
            return
        Bid.objects.bulk_create(
            [Bid(submission=submission, user=by, value=value, placed_at=moment.at)],
            update_conflicts=True,
            unique_fields=["submission", "user"],
            update_fields=["value", "placed_at"],
        )
        audit.record("bid.placed", by=by, edition=edition.slug, submission_id=submission.pk)
        if value == BidValue.CONFLICT:
            declare_conflict(submission, by, DECLARED, by=by)


@transaction.atomic
def lock_bidding(edition: Edition, *, by: User) -> None:
    """Take no more bids, whatever the dates say, and tell the other chairs. A second click changes nothing."""
    require(may_lock(edition.moment(), is_chair=chairs(edition, by)))
    _, is_new = BiddingLock.objects.get_or_create(edition=edition, defaults={"locked_by": by, "locked_at": clock.now()})
    if is_new:
        audit.record("bidding.locked", by=by, edition=edition.slug)
        enqueue(notifications.locked(edition, is_locked=True, by=by))


@transaction.atomic
def unlock_bidding(edition: Edition, *, by: User) -> None:
    """Take bids again, while the dates say so."""
    require(may_lock(edition.moment(), is_chair=chairs(edition, by)))
    removed, _ = BiddingLock.objects.filter(edition=edition).delete()
    if removed:
        audit.record("bidding.unlocked", by=by, edition=edition.slug)
        enqueue(notifications.locked(edition, is_locked=False, by=by))
