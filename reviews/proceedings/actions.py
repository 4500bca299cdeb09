"""Publish the accepted papers of an edition."""

from django.db import transaction
from django.db.models import F

from reviews.proceedings.rules import may_publish_list
from reviews.visibility.lists import sight_of
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.core.verdict import require
from want.venues.models import Edition


@transaction.atomic
def publish(edition: Edition, *, by: User) -> None:
    """Open the list of accepted papers to everybody; done twice, it stays published since the first time.

    Final versions that come or change later show at once: the list is made of what is handed in.
    """
    sight = sight_of(by, edition)
    require(may_publish_list(sight.ties.to_others, sight.moment.stage))
    fresh = Edition.objects.filter(pk=edition.pk, published_at=None)
    published = fresh.update(published_at=clock.now(), version=F("version") + 1)
    if published:
        record("edition.published", by=by, edition=edition.slug)
    edition.refresh_from_db()
