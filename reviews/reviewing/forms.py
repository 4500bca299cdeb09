"""The review form, and the form with which a paper is handed back."""

from typing import Any

from django import forms

from reviews.models.review import CONFIDENCE, OVERALL, QUALITY, SCORES, TEXTS
from reviews.reviewing.content import LONGEST

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
LABELS = {
    "strengths": "strengths",
    "weaknesses": "weaknesses",
    "questions": "questions to the authors",
    "confidential": "confidential remarks to the chairs",
}
MISSING = {
    "strengths": "Please say what is good about the paper, if only in a sentence.",
    "weaknesses": "Please say what could be better, if only in a sentence.",
}


def _scale(name: str) -> forms.TypedChoiceField:
    choices = [(value, label.partition(": ")[2] or label) for value, label in CHOICES.get(name, QUALITY)]
    return forms.TypedChoiceField(
        label=name if name != "overall" else "overall score",
        choices=choices,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=HELP[name],
        error_messages={"required": "Please choose a score."},
    )


def _text(name: str) -> forms.CharField:
    return forms.CharField(
        label=LABELS[name],
        required=name in MISSING,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8 if name in MISSING else 4}),
        help_text=HELP[name],
        error_messages={"required": MISSING.get(name, "")},
    )


class ReviewForm(forms.Form):
    """The answers of a review, complete. A draft needs no form: it is kept as it was typed."""

    overall = _scale("overall")
    confidence = _scale("confidence")
    soundness = _scale("soundness")
    presentation = _scale("presentation")
    contribution = _scale("contribution")
    strengths = _text("strengths")
    weaknesses = _text("weaknesses")
    questions = _text("questions")
    confidential = _text("confidential")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @property
    def scores(self) -> list[forms.BoundField]:
        """Return the fields that are chosen from a scale."""
        return [self[name] for name in SCORES]

    @property
    def texts(self) -> list[forms.BoundField]:
        """Return the fields that are written."""
        return [self[name] for name in TEXTS]


class DeclineForm(forms.Form):
    """Why a paper is handed back, and whether it is a conflict of interest."""

    is_conflict = forms.BooleanField(
        label="I have a conflict of interest with this paper",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        help_text="For example, you worked with those who wrote it. You will not see the paper any more.",
    )
    reason = forms.CharField(
        label="Reason",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        help_text="The chairs and the paper's area chair read this, so that they can find somebody else.",
        error_messages={"required": "Please give a reason, if only in a few words."},
    )

    def __init__(self, *args: Any, only_conflict: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only_conflict = only_conflict
        if only_conflict:
            del self.fields["is_conflict"]
