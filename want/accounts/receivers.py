"""Hear what allauth tells: an address was proved to be somebody's or is no longer, a second factor came or went."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, email_removed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest

from want.accounts.actions import take_over
from want.accounts.models import AddressOnce, User
from want.accounts.second_factor import OWN
from want.accounts.sessions import end_sessions
from want.accounts.signals import address_removed, address_verified
from want.audit.actions import record


@receiver(email_confirmed)
def tell_of_address(request: HttpRequest, email_address: EmailAddress, **_: Any) -> None:
    """Tell the floors above, and let nobody keep a password to an account that another has proved to be theirs.

    Somebody may sign up with an address that is not theirs and wait. When its owner then signs in by a mailed code,
    the password chosen before is worth nothing any more.
    """
    user = email_address.user
    if user.has_usable_password() and _came_by_code(request, user) and not _had_another(user, email_address):
        take_over(user)
    for _receiver, said in address_verified.send(sender=User, user=user, email=email_address.email.lower()):
        if said:
            messages.info(request, said)


@receiver(email_removed)
def tell_of_removal(user: User, email_address: EmailAddress, **_: Any) -> None:
    """Remember whose the address was, for letters went to it, and tell the floors above."""
    if email_address.verified:
        AddressOnce.objects.get_or_create(user=user, email=email_address.email.lower())
    address_removed.send(sender=User, user=user)


@receiver(authenticator_added)
def shut_the_other_browsers(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Log a new second factor; whoever signed in without it elsewhere signs in anew."""
    record("account.second_factor_added", by=user, kind=authenticator.type)
    end_sessions(user, but=request.session.session_key)
    if authenticator.type in OWN:  # they have just used it, so the recovery codes are shown without asking again
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)


@receiver([authenticator_removed, authenticator_reset])
def log_removal(user: User, authenticator: Authenticator, **_: Any) -> None:
    """Log that a second factor is gone, or that the recovery codes are new."""
    record("account.second_factor_changed", by=user, kind=authenticator.type)


def _came_by_code(request: HttpRequest, user: User) -> bool:
    return any(record["method"] == "code" for record in get_authentication_records(request, user))


def _had_another(user: User, address: EmailAddress) -> bool:
    return EmailAddress.objects.filter(user=user, verified=True).exclude(pk=address.pk).exists()
