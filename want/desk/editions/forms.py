"""The forms of an edition itself: opening one, and its words and settings."""

from copy import copy
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms

from want.desk.dates.fields import in_our_times
from want.venues.actions import TERMS
from want.venues.models import RESERVED, Edition, slug_of_edition

WORDS = ["name", "title", "tagline", "place", "contact", "homepage", "template_url", "is_public"]
TEXTS = ["about", "call", "instructions"]
NUMBERS = [
    "reviews_per_paper",
    "papers_per_reviewer",
    "papers_per_area_chair",
    "expected_size",
    "camera_ready_reminder_days",
    "four_eyes",
]
COMMITTEE = ["asks_authors", "takes_offers"]


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """An edition's words and settings. Its dates, lists and short name have pages of their own."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Edition
        fields = [*WORDS, *TEXTS, *NUMBERS, *COMMITTEE, *TERMS]

    def __init__(self, data: Any = None, *, edition: Edition, is_chair: bool) -> None:
        super().__init__(data, instance=copy(edition), initial={"seen_version": edition.version})
        for name in () if is_chair else TERMS:
            del self.fields[name]
        self.fields["is_public"].label = "The call is public"
        self.fields["name"].help_text = "For example WANT@ICML 2024."
        for name in TEXTS:
            self.fields[name].widget.attrs |= {"rows": 10}
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "seen_version",
            _part("Words", "What people read at the top of the edition's pages.", *WORDS),
            _part("Texts", "The pages of the call. They are written in Markdown.", *TEXTS),
            _part("Numbers", "What the assignment and the reminders go by.", Div(*NUMBERS, css_class="desk-columns")),
            _part("Who may offer to review", "Whoever offers is invited by the chairs, or not.", *COMMITTEE),
            _part(
                "Who sees what",
                "The strict choice is the usual one. It holds at once."
                if is_chair
                else "This is for the chairs of the edition to settle.",
                Div(*(name for name in TERMS if name in self.fields), css_class="desk-ticks"),
            ),
            Div(Submit("save", "Save settings"), css_class="form-actions"),
        )

    def changes(self) -> dict[str, Any]:
        """Return what was typed, by field of the edition."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}


class NewEditionForm(forms.Form):
    """What one must say to open an edition; the rest comes from an earlier one or is set afterwards."""

    copy_from = forms.ModelChoiceField(
        Edition.objects.none(),
        label="Take over from",
        required=False,
        empty_label="Nothing, start afresh",
        help_text="Texts, settings, topics, areas, types and letters; the dates too, moved by whole days.",
    )
    name = forms.CharField(max_length=80, help_text="For example WANT@ICML 2025.")
    slug = forms.CharField(
        label="Short name",
        max_length=40,
        validators=[slug_of_edition],
        help_text="Stands in all addresses and stays: icml2025.",
    )
    title = forms.CharField(max_length=250, label="Full name", help_text="As it is cited.")
    held_on = forms.DateField(
        label="Day of the workshop",
        required=False,
        validators=[in_our_times],
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, data: Any = None, *, editions: list[Edition]) -> None:
        super().__init__(data)
        field = self.fields["copy_from"]
        field.queryset = Edition.objects.filter(pk__in=[edition.pk for edition in editions])  # type: ignore[attr-defined]
        field.initial = editions[0].pk if editions else None
        self.helper = FormHelper()
        self.helper.add_input(Submit("open", "Open the edition"))

    def clean_slug(self) -> str:
        """Refuse a short name that is taken, by an edition or by a folder of the site."""
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED or Edition.objects.filter(slug=slug).exists():
            raise forms.ValidationError("This short name is taken. Choose another one.")
        return slug


def _part(title: str, sentence: str, *fields: Any) -> Div:
    return Div(HTML(f"<h2>{title}</h2><p>{sentence}</p>"), *fields, css_class="form-section")
