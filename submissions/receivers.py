"""What follows for papers when people prove an address, say that they work elsewhere, or begin to serve."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from submissions.conflicts.actions import refresh_after_move, refresh_after_proof, refresh_for_person
from submissions.conflicts.queries import editions_of
from submissions.models import Author
from want.accounts.actions import hold_addresses
from want.accounts.models import User
from want.accounts.signals import address_removed, address_verified, profile_changed
from want.venues.models import Edition
from want.venues.signals import member_joined


@receiver(address_verified)
def link_papers(user: User, email: str, **_: Any) -> str:
    """Make the papers that list this address theirs, see which conflicts follow, and say if none may."""
    with transaction.atomic():
        hold_addresses([email])
        Author.objects.filter(email=email.lower(), user=None).update(user=user)
    return " ".join(filter(None, (refresh_after_proof(one, user, email) for one in editions_of(user))))


@receiver(profile_changed)
def see_conflicts(user: User, fields: Collection[str], **_: Any) -> None:
    """See which conflicts follow from a new affiliation."""
    if "affiliation" in fields:
        for edition in editions_of(user):
            refresh_after_move(edition, user)


@receiver(address_removed)
def keep_conflicts(user: User, **_: Any) -> None:
    """See to it that no conflict ends by an address that somebody removes after papers came in."""
    for edition in editions_of(user):
        refresh_for_person(edition, user)


@receiver(member_joined)
def find_conflicts(edition: Edition, user: User, **_: Any) -> None:
    """See which papers somebody must keep away from who serves from now on."""
    refresh_for_person(edition, user)
