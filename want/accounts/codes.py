"""Mails that anybody can have sent to an address: few enough for its reader, and nothing that keeps its owner out.

Whoever knows an address can use up what may be mailed to it. So no request is refused for that: it is answered as ever,
and nothing more is mailed. What was mailed in that time lets the owner in all the same: a code proves that somebody
reads the mail of an address, so it counts, once, in each browser that asked for one, whoever caused the mail; and the
links of a reset hold for days. Codes are kept in the table of counters, whose keys are hashed. Where there is no
account as much is counted and kept, so that no answer is quicker than another.
"""

from allauth.core import context as current
from allauth.core.internal.cryptokit import normalize_user_code
from django.core.cache import cache
from django.utils.crypto import get_random_string

from want.accounts.limits import begin_anew, may_try

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so no words, and no signs that look alike
HALF = 5  # twice five letters: some ten million million codes, of which six at most hold for an address
HOLDS = 30 * 60  # seconds: longer than the time in which no more is mailed, by as much as a page waits for its code

# What was asked for, by the kind of mail; settings.WANT_RATE_LIMITS says how often each may be mailed to an address.
ASKED_FOR = {
    "account_already_exists": "address_code",
    "email_confirmation": "address_code",
    "email_confirmation_signup": "address_code",
    "login_code": "sign_in_code",
    "password_reset_key": "reset_link",
    "unknown_account": "sign_in_code",
}


def new_code() -> str:
    """Return a code to enter, as it is mailed."""
    return f"{get_random_string(HALF, LETTERS)}-{get_random_string(HALF, LETTERS)}"


def may_be_mailed(kind: str, email: str, code: str = "") -> bool:
    """Count one more mail to an address, and tell whether it may go; the code that it holds counts from now on."""
    asked, email = _asked_for(kind), email.strip().lower()
    if current.request is not None and not may_try(current.request, asked, key=email):
        return False
    if asked != "reset_link":
        cache.set(_key(asked, email, code or new_code()), 1, HOLDS)
    return True


def use_code(asked: str, email: str, code: str) -> bool:
    """Tell whether this code was mailed to the address a short time ago, and let it count for nothing from now on.

    Whoever entered it reads the address's mail: so as much can be mailed there as if nobody had asked.
    """
    if not cache.delete(_key(asked, email.strip().lower(), code)):
        return False
    begin_anew(current.request, asked, key=email.strip().lower())
    return True


def _asked_for(kind: str) -> str:
    """Return what was asked for; that an address has no account is said to whoever wanted a code, or a link."""
    match = getattr(current.request, "resolver_match", None)
    if kind == "unknown_account" and match is not None and match.url_name == "account_reset_password":
        return "reset_link"
    return ASKED_FOR[kind]


def _key(asked: str, email: str, code: str) -> str:
    return f"{asked}:{email}:{normalize_user_code(code)}"
