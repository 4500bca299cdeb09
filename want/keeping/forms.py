"""The question before an account is erased."""

from typing import Any

from django import forms

from want.accounts.models import User


class EraseForm(forms.Form):
    """Asks for the person's own address, which nobody types by mistake."""

    address = forms.EmailField(
        label="Your e-mail address",
        help_text="Write it out, to say that you mean it. This cannot be taken back.",
        error_messages={"required": "Write your e-mail address to say that you mean it."},
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_address(self) -> str:
        """Compare it with the account's."""
        address: str = self.cleaned_data["address"].strip().lower()
        if address != self.user.email:
            raise forms.ValidationError("This is not the address of your account, so nothing was erased.")
        return address
