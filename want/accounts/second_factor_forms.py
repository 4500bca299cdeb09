"""The forms of second factors: allauth's own, in our words. Named in settings.MFA_FORMS."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import forms as webauthn
from allauth.mfa.webauthn.internal import auth as challenges
from cryptography.fernet import InvalidToken
from django import forms
from fido2.webauthn import AuthenticationResponse, RegistrationResponse, UserVerificationRequirement

from want.accounts.entrance import Worded

SECOND_ALONE = (
    "This passkey is a second factor: sign in with your password or a code by mail first. To sign in with it alone, "
    "remove it among your second factors and add it again with that box ticked."
)
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


class OneAnswer(forms.Form):
    """One challenge, one answer: a challenge that was answered wrongly is gone like one that was answered."""

    credential = PasskeyAnswer(AuthenticationResponse.from_dict)

    def clean_credential(self) -> Authenticator:
        """Return the passkey that answered."""
        try:
            return super().clean_credential()  # type: ignore[misc, no-any-return]  # allauth's form beside this one
        finally:
            challenges.clear_state()


class SignInByPasskeyForm(OneAnswer, webauthn.LoginWebAuthnForm):
    """Sign in by a passkey alone: by its own challenge, which asks for finger, face or PIN, and by such a passkey."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey, if it may stand for both factors."""
        asked = challenges.get_state() or {}
        if asked.get("user_verification") != UserVerificationRequirement.REQUIRED:
            challenges.clear_state()
            raise get_adapter().validation_error("incorrect_code")
        passkey = super().clean_credential()
        if not passkey.wrap().is_passwordless:
            raise forms.ValidationError(SECOND_ALONE)
        return passkey


class PasskeyForm(OneAnswer, webauthn.AuthenticateWebAuthnForm):
    """A passkey as the second factor."""


class PasskeyAgainForm(OneAnswer, webauthn.ReauthenticateWebAuthnForm):
    """Prove once more that it is you, by a passkey."""


class AddPasskeyForm(Worded, webauthn.AddWebAuthnForm):
    """A new passkey."""

    credential = PasskeyAnswer(RegistrationResponse.from_dict)
    labels = {"name": "Name", "passwordless": "Sign in with this passkey alone"}
    help_texts = {
        "name": "So that you know it again, such as “Laptop”.",
        "passwordless": "No password and no code then; the device asks for your finger, your face or its PIN.",
    }

    def clean(self) -> dict[str, Any]:
        """Keep with the passkey what its owner chose: browsers tell whether a device could, and some tell nothing."""
        cleaned = super().clean()
        if credential := cleaned.get("credential"):
            told = {"credProps": {"rk": bool(cleaned.get("passwordless"))}}
            cleaned["credential"] = {**credential, "clientExtensionResults": told}
        return cleaned


class EditPasskeyForm(Worded, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    labels = {"name": "Name"}
