"""What people tell about themselves."""

from typing import Any

from django import forms
from django.http import HttpRequest

from want.accounts.models import User


class SignupForm(forms.Form):
    """The two questions beside address and password at sign-up; allauth mixes this into its own form."""

    name = forms.CharField(label="Full name", max_length=120, help_text="As it should stand on your papers.")
    affiliation = forms.CharField(max_length=200, required=False, help_text="Where you work or study.")

    field_order = ["name", "affiliation", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002 (allauth's signature)
        """Keep the answers."""
        user.name = self.cleaned_data["name"]
        user.affiliation = self.cleaned_data["affiliation"]
        user.save(update_fields=["name", "affiliation"])


class ProfileForm(forms.ModelForm[Any]):
    """A person's own page."""

    class Meta:
        model = User
        fields = ["name", "affiliation", "orcid", "homepage"]
