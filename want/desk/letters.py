"""The form of a letter's wording, for every page of the desk that shows a letter before it is sent."""

from typing import Any

from django import forms

from want.venues.models import Edition
from want.venues.wordings import LetterKind, Wording, problems_of, wording_of


class LetterForm(forms.Form):
    """Subject and text of one kind of letter, with its places to be filled for each person."""

    subject = forms.CharField(max_length=250)
    body = forms.CharField(label="Letter", max_length=10_000, widget=forms.Textarea(attrs={"rows": 14}))

    def __init__(self, data: Any = None, *, edition: Edition, kind: LetterKind) -> None:
        wording = wording_of(edition, kind)
        super().__init__(data, initial={"subject": wording.subject, "body": wording.body})
        self.kind = kind
        self.fields["body"].help_text = places_of(kind)

    @property
    def wording(self) -> Wording:
        """Return what was typed, or the present wording."""
        values = self.cleaned_data if self.is_bound else self.initial
        return Wording(values["subject"], values["body"].replace("\r\n", "\n"))

    def clean(self) -> dict[str, Any]:
        """Say which places stand for nothing, and which are missing."""
        if not self.errors:
            for sentence in problems_of(self.kind, self.wording):
                self.add_error("body", sentence)
        return self.cleaned_data


def places_of(kind: LetterKind) -> str:
    """Say what the places of a letter stand for."""
    places = "; ".join(f"{{{name}}} is {meaning}" for name, meaning in kind.places.items())
    return f"Filled for each person: {places}."
