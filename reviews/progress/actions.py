"""Remind the reviewers who are still due."""

from django.db import transaction

from reviews.progress.notifications import reminders
from reviews.progress.rules import may_remind
from reviews.visibility.lists import sight_of
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import require
from want.mail.actions import enqueue, unsent
from want.venues.models import Edition


@transaction.atomic
def remind(edition: Edition, *, by: User) -> int:
    """Write to everybody who owes a review, at most one letter a person a day; return how many letters are new."""
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)  # one of two clicks waits
    sight = sight_of(by, edition)
    require(may_remind(sight.ties.to_others, sight.moment))
    letters = unsent(reminders(edition, sight))
    if letters:
        record("reviews.reminded", by=by, edition=edition.slug)  # without a number: another chair may know of fewer
    enqueue(letters)
    return len(letters)
