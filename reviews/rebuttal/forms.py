"""The form of the author response."""

from django import forms

LIMIT = 10_000


class RebuttalForm(forms.Form):
    """One text, counted; it carries the version it was opened with."""

    text = forms.CharField(
        label="Text",
        max_length=LIMIT,
        widget=forms.Textarea(attrs={"rows": 16, "class": "form-control"}),
        help_text="Markdown and LaTeX maths work. Keep it anonymous: the reviewers read it.",
        error_messages={"required": "Please write something before you save the response."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
