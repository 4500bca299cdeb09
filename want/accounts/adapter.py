"""How allauth does things here: its mails are letters of ours in the outbox, and its refusals are whole sentences."""

import logging
import uuid
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.http import HttpRequest
from django.urls import reverse

from want.accounts.limits import may_try
from want.mail.actions import enqueue
from want.mail.letters import absolute, letter

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress


logger = logging.getLogger(__name__)

# Nobody has to be signed in to have these mailed to an address; warnings of a change are always written.
ASKED_FOR_BY_ANYBODY = frozenset(
    {
        "account_already_exists",
        "email_confirmation",
        "email_confirmation_signup",
        "login_code",
        "password_reset_key",
        "unknown_account",
    }
)


class Adapter(DefaultAccountAdapter):
    """Sends account mail (codes, links, warnings) as personal letters: nobody but the recipient reads them."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Write to the organisers if you think it should not be.",
        "cannot_remove_primary_email": "This is your main address. Make another one the main one first.",
        "duplicate_email": "This address is already yours.",
        "email_password_mismatch": "This address and this password do not go together. "
        "Try again, or have a sign-in code mailed to you.",
        "email_taken": "This address belongs to another account. "
        "Sign in to that one by a mailed code if the address is yours.",
        "enter_current_password": "This is not your password. Try again, or reset it.",
        "incorrect_code": "This is not the code we mailed last. Look at the newest mail and enter its code.",
        "incorrect_password": "This is not your password. Try again, or reset it.",
        "invalid_password_reset": "This link has been used, or is too old. Ask for a new one.",
        "max_email_addresses": "You have %d addresses already, which is all we keep. Remove one first.",
        "rate_limited": "This was asked for a moment ago. Please wait a little, then ask again.",
        "too_many_login_attempts": "That was tried too often. Please wait five minutes, then ask for a new code.",
        "unverified_primary_email": "Verify this address first; then it can become your main one.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue allauth's mail of this kind: "account/email/login_code" is templates/mail/account/login_code.txt."""
        kind = template_prefix.rsplit("/", 1)[-1]
        addresses = {
            "home_url": absolute("/"),
            "signup_url": absolute(reverse("account_signup")),
            "login_url": absolute(reverse("account_login")),
            "code_url": absolute(reverse("account_request_login_code")),
            "reset_url": absolute(reverse("account_reset_password")),
        }
        if kind in ASKED_FOR_BY_ANYBODY and not _may_have_mailed(email):
            logger.warning("Too many mails of the entrance were asked for one address; %s was not written.", kind)
            return
        given = {**context, **addresses, "email": email}
        enqueue([letter(f"account/{kind}", given, key=f"account:{kind}:{uuid.uuid4()}", to=email, is_personal=True)])

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address; one of IPv4 that came by IPv6 as itself, else all of these were one visitor."""
        came = super().get_client_ip(request)
        try:
            mapped = getattr(ip_address(came), "ipv4_mapped", None)
        except ValueError:
            return str(came)
        return str(mapped or came)

    def get_email_verification_redirect_url(self, email_address: "EmailAddress") -> str:  # noqa: ARG002
        """Lead back to the addresses after another one was proved; at sign-up one is led on by `next` instead."""
        return reverse("account_email")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link to choose a new password, at the site's own address whatever the request called it."""
        uid, _, token = key.partition("-")
        return absolute(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}))


def _may_have_mailed(email: str) -> bool:
    return current.request is None or may_try(current.request, "mail", key=email.strip().lower())
