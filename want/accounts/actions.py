"""Change people: prove an address, make somebody who answers a link in a mail, keep what they say of themselves."""

from collections.abc import Iterable, Mapping

from allauth.account.models import EmailAddress
from django.db import connection, transaction

from want.accounts.models import User
from want.accounts.queries import person_with
from want.accounts.signals import address_verified, profile_changed
from want.audit.actions import record
from want.core.versions import EditedMeanwhile, is_another, mark_of


@transaction.atomic
def verify_address(user: User, email: str) -> EmailAddress:
    """Let an address be proved to be this person's, and tell the floors above; a second time changes nothing."""
    email = email.strip().lower()
    address, _ = EmailAddress.objects.get_or_create(user=user, email=email)
    if address.verified:
        return address
    has_primary = EmailAddress.objects.filter(user=user, primary=True).exists()
    address.verified, address.primary = True, address.primary or not has_primary
    address.save()
    address_verified.send(sender=User, user=user, email=email)
    return address


def hold_addresses(emails: Iterable[str]) -> None:
    """Let others who ask whose these addresses are, or find them proved, wait until this transaction ends.

    Else an author would be listed at the instant at which they prove the address, and neither would see the other.
    """
    with connection.cursor() as cursor:
        sql = "SELECT pg_advisory_xact_lock(hashtextextended('address ' || one, 0)) FROM unnest(%s::text[]) AS one"
        cursor.execute(sql, [sorted({email.lower() for email in emails})])


@transaction.atomic
def person_answering(email: str, *, name: str, affiliation: str = "") -> User:
    """Return the person who reads the mail of this address, made if there is none, with the address proved.

    Somebody may have signed up with it without ever proving it was theirs. Then the account becomes the reader's:
    what the other chose, the password above all, holds no longer.
    """
    email = email.strip().lower()
    hold_addresses([email])  # two letters to one person can be answered at once
    known = person_with(email)
    if known:
        return known
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name, affiliation=affiliation)
    else:
        take_over(user, name=name, affiliation=affiliation)
    verify_address(user, email)
    return user


def take_over(user: User, *, name: str = "", affiliation: str = "") -> None:
    """Give an account that was never proved to who proves it now: no password, and their own words if given."""
    user.set_unusable_password()
    user.name, user.affiliation = name or user.name, affiliation or user.affiliation
    user.save(update_fields=["password", "name", "affiliation"])


@transaction.atomic
def end_squatting(email: str, *, by: User) -> None:
    """End the account that took an address without proving it, now that another proves it: nobody was ever in it.

    One on which anything rests, such as an office that was given to the address, stays: its owner signs in to it.
    """
    email = email.strip().lower()
    squatter = User.objects.select_for_update().filter(email=email).exclude(pk=by.pk).first()
    if squatter is None or squatter.is_superuser or not squatter.is_active:
        return
    addresses = EmailAddress.objects.select_for_update().filter(user=squatter)
    if any(address.verified for address in addresses) or _has_something(squatter):
        return
    record("account.unproved_ended", by=None, person=squatter.pk)
    squatter.delete()


def _has_something(user: User) -> bool:
    """Tell whether any row but its addresses points to an account."""
    pointing = (relation.field for relation in User._meta.related_objects if relation.related_model is not EmailAddress)
    return any(field.model._base_manager.filter(**{field.name: user}).exists() for field in pointing)


@transaction.atomic
def change_profile(user: User, said: Mapping[str, str], *, seen: str = "") -> None:
    """Keep what a person says about themselves, and tell the floors above: conflicts follow affiliations.

    `seen` is the mark of the profile that the form showed. Raises EditedMeanwhile when it was changed since, from
    another tab; saving what is stored already changes nothing. Raises Refused when a floor above does.
    """
    stored = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    fields = {name for name, value in said.items() if getattr(stored, name) != value}
    if not fields:
        return
    if is_another(seen, mark_of_profile(stored)):
        theirs = {name: getattr(stored, name) for name in fields}
        raise EditedMeanwhile(theirs, version=mark_of_profile(stored))
    for name in fields:
        setattr(user, name, said[name])
    user.save(update_fields=sorted(fields))
    profile_changed.send(sender=User, user=user, fields=fields)


def mark_of_profile(user: User) -> str:
    """Return what a form carries to say which profile it showed."""
    return mark_of([user.name, user.affiliation, user.country, user.orcid, user.homepage])
