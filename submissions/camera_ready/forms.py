"""What the authors of an accepted paper say for its publication."""

from typing import Any

from django import forms

from submissions.models import CameraReady, Submission
from submissions.submitting.completeness import MAX_ABSTRACT


class CameraReadyForm(forms.Form):
    """The final words, the final file, and whether they may be published."""

    title = forms.CharField(
        max_length=250,
        help_text="As it shall stand in the programme and in citations.",
        error_messages={"required": "Give the paper its title."},
    )
    abstract = forms.CharField(
        max_length=MAX_ABSTRACT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Markdown and LaTeX formulas are rendered as readers will see them.",
        error_messages={"required": "Write the abstract."},
    )
    code_url = forms.URLField(
        required=False,
        label="Link to code",
        assume_scheme="https",
        help_text="Shown beside the paper. You may leave it out.",
        error_messages={"invalid": "This is no web address. Write it whole, as in https://github.com/you/paper."},
    )
    pdf = forms.FileField(
        required=False,
        allow_empty_file=True,
        label="Final PDF",
        help_text="With the authors' names, acknowledgements, references and appendix in one file.",
    )
    consents = forms.BooleanField(
        required=False,
        label="The paper may be published here with the names of its authors",
        help_text="All authors agree. Without this the PDF is not published; title and authors are still listed.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, paper: Submission, handed_in: CameraReady | None, **options: Any) -> None:
        source = handed_in or paper
        initial: dict[str, Any] = {"title": source.title, "abstract": source.abstract, "version": 0}
        if handed_in:
            initial |= {
                "code_url": handed_in.code_url,
                "consents": handed_in.consents,
                "version": handed_in.version,
            }
        super().__init__(initial=initial, **options)
        if handed_in:
            self.fields["pdf"].help_text += " Leave it empty to keep the file that you have handed in."
        self.fields["pdf"].widget.attrs["accept"] = "application/pdf,.pdf"
