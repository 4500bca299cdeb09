"""How allauth does things here: its mails are letters of ours in the outbox, and its refusals are whole sentences."""

import logging
import uuid
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from want.accounts.codes import ASKED_FOR, may_be_mailed, new_code
from want.accounts.known import key_of_browser, know_browser
from want.accounts.limits import tried
from want.mail.actions import enqueue
from want.mail.letters import absolute, letter

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress

    from want.accounts.models import User


logger = logging.getLogger(__name__)


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
        "incorrect_code": "This is not the code. Each holds for a short time, and once. "
        "Look at the newest mail and enter its code.",
        "incorrect_password": "This is not your password. Try again, or reset it.",
        "invalid_password_reset": "This link has been used, or is too old. Ask for a new one.",
        "max_email_addresses": "You have %d addresses already, which is all we keep. Remove one first.",
        "rate_limited": "This was asked for a moment ago. Please wait a little, then ask again.",
        "too_many_login_attempts": "That was tried too often. Please wait five minutes. "
        "If you sign in, you can have a code mailed to you instead.",
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
        if kind in ASKED_FOR and not may_be_mailed(kind, email, context.get("code", "")):
            logger.warning("Too many mails of the entrance were asked for one address; %s was not written.", kind)
            return
        given = {**context, **addresses, "email": email}
        enqueue([letter(f"account/{kind}", given, key=f"account:{kind}:{uuid.uuid4()}", to=email, is_personal=True)])

    def generate_login_code(self) -> str:
        """Return a code that nobody guesses, though nobody's guesses keep its owner out."""
        return new_code()

    def generate_email_verification_code(self) -> str:
        """Return such a code to prove an address by."""
        return new_code()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count one more password, for this browser alone where one signed in before; refuse one too many."""
        key = key_of_browser(request, credentials.get("email", ""))
        if key is None:
            super().pre_authenticate(request, **credentials)
            return
        self._login_failed_rl_usage = tried(request, "known_browser", key=key)
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: "User", **how: Any) -> HttpResponse:
        """Lead on, and know the browser again."""
        response = super().post_login(request, user, **how)
        know_browser(request, response, user)
        return response

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
