"""The review form, and the form with which a paper is handed back."""

from typing import Any

from django import forms

from reviews.models import Review
from reviews.models.review import CONFIDENCE, OVERALL, QUALITY, SCORES, TEXTS

HELP = {
    "overall": "How good is the paper for this workshop, all in all?",
    "confidence": "How sure are you of your judgement?",
    "soundness": "Do the methods hold, and do the results support the claims?",
    "presentation": "Is it well written and put together? Does it say how it relates to earlier work?",
    "contribution": "Does it bring something that people who train networks will want to know or use?",
    "strengths": "What is good about the paper? Originality, quality, clarity, significance.",
    "weaknesses": "What is not good, and what would mend it? Be specific; the authors will read this.",
    "questions": "What could the authors answer that might change your mind?",
    "confidential": "Only the paper's area chair and the chairs read this.",
}
CHOICES = {"overall": OVERALL, "confidence": CONFIDENCE}
MISSING = {
    **dict.fromkeys(SCORES, "Please choose a score."),
    "strengths": "Please say what is good about the paper, if only in a sentence.",
    "weaknesses": "Please say what could be better, if only in a sentence.",
}


class ReviewForm(forms.ModelForm[Review]):
    """The answers of a review, complete. A draft needs no form: it is kept as it was typed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Review
        fields = [*SCORES, *TEXTS]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SCORES:
            choices = [(value, label.partition(": ")[2] or label) for value, label in CHOICES.get(name, QUALITY)]
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label, choices=choices, coerce=int, widget=forms.RadioSelect
            )
        for name in TEXTS:
            self.fields[name].widget.attrs |= {"rows": 6 if name in {"strengths", "weaknesses"} else 4}
        for name, text in HELP.items():
            self.fields[name].help_text = text
        for name, text in MISSING.items():
            self.fields[name].error_messages["required"] = text
        self.label_suffix = ""


class DeclineForm(forms.Form):
    """Why a paper is handed back, and whether it is a conflict of interest."""

    is_conflict = forms.BooleanField(
        label="I have a conflict of interest with this paper",
        required=False,
        help_text="For example, you know or guess who wrote it and worked with them. You will not see the paper any more.",
    )
    reason = forms.CharField(
        label="Reason",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The chairs and the paper's area chair read this, so that they can find somebody else.",
        error_messages={"required": "Please give a reason, if only in a few words."},
    )

    def __init__(self, *args: Any, only_conflict: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only_conflict = only_conflict
        if only_conflict:
            del self.fields["is_conflict"]
