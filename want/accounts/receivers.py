"""Pass on what allauth tells: an address was proved to be somebody's."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver
from django.http import HttpRequest

from want.accounts.actions import take_over
from want.accounts.models import User
from want.accounts.signals import address_verified


@receiver(email_confirmed)
def tell_of_address(request: HttpRequest, email_address: EmailAddress, **_: Any) -> None:
    """Tell the floors above, and let nobody keep a password to an account that another has proved to be theirs.

    Somebody may sign up with an address that is not theirs and wait. When its owner then signs in by a mailed code,
    the password chosen before is worth nothing any more.
    """
    user = email_address.user
    if user.has_usable_password() and _came_by_code(request, user) and not _had_another(user, email_address):
        take_over(user)
    address_verified.send(sender=User, user=user, email=email_address.email.lower())


def _came_by_code(request: HttpRequest, user: User) -> bool:
    return any(record["method"] == "code" for record in get_authentication_records(request, user))


def _had_another(user: User, address: EmailAddress) -> bool:
    return EmailAddress.objects.filter(user=user, verified=True).exclude(pk=address.pk).exists()
