"""The form of a meta-review."""

from django import forms

from reviews.models.decision import Outcome


class MetaReviewForm(forms.Form):
    """A summary for the chairs and, after the release, for the authors; and what it comes down to."""

    text = forms.CharField(
        label="Text",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 12, "class": "form-control"}),
        help_text="What do the reviewers agree on, where do they differ, and what decides? The authors read it with "
        "the decision.",
        error_messages={"required": "Please sum the reviews up, if only in a few sentences."},
    )
    recommendation = forms.ChoiceField(
        label="Your recommendation",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        help_text="For the chairs and the reviewers; the authors do not see it.",
        error_messages={"required": "Please choose what you recommend."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
