"""One-click sign-in for the personas of the demo: a signed link, honoured in demo mode only."""

from django.conf import settings
from django.core.signing import BadSignature, Signer

from want.accounts.models import User

SALT = "want.demo.sign-in"


def token_for(user: User) -> str:
    """Return the secret part of a person's sign-in link."""
    return Signer(salt=SALT).sign(str(user.pk)).replace(":", "~")


def user_of(token: str) -> User | None:
    """Return whom a link signs in; nobody outside the demo or when the link is not ours."""
    if not settings.WANT_DEMO:
        return None
    try:
        key = Signer(salt=SALT).unsign(token.replace("~", ":"))
    except BadSignature:
        return None
    return User.objects.filter(pk=int(key), is_active=True).first()
