"""The forms of a profile: a list pasted or uploaded, one paper by hand, days away."""

from typing import Any

from django import forms

from reviews.expertise.bibtex import read_bibtex
from reviews.expertise.exports import read_file
from reviews.expertise.found import LONGEST_ABSTRACT, LONGEST_TITLE, Reading

MOST_BYTES = 5_000_000


class PasteForm(forms.Form):
    """BibTeX, as one has it."""

    bibtex = forms.CharField(
        label="BibTeX",
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text="Paste whole entries. Titles count, and abstracts where entries have them.",
    )

    def reading(self) -> Reading:
        """Return what the text holds."""
        return read_bibtex(self.cleaned_data["bibtex"])


class UploadForm(forms.Form):
    """A file that another service handed out."""

    export = forms.FileField(
        label="File",
        help_text="A .bib file; DBLP's XML or JSON; ORCID's works as JSON or BibTeX; Semantic Scholar's JSON.",
    )

    def clean_export(self) -> Any:
        """Refuse what is far too big for a list of papers."""
        file = self.cleaned_data["export"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("This file is too big for a list of papers: 5 MB is the limit.")
        return file

    def reading(self) -> Reading:
        """Return what the file holds."""
        return read_file(self.cleaned_data["export"].read())


class PdfForm(forms.Form):
    """A paper as a file, of which title and abstract are read."""

    pdf = forms.FileField(
        label="PDF",
        help_text="Title and abstract are read from its first page, for you to correct. The file is not kept.",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"empty": "The file is empty. Choose the PDF again."},
    )


class PaperForm(forms.Form):
    """One paper by hand."""

    title = forms.CharField(max_length=LONGEST_TITLE)
    abstract = forms.CharField(required=False, max_length=LONGEST_ABSTRACT, widget=forms.Textarea(attrs={"rows": 4}))
    year = forms.IntegerField(required=False, min_value=1900, max_value=2099)

    def reading(self) -> Reading:
        """Return the paper as a list of one."""
        reading = Reading("typed")
        reading.add("the paper", *(self.cleaned_data[name] for name in ("title", "abstract", "year")))
        return reading


class AbsenceForm(forms.Form):
    """Days on which one is away."""

    first_day = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label="To, this day included", widget=forms.DateInput(attrs={"type": "date"}))
