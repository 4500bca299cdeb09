"""The forms of the formula's page."""

from collections.abc import Iterator

from django import forms

from reviews.models.matching import UploadedUse
from want.core.csvin import lines_of

NO_FILE = "Choose a CSV file of scores first."
TOO_BIG = (
    "This file is bigger than {megabytes} MB, so nothing of it was taken. Leave out pairs with hardly any match, or "
    "write scores with three digits."
)
MOST_CARRIED = 2_000_000  # signs of a table that go from page to page; a request may hold little more


class FormulaForm(forms.Form):
    """A formula to try, or to keep."""

    text = forms.IntegerField(label="Weight of texts, in per cent; topics have the rest", min_value=0, max_value=100)
    bid = forms.FloatField(
        label="What a step of a bid multiplies by",
        min_value=1,
        max_value=3,
        widget=forms.NumberInput(attrs={"step": "0.05"}),
        help_text="1.5 is what NeurIPS used. 1 leaves bids out of account.",
    )
    use = forms.ChoiceField(
        label="Scores from a file",
        choices=[(UploadedUse.JOIN, "Averaged with the texts"), (UploadedUse.REPLACE, "Instead of the texts")],
        help_text="Averaged is the mean of the uploaded score and the similarity of texts; where only one is there, it "
        "stands alone.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class ScoresForm(forms.Form):
    """A file of scores."""

    scores = forms.FileField(
        label="Scores (CSV)",
        help_text="Paper's number or code; reviewer's address, or name as OpenReview writes it (~Ada_Lovelace1); "
        "score: a pair a line. They stand in place of those uploaded before; an empty file removes them.",
        allow_empty_file=True,
    )

    def lines(self) -> Iterator[str]:
        """Yield the lines of the file; the larger ones wait on the disk."""
        return lines_of(self.cleaned_data["scores"].file)


class RestForm(forms.Form):
    """The lines of a file that can be taken, after a chair has seen which cannot."""

    lines = forms.CharField(widget=forms.Textarea, max_length=MOST_CARRIED)
