"""What people tell about themselves."""

import re
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.validators import RegexValidator
from django.http import HttpRequest

from want.accounts.actions import mark_of_profile
from want.accounts.models import User
from want.accounts.orcid import is_orcid, plain_orcid
from want.core import countries

# Mails to others hold people's names, so a name must not carry an advertisement to them.
NO_NAME = re.compile(r"@|//|www\.|[<>]")
JUST_A_NAME = RegexValidator(NO_NAME, "Please write your name alone.", inverse_match=True)


def one_line(text: str) -> str:
    """Return a text without line ends and double spaces."""
    return " ".join(text.split())


def country_field() -> forms.ChoiceField:
    """Return the question for the country, which nobody has to answer."""
    return forms.ChoiceField(
        choices=lambda: [("", "Not said"), *countries.choices()],
        required=False,
        widget=forms.Select(attrs={"autocomplete": "country"}),
        help_text="Where that is, if you like. Chairs can spread the reviewers of a paper over countries and regions.",
    )


class NameForm(forms.Form):
    """Name and affiliation, as they will stand on papers and in mails."""

    name = forms.CharField(
        label="Full name",
        max_length=120,
        validators=[JUST_A_NAME],
        help_text="As it should stand on your papers.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    affiliation = forms.CharField(
        max_length=200,
        required=False,
        help_text="Where you work or study; several with a semicolon between them. "
        "It keeps your colleagues from reviewing you.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def clean_name(self) -> str:
        """Return the name on one line."""
        return one_line(self.cleaned_data["name"])

    def clean_affiliation(self) -> str:
        """Return the affiliation on one line."""
        return one_line(self.cleaned_data["affiliation"])


class SignupForm(NameForm):
    """The two questions beside address and password at sign-up; allauth mixes this into its own form."""

    field_order = ["name", "affiliation", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002 (allauth's signature)
        """Keep the answers."""
        user.name = self.cleaned_data["name"]
        user.affiliation = self.cleaned_data["affiliation"]
        user.save(update_fields=["name", "affiliation"])


class ProfileForm(NameForm, forms.ModelForm[User]):
    """A person's own page."""

    country = country_field()
    orcid = forms.CharField(
        label="ORCID iD", required=False, help_text="0000-0002-1825-0097, or its address at orcid.org."
    )
    homepage = forms.URLField(label="Home page", required=False, assume_scheme="https")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = User
        fields = ["name", "affiliation", "country", "orcid", "homepage"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = mark_of_profile(self.instance)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("seen", "name", "affiliation", "country", "orcid", "homepage")

    def clean_orcid(self) -> str:
        """Return the plain iD, however it was written; one with a mistyped digit is refused."""
        written = plain_orcid(self.cleaned_data["orcid"])
        if written and not is_orcid(written):
            raise forms.ValidationError("This is not an ORCID iD. Check its sixteen digits.")
        return written
