"""What chairs send about assignments."""

from typing import Any

from django import forms

from reviews.assignment.planning import Wish
from want.core.sealed import unseal
from want.core.sealedforms import SealedField

MOST_BYTES = 2_000_000


class ChangeForm(forms.Form):
    """Who goes off a paper of a plan, and who comes."""

    leaving = SealedField(kind="person", required=False)
    coming = SealedField(kind="person", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for at least one of the two."""
        cleaned = super().clean() or {}
        if not cleaned.get("leaving") and not cleaned.get("coming"):
            raise forms.ValidationError("Choose who goes, who comes, or both.")
        return cleaned


class TableForm(forms.Form):
    """A table of assignments, uploaded or pasted."""

    text = forms.CharField(
        label="Table",
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        help_text="A line for each paper and person: “12,ada@college.example”, or as HotCRP and OpenReview write it.",
    )
    table = forms.FileField(label="Or a CSV file", required=False)
    mark = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean_table(self) -> str:
        """Return the text of the file."""
        table = self.cleaned_data["table"]
        if not table:
            return ""
        if table.size > MOST_BYTES:
            raise forms.ValidationError("This file is too big for a table of assignments: at most 2 MB.")
        try:
            return str(table.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError("This file is not text in UTF-8. Please save it as CSV in UTF-8.") from None

    def clean(self) -> dict[str, Any]:
        """Ask for something."""
        cleaned = super().clean() or {}
        if not self.errors:
            cleaned["text"] = cleaned.get("table") or cleaned.get("text", "")
            if not cleaned["text"].strip():
                self.add_error("text", "Paste at least one line, or choose a file.")
        return cleaned


class WishForm(forms.Form):
    """Whom to pin to a paper, to rule out, or to leave to the computation: "pin", and the person's sealed key."""

    wish = forms.RegexField(r"^(pin|bar|nothing) [\w=-]{1,64}$")

    @property
    def wish_and_person(self) -> tuple[Wish, int]:
        """Return the wish, and the key of the person."""
        wish, _, person = self.cleaned_data["wish"].partition(" ")
        return Wish(wish), unseal(person, "person")


class UnassignForm(forms.Form):
    """Why somebody is taken off a paper."""

    assignment = SealedField(kind="assignment")
    reason = forms.CharField(
        label="Why", max_length=500, error_messages={"required": "Please say why, in a few words. Only chairs read it."}
    )


class AssignForm(forms.Form):
    """Who gets a paper."""

    person = SealedField(kind="person", error_messages={"required": "Choose a person."})


class GiveForm(forms.Form):
    """Which paper somebody gets."""

    paper = forms.CharField(max_length=40)


class SwapForm(forms.Form):
    """Who leaves this paper for another one, and who of that one comes."""

    leaving = SealedField(kind="person")
    paper = forms.CharField(max_length=40)
    coming = SealedField(kind="person")
