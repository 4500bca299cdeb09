"""The forms of second factors: allauth's own, in our words. Named in settings.MFA_FORMS."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import forms as webauthn
from cryptography.fernet import InvalidToken
from django import forms
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from want.accounts.entrance import Worded

DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}


class CodeForm(Worded, base.AuthenticateForm):
    """Sign in by the code of the app, or by a recovery code."""

    labels = {"code": "Code"}
    help_texts = {"code": "Six digits from your app, or one of your recovery codes."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(DIGITS | {"autofocus": True})


class CodeAgainForm(Worded, base.ReauthenticateForm):
    """Prove once more that it is you, by a code."""

    labels = {"code": "Code"}
    help_texts = {"code": "Six digits from your app, or one of your recovery codes."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(DIGITS | {"autofocus": True})


class ActivateAppForm(Worded, totp.ActivateTOTPForm):
    """The first code of an app. Its secret lies in the session until then: sealed, as it will lie in the database."""

    labels = {"code": "The code that the app shows now"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session, vault = context.request.session, get_adapter()
        lying = session.pop(SECRET_SESSION_KEY, None)
        if lying and (secret := _opened(vault, lying)):
            session[SECRET_SESSION_KEY] = secret
        super().__init__(*args, **kwargs)
        session[SECRET_SESSION_KEY] = vault.encrypt(self.secret)
        self.fields["code"].widget.attrs.update(DIGITS)


def _opened(vault: DefaultMFAAdapter, sealed: str) -> str:
    """Return the secret; none where another key sealed it, so that a new one is made."""
    try:
        return str(vault.decrypt(sealed))
    except InvalidToken:
        return ""


class PasskeyAnswer(forms.JSONField):
    """What a passkey says, as JSON. What cannot be read as that is refused in words, however it fails on the way."""

    UNREADABLE = (AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error)

    def __init__(self, read: Callable[[Any], object]) -> None:
        self.read = read
        super().__init__(widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        """Return the answer as plain values, once the passkey's own library has read it."""
        try:
            answer = super().to_python(value)
            if answer is not None:
                self.read(answer)
        except self.UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return answer

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Show no answer again: each is good for one question."""
        return initial


class SignInByPasskeyForm(webauthn.LoginWebAuthnForm):
    """Sign in by a passkey alone."""

    credential = PasskeyAnswer(AuthenticationResponse.from_dict)


class PasskeyForm(webauthn.AuthenticateWebAuthnForm):
    """A passkey as the second factor."""

    credential = PasskeyAnswer(AuthenticationResponse.from_dict)


class PasskeyAgainForm(webauthn.ReauthenticateWebAuthnForm):
    """Prove once more that it is you, by a passkey."""

    credential = PasskeyAnswer(AuthenticationResponse.from_dict)


class AddPasskeyForm(Worded, webauthn.AddWebAuthnForm):
    """A new passkey."""

    credential = PasskeyAnswer(RegistrationResponse.from_dict)
    labels = {"name": "Name", "passwordless": "Sign in with this passkey alone"}
    help_texts = {
        "name": "So that you know it again, such as “Laptop”.",
        "passwordless": "No password and no code then; the device asks for your finger, your face or its PIN.",
    }


class EditPasskeyForm(Worded, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    labels = {"name": "Name"}
