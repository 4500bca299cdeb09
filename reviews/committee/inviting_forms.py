"""The form of inviting: whom, pasted or uploaded, as what, for how many papers and which tracks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import escape

from reviews.committee.parsing import (
    LONGEST_TEXT,
    MOST_PAPERS,
    Line,
    as_text,
    read_addresses,
    read_csv,
    with_load,
)
from reviews.committee.tracks import with_tracks
from want.venues.models import Role
from want.venues.tracks import READERS

MOST_BYTES = 2 * LONGEST_TEXT
IN_BRACKETS = " Tracks stand in brackets behind the affiliation: [{example}]; several with a bar between them."


class PeopleForm(forms.Form):
    """Whom to invite, pasted or uploaded, and as what."""

    role = forms.ChoiceField(
        label="Invite as",
        choices=[(role.value, role.label) for role in (Role.REVIEWER, Role.AREA_CHAIR, Role.CHAIR)],
        initial=Role.REVIEWER.value,
    )
    max_load = forms.IntegerField(
        label="Papers at most",
        required=False,
        min_value=1,
        max_value=MOST_PAPERS,
        help_text="For those without a number of their own below. Empty means as many as everybody.",
    )
    tracks = forms.MultipleChoiceField(
        label="For the tracks",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="For those without tracks of their own below. No tick means all tracks.",
    )
    people = forms.CharField(
        label="Addresses",
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false", "autocomplete": "off"}),
        help_text="One a line, as you have them: “Ada Lovelace &lt;ada@college.example&gt;, Ada College”. "
        "Commas and semicolons between addresses are fine. A number at the end of a line is the most papers they take.",
    )
    table = forms.FileField(
        label="Or a CSV file",
        required=False,
        help_text="Columns name, email, affiliation and max_load, with a header or without.",
    )
    takes_up = forms.ChoiceField(choices=[("", ""), ("offer", "")], required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tracks: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tracks = tracks
        if not tracks:
            del self.fields["tracks"]
            return
        self.fields["tracks"].choices = [(name, name) for name in tracks]  # type: ignore[attr-defined]
        self.fields["people"].help_text += IN_BRACKETS.format(example=escape(tracks[0]))
        self.fields[
            "table"
        ].help_text = (
            "Columns name, email, affiliation, max_load and tracks (with semicolons between them), with a header."
        )

    def lines(self) -> list[Line]:
        """Return what was typed or uploaded, read line by line."""
        table = self.cleaned_data.get("table")
        found = read_csv(table.read()) if table else read_addresses(self.cleaned_data["people"])
        found = with_load(found, self.cleaned_data["max_load"])
        found = with_tracks(found, self.tracks, self.cleaned_data.get("tracks", ()))
        return found if self.cleaned_data["role"] in READERS else with_tracks(found, (), ())

    @property
    def is_offer(self) -> bool:
        """Tell whether this takes up offers to review, which have a letter of their own."""
        return self.cleaned_data["takes_up"] == "offer" and self.cleaned_data["role"] == Role.REVIEWER

    def clean_people(self) -> str:
        """Add whom the chair ticked in a list of candidates; a line each."""
        ticked = self.data.getlist("pick") if hasattr(self.data, "getlist") else []
        text: str = "\n".join([*filter(None, [self.cleaned_data["people"]]), *ticked])
        return text[: LONGEST_TEXT + 1]

    def clean_table(self) -> Any:
        """Refuse files that are far too big for a list of people."""
        table = self.cleaned_data["table"]
        if table and table.size > MOST_BYTES:
            raise forms.ValidationError("This file is too big for a list of people.")
        return table

    def clean(self) -> dict[str, Any]:
        """Ask for somebody."""
        if not self.errors and not self.cleaned_data.get("table") and not self.cleaned_data.get("people", "").strip():
            self.add_error("people", "Paste at least one address, or choose a file.")
        return self.cleaned_data

    def as_pasted(self, lines: list[Line]) -> "PeopleForm":
        """Return the form with an uploaded table written into the field, where it can be mended."""
        kept = {name: self.cleaned_data[name] for name in ("role", "takes_up")}
        return PeopleForm(initial=kept | {"people": as_text(lines)}, tracks=self.tracks)
