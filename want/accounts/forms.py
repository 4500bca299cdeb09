"""What people tell about themselves."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.http import HttpRequest

from want.accounts.models import User
from want.accounts.orcid import is_orcid, plain_orcid


class SignupForm(forms.Form):
    """The two questions beside address and password at sign-up; allauth mixes this into its own form."""

    name = forms.CharField(label="Full name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    affiliation = forms.CharField(
        max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )

    field_order = ["name", "affiliation", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002 (allauth's signature)
        """Keep the answers."""
        user.name = self.cleaned_data["name"]
        user.affiliation = self.cleaned_data["affiliation"]
        user.save(update_fields=["name", "affiliation"])


class ProfileForm(forms.ModelForm[User]):
    """A person's own page."""

    orcid = forms.CharField(
        label="ORCID iD", required=False, help_text="0000-0002-1825-0097, or its address at orcid.org."
    )
    homepage = forms.URLField(label="Home page", required=False, assume_scheme="https")

    class Meta:
        model = User
        fields = ["name", "affiliation", "orcid", "homepage"]
        help_texts = {
            "name": "As it should stand on your papers.",
            "affiliation": "Where you work or study. It keeps your colleagues from reviewing you.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("name", "affiliation", "orcid", "homepage")

    def clean_orcid(self) -> str:
        """Return the plain iD, however it was written; one with a mistyped digit is refused."""
        written = plain_orcid(self.cleaned_data["orcid"])
        if written and not is_orcid(written):
            raise forms.ValidationError("This is not an ORCID iD. Check its sixteen digits.")
        return written
