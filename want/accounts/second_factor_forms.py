"""The forms of second factors: allauth's own, in our words. Named in settings.MFA_FORMS."""

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn

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
    """The first code of an app."""

    labels = {"code": "The code that the app shows now"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(DIGITS)


class AddPasskeyForm(Worded, webauthn.AddWebAuthnForm):
    """A new passkey."""

    labels = {"name": "Name", "passwordless": "Sign in with this passkey alone"}
    help_texts = {
        "name": "So that you know it again, such as “Laptop”.",
        "passwordless": "No password and no code then; the device asks for your finger, your face or its PIN.",
    }


class EditPasskeyForm(Worded, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    labels = {"name": "Name"}
