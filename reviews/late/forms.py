"""The forms of stopping, of giving a paper that needs somebody, and of asking somebody from outside."""

from typing import Any

from django import forms

from reviews.committee.parsing import Candidate
from want.core.sealedforms import SealedField
from want.venues.models import Role


class StopForm(forms.Form):
    """Why somebody takes no papers any more."""

    reason = forms.CharField(
        label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text="A few words are enough."
    )


class GiveForm(forms.Form):
    """Which paper goes to whom, and the need as it was shown."""

    paper = forms.CharField(max_length=20)
    role = forms.ChoiceField(choices=[(Role.REVIEWER.value, ""), (Role.AREA_CHAIR.value, "")])
    person = SealedField(kind="person")
    mark = forms.CharField(required=False, max_length=64)


class OutsideForm(forms.Form):
    """Whom to ask who is not on the committee."""

    name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(label="Address", max_length=254)
    affiliation = forms.CharField(max_length=200, required=False)

    def candidate(self) -> Candidate:
        """Return the person as the invitation takes them: for one paper."""
        said: dict[str, Any] = self.cleaned_data
        return Candidate(said["email"].lower(), said["name"], said["affiliation"], 1)
