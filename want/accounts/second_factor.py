"""Second factors: an app that makes codes, passkeys, and recovery codes. How allauth.mfa does them here.

Named in settings.MFA_ADAPTER; want.desk.second_factor asks for one from those who see a whole edition.
"""

import base64
from typing import Any
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.crypto import salted_hmac

OWN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes only stand in for one of these


def has_second_factor(user: Any) -> bool:
    """Tell whether this person signs in with more than a password or a mailed code."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=OWN).exists())


class Adapter(DefaultMFAAdapter):
    """Keeps secrets encrypted, and ties passkeys to the site's own name, whatever the request calls it."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": "Recovery codes stand in for a second factor. Set one up first.",
        "incorrect_code": "This is not the right code. Look at the newest one, and enter it before it changes.",
        "unverified_email": "One of your addresses is not verified yet. "
        "Verify or remove it under E-mail addresses; then set up a second factor.",
    }

    def encrypt(self, text: str) -> str:
        """Return what may stand in the database."""
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret again."""
        return _vault().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the site to passkeys."""
        host = urlsplit(settings.BASE_URL).hostname if settings.PRODUCTION else context.request.get_host().split(":")[0]
        return {"id": str(host), "name": "WANT"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 (allauth's signature)
        """Propose a name for a passkey; whoever adds it can choose a better one."""
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"


def _vault() -> Fernet:
    key = salted_hmac("want.accounts.second_factor", "key", secret=settings.MFA_KEY, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
