"""The form of a chair's letter to a group."""

import hashlib
import uuid
from typing import Any

from django import forms

from reviews.circular.groups import LABELS, Group
from reviews.circular.letters import PLACES, problems_of_words
from want.venues.wordings import Wording


class CircularForm(forms.Form):
    """To whom, subject and text. `nonce` is the form itself; `seen` says what its preview showed."""

    nonce = forms.UUIDField(widget=forms.HiddenInput)
    group = forms.ChoiceField(label="To", choices=[(group.value, label) for group, label in LABELS.items()])
    subject = forms.CharField(max_length=200)
    body = forms.CharField(
        label="Letter",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Plain text. Filled for each person: "
        + "; ".join(f"{{{name}}} is {meaning}" for name, meaning in PLACES.items())
        + ". The signature of the edition follows by itself.",
    )

    def __init__(self, data: Any = None) -> None:
        fresh = {"nonce": uuid.uuid4(), "body": "Dear {name},\n\n\n\nThe chairs of {edition}"}
        super().__init__(data, initial=fresh)

    @property
    def chosen(self) -> Group:
        """Return the group that was chosen."""
        return Group(self.cleaned_data["group"])

    @property
    def wording(self) -> Wording:
        """Return what was typed."""
        return Wording(self.cleaned_data["subject"], self.cleaned_data["body"].replace("\r\n", "\n"))

    def digest(self, number: int) -> str:
        """Return what stands for this letter to so many people: what is sent is what was looked at."""
        parts = (self.chosen.value, self.wording.subject, self.wording.body, str(number))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def clean(self) -> dict[str, Any]:
        """Say which places stand for nothing."""
        if not self.errors:
            for sentence in problems_of_words(self.wording):
                self.add_error("body", sentence)
        return self.cleaned_data
