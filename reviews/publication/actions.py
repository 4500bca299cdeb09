"""Remind the authors whose final version is missing."""

from django.db import transaction
from django.db.models import QuerySet

from reviews.proceedings.rules import may_publish_list
from reviews.visibility.facts import Fact
from reviews.visibility.lists import Sight, sight_of
from submissions.camera_ready.queries import papers_due
from submissions.camera_ready.reminding import send_reminders
from submissions.camera_ready.rules import may_remind_authors
from submissions.models import Submission
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import Verdict, require
from want.venues.models import Edition


def may_remind(sight: Sight) -> Verdict:
    """Let those who publish remind, while final versions are taken."""
    return may_publish_list(sight.ties.to_others, sight.moment.stage) and may_remind_authors(sight.moment)


def papers_still_due(sight: Sight) -> "QuerySet[Submission]":
    """Return the papers without a final version, of which this chair may know the outcome and the authors."""
    known = sight.papers(Fact.TITLE_ABSTRACT, Fact.DECISION_AFTER_RELEASE, Fact.AUTHOR_IDENTITY)
    return papers_due(sight.edition).filter(pk__in=known.order_by().values("pk"))


@transaction.atomic
def remind_authors(edition: Edition, *, by: User) -> int:
    """Write to the contact authors of all papers that are due, at most one letter a person a day; return how many."""
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)  # one of two clicks waits
    sight = sight_of(by, edition)
    require(may_remind(sight))
    sent = send_reminders(edition, papers_still_due(sight))
    if sent:
        record("camera_ready.reminded", by=by, edition=edition.slug)
    return sent
