"""Give an edition a chair when it has none to invite one. Called by the desk and by `manage.py appoint_chair`."""

from typing import Any

from django.db import transaction

from want.accounts.actions import person_answering
from want.accounts.models import User
from want.audit.actions import record
from want.core.verdict import YES, Refused, Verdict, no, require
from want.mail.actions import enqueue
from want.venues.models import Edition, Membership, Role
from want.venues.notifications import chair_appointed
from want.venues.signals import member_joined


def chairs_of(edition: Edition) -> list[User]:
    """Return those who chair the edition and can sign in, by name."""
    chairing = Membership.objects.filter(edition=edition, role=Role.CHAIR, user__is_active=True)
    return [member.user for member in chairing.select_related("user").order_by("user__name")]


def other_chairs(edition: Edition, by: Any) -> list[User]:
    """Return the chairs but for one, who has done what they are told of."""
    return [chair for chair in chairs_of(edition) if chair != by]


def may_appoint(edition: Edition, by: Any) -> Verdict:
    """Let those who keep the site appoint the first chair. The others are invited by chairs, and may decline."""
    if not by.is_superuser:
        return no("Chairs invite further chairs. Only those who keep the site appoint the first one.")
    if chairs_of(edition):
        return no("The edition has a chair, who may invite others.")
    # Who keeps the site can shut accounts: it must not make them chairs, who see what they would break the glass for.
    if Membership.objects.filter(edition=edition, role=Role.CHAIR).exists():
        return no("The accounts of its chairs are shut. Open one of them again.")
    return YES


@transaction.atomic
def appoint_chair(edition: Edition, *, email: str, name: str, by: Any | None) -> User:
    """Let the person of this address chair the edition, and tell them; somebody new gets an account.

    Without `by` it is the command line that asks, which may appoint a chair beside others: for when they are lost.
    """
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if by is not None:
        require(may_appoint(edition, by))
    person = person_answering(email, name=name.strip() or email.partition("@")[0])
    if not person.is_active:
        raise Refused(f"The account of {person} is shut. Open it again first, or name another address.")
    _, is_new = Membership.objects.get_or_create(edition=edition, user=person, role=Role.CHAIR)
    if is_new:
        member_joined.send(sender=Membership, edition=edition, user=person)
        record("edition.chair_appointed", by=by, edition=edition.slug, person=person.pk)
        enqueue([chair_appointed(edition, person)])
    return person
