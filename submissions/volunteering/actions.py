"""Let authors say by one tick that they would review, too, and take it back."""

from django.db import transaction

from submissions.models import Author, Volunteer
from submissions.volunteering.rules import may_volunteer
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import require
from want.venues.models import Edition


@transaction.atomic
def volunteer(edition: Edition, user: User, *, wants: bool) -> None:
    """Store whether this author would review. The chairs read it and invite whom they choose; nothing else follows."""
    if Volunteer.objects.filter(edition=edition, user=user).exists() == wants:
        return
    verdict = may_volunteer(edition.moment(), asks=edition.asks_authors, is_author=is_author_in(edition, user))
    if wants:
        require(verdict)
        Volunteer.objects.get_or_create(edition=edition, user=user)
    else:
        Volunteer.objects.filter(edition=edition, user=user).delete()
    record("committee.volunteered", by=user, edition=edition.slug, wants=wants)


def is_author_in(edition: Edition, user: User) -> bool:
    """Tell whether a paper of the edition, a draft too, lists an address of this person."""
    return Author.objects.current().filter(user=user, submission__edition=edition).exists()
