"""Browsers in which somebody has signed in before: wrong passwords of strangers do not count for them.

Else whoever knows an address could keep its owner from signing in by password, five wrong ones every five minutes. A
cookie holds, for each account that was signed in to, a random number and a seal over it, the account and its password:
it names nobody, holds for the one account, and is worth nothing once the password is another one. It lets nobody in; it
gives this browser a count of its own.
"""

import re
import secrets

from allauth.account.internal.userkit import filter_users_by_email
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from want.accounts.models import User

DAYS = 400  # longer is kept by no browser
ACCOUNTS = 5  # of one browser, the last ones
ENTRY = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{64})")


def key_of_browser(request: HttpRequest, email: str) -> str | None:
    """Return what tries are counted under if the person with this address signed in here before, and None if not."""
    entries = _entries(request)
    if not entries:
        return None
    for user in filter_users_by_email(email, prefer_verified=True, for_login=True)[:1]:
        for number, seal in entries:
            if constant_time_compare(seal, _seal(user, number)):
                return f"{user.pk}:{number}"
    return None


def know_browser(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the browser be known for this account from now on."""
    others = [
        (number, seal) for number, seal in _entries(request) if not constant_time_compare(seal, _seal(user, number))
    ]
    number = secrets.token_hex(16)
    entries = [(number, _seal(user, number)), *others][:ACCOUNTS]
    response.set_cookie(
        settings.WANT_KNOWN_COOKIE,
        "-".join(f"{number}.{seal}" for number, seal in entries),
        max_age=DAYS * 86400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _entries(request: HttpRequest) -> list[tuple[str, str]]:
    return ENTRY.findall(request.COOKIES.get(settings.WANT_KNOWN_COOKIE, ""))[:ACCOUNTS]


def _seal(user: User, number: str) -> str:
    said = f"{user.pk}:{number}:{user.get_session_auth_hash()}"
    return salted_hmac("want.accounts.known", said, algorithm="sha256").hexdigest()
