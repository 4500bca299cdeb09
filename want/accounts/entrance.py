"""The forms at the entrance: allauth's own, in our words. Named in settings.ACCOUNT_FORMS.

They stand apart from forms.py because allauth itself imports that when it builds these.
"""

from typing import Any

from allauth.account import forms as allauth
from allauth.account.fields import PasswordField

from want.accounts.actions import end_squatting
from want.accounts.codes import use_code

CODE = {"autocapitalize": "characters", "spellcheck": "false", "autofocus": True}


class Worded:
    """Gives fields our labels and help texts, and none the grey words inside that vanish while one types."""

    labels: dict[str, str] = {}
    help_texts: dict[str, str] = {}
    left_out: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name in self.left_out:
            self.fields.pop(name, None)  # type: ignore[attr-defined]
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = self.labels.get(name, field.label)
            if name in self.help_texts or isinstance(field, PasswordField):
                field.help_text = self.help_texts.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Worded, allauth.LoginForm):
    """Sign in by password."""

    labels = {"login": "E-mail address", "password": "Password"}
    help_texts = {"login": "The one you signed up with, or any other you have verified."}


class SignupForm(Worded, allauth.SignupForm):
    """Sign up; SIGNUP_FORM_CLASS adds name and affiliation."""

    labels = {"email": "E-mail address", "password1": "Password (if you like)"}
    help_texts = {
        "email": "We mail a code to it. You can add your other addresses later.",
        "password1": "At least 10 characters. Leave it empty to sign in by a code that we mail you each time.",
    }


class RequestCodeForm(Worded, allauth.RequestLoginCodeForm):
    """Ask for a sign-in code."""

    labels = {"email": "E-mail address"}


class MailedCode(Worded):
    """Takes any code that was mailed to the address a short time ago, not only the one that this browser asked for."""

    asked = ""

    def __init__(self, *args: Any, address: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address
        self.fields["code"].widget.attrs.update(CODE)  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """Return the code if it holds; from now on it does not. What allauth still asks is asked afterwards."""
        code: str = self.cleaned_data["code"]  # type: ignore[attr-defined]
        self.expected_code = code if use_code(self.asked, self.address, code) else ""
        if self.expected_code:
            self.take_address()
        return str(super().clean_code())  # type: ignore[misc]

    def take_address(self) -> None:
        """Do what follows from the proof before allauth asks whose the address is."""


class ConfirmLoginForm(MailedCode, allauth.ConfirmLoginCodeForm):
    """Enter the sign-in code."""

    asked = "sign_in_code"


class ConfirmAddressForm(MailedCode, allauth.ConfirmEmailVerificationCodeForm):
    """Enter the code that proves an address."""

    asked = "address_code"

    def take_address(self) -> None:
        """Let nobody keep the address from whoever reads its mail by having signed up with it."""
        end_squatting(self.address, by=self.user)


class AddEmailForm(Worded, allauth.AddEmailForm):
    """Add another address."""

    labels = {"email": "Another address of yours"}


class ReauthenticateForm(Worded, allauth.ReauthenticateForm):
    """Prove once more that it is you."""


class ResetPasswordForm(Worded, allauth.ResetPasswordForm):
    """Ask for a link to choose a new password."""

    labels = {"email": "E-mail address"}


class NewPasswordForm(Worded, allauth.ResetPasswordKeyForm):
    """Choose a new password after a link in a mail. Once is enough: a mistyped one is reset again."""

    labels = {"password1": "New password"}
    help_texts = {"password1": "At least 10 characters."}
    left_out = ("password2",)


class SetPasswordForm(Worded, allauth.SetPasswordForm):
    """Choose a first password."""

    labels = {"password1": "Password"}
    help_texts = {"password1": "At least 10 characters."}
    left_out = ("password2",)


class ChangePasswordForm(Worded, allauth.ChangePasswordForm):
    """Choose another password."""

    labels = {"oldpassword": "Your password now", "password1": "New password"}
    help_texts = {"password1": "At least 10 characters."}
    left_out = ("password2",)
