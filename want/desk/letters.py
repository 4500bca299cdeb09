"""The form of a letter's wording, for every page of the desk that shows a letter before it is sent."""

from collections.abc import Mapping
from typing import Any

from django import forms

from want.core.versions import EditedMeanwhile, sent_again
from want.venues.models import Edition
from want.venues.wordings import LetterKind, Wording, problems_of, wording_of


class LetterForm(forms.Form):
    """Subject and text of one kind of letter, with its places to be filled for each person."""

    subject = forms.CharField(max_length=250)
    body = forms.CharField(label="Letter", max_length=10_000, widget=forms.Textarea(attrs={"rows": 14}))
    seen_wording = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, edition: Edition, kind: LetterKind) -> None:
        wording = wording_of(edition, kind)
        shown = {"subject": wording.subject, "body": wording.body, "seen_wording": wording.mark}
        super().__init__(data, initial=shown)
        self.kind = kind
        self.fields["body"].help_text = places_of(kind)

    @property
    def wording(self) -> Wording:
        """Return what was typed, or the present wording."""
        values = self.cleaned_data if self.is_bound else self.initial
        return typed_wording(values)

    def meet(self, meanwhile: EditedMeanwhile) -> list[tuple[str, str]]:
        """Let the form replace knowingly what somebody else saved; return that, for the page."""
        self.data = sent_again(self.data, seen_wording=meanwhile.version)
        return stored_wording(meanwhile)

    def clean(self) -> dict[str, Any]:
        """Say which places stand for nothing, and which are missing."""
        if not self.errors:
            for sentence in problems_of(self.kind, self.wording):
                self.add_error("body", sentence)
        return self.cleaned_data


def typed_wording(values: Mapping[str, Any]) -> Wording:
    """Return the wording that stands in a form's fields."""
    body = values["body"].replace("\r\n", "\n").strip() + "\n"
    return Wording(values["subject"], body, values.get("seen_wording", ""))


def stored_wording(meanwhile: EditedMeanwhile) -> list[tuple[str, str]]:
    """Return the letter that somebody else saved, as the page of the second one shows it."""
    return [("Subject", meanwhile.theirs["subject"]), ("Letter", meanwhile.theirs["body"])]


def places_of(kind: LetterKind) -> str:
    """Say what the places of a letter stand for."""
    places = "; ".join(f"{{{name}}} is {meaning}" for name, meaning in kind.places.items())
    return f"Filled for each person: {places}."
