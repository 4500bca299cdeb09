"""The one form of a paper. Nothing is required, for it can be saved at any time; `completeness` says what lacks."""

import re
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from submissions.conflicts.fields import NamedConflicts
from submissions.models import Submission
from submissions.models.submission import new_code
from submissions.submitting.completeness import MAX_ABSTRACT
from submissions.submitting.content import FIELDS, content_of
from submissions.submitting.queries import Choices, choices_of
from want.venues.models import Edition

MAX_KEYWORDS = 12
MAX_KEYWORD = 120
CODE_SALT = "submissions.code"

TOO_LONG = "This has %(show_value)d characters, and %(limit_value)d fit."
BETWEEN_KEYWORDS = re.compile(r"[,;\n]")


class Line(forms.CharField):
    """A line of text with a limit that is said and not enforced while typing, so that nothing pasted is cut off."""

    def __init__(self, *, limit: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.validators.append(MaxLengthValidator(limit, TOO_LONG))
        if options.get("widget") is None:
            self.widget.attrs["data-count"] = limit


class Keywords(forms.CharField):
    """Keywords between commas, each once."""

    def prepare_value(self, value: Any) -> Any:
        """Show stored keywords as they are typed."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        """Return the list, or say which keyword cannot be kept."""
        words = [" ".join(word.split()) for word in BETWEEN_KEYWORDS.split(super().clean(value))]
        keywords = list({word.casefold(): word for word in words if word}.values())
        if len(keywords) > MAX_KEYWORDS:
            raise ValidationError(f"These are {len(keywords)} keywords; choose the {MAX_KEYWORDS} that say most.")
        for keyword in keywords:
            if len(keyword) > MAX_KEYWORD:
                raise ValidationError(f"“{keyword[:40]}…” is too long for a keyword. Put commas between keywords.")
        return keywords


class SubmissionForm(forms.Form):
    """Words, filing and file of a paper; the authors are in `author_forms`."""

    title = Line(limit=250, help_text="Formulas between dollar signs are rendered: $O(n \\log n)$.")
    abstract = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "data-count": MAX_ABSTRACT}),
        help_text="Markdown and LaTeX formulas are rendered as readers will see them.",
    )
    tldr = Line(
        limit=250, label="In one sentence (TL;DR)", help_text="What a reviewer reads first. You may leave it out."
    )
    submission_type = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label="Type of paper", widget=forms.RadioSelect
    )
    track = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        help_text="The reviewers of this track read the paper.",
    )
    topics = forms.TypedMultipleChoiceField(
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Reviewers are found by these, so choose all that fit well.",
    )
    other_topic = Line(limit=120, label="Another topic", widget=forms.TextInput)
    areas = forms.TypedMultipleChoiceField(
        required=False,
        coerce=int,
        label="Where the work is applied",
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose none if it is not about an application.",
    )
    other_area = Line(limit=120, label="Another area", widget=forms.TextInput)
    keywords = Keywords(required=False, help_text="Separated by commas: pipeline parallelism, activation checkpointing")
    conflicts = NamedConflicts(
        required=False,
        max_length=5000,
        label="Who must not review this paper",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text="One a line: an address, or the domain of an institution for everybody there, and why: "
        "anna@college.example our advisor. They need no account here.",
    )
    pdf = forms.FileField(required=False, allow_empty_file=True, label="PDF")
    supplement = forms.FileField(
        required=False,
        allow_empty_file=True,
        label="Supplementary material (PDF)",
        help_text="You may leave it out. Reviewers need not read it.",
    )

    code = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, edition: Edition, paper: Submission | None = None, **options: Any) -> None:
        choices = choices_of(edition)
        super().__init__(initial=_initial(choices, paper), **options)
        self._offer("submission_type", choices.types)
        self._offer("track", choices.tracks)
        self._offer("topics", choices.topics)
        self._offer("areas", choices.areas)
        for file in ("pdf", "supplement"):
            self.fields[file].widget.attrs["accept"] = "application/pdf,.pdf"
        if edition.takes_archives:
            self._offer_archives(reach="chairs and reviewers" if edition.archives_for_reviewers else "the chairs alone")

    def content(self) -> dict[str, Any]:
        """Return what can be stored of what was typed; fields with errors stay on the page."""
        self.is_valid()
        return {field: value for field, value in self.cleaned_data.items() if field in FIELDS}

    def given_code(self) -> str:
        """Return the public id this form was given when it was first shown, if it was ours to give."""
        try:
            return signing.loads(self.data.get("code", ""), salt=CODE_SALT)
        except signing.BadSignature:
            return ""

    def _offer_archives(self, *, reach: str) -> None:
        field = self.fields["supplement"]
        field.label = "Supplementary material (PDF, ZIP or tar.gz)"
        field.help_text = (
            f"{field.help_text} An archive is kept as it is and never unpacked, so nobody can take names out of it: "
            f"leave out folders, comments and accounts that tell who you are. Archives go to {reach}."
        )
        field.widget.attrs["accept"] += ",.zip,.tar.gz,.tgz"

    def _offer(self, field: str, choices: list[tuple[int, str]]) -> None:
        if choices:
            self.fields[field].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields[field]


def _initial(choices: Choices, paper: Submission | None) -> dict[str, Any]:
    if paper is not None:
        return content_of(paper) | {"version": paper.version}
    only = {"submission_type": _only(choices.types), "track": _only(choices.tracks)}
    return {"code": signing.dumps(new_code(), salt=CODE_SALT), "version": 1, **only}


def _only(choices: list[tuple[int, str]]) -> int | None:
    """Return what is chosen where there is no choice."""
    return choices[0][0] if len(choices) == 1 else None


class WithdrawalForm(forms.Form):
    """Why a paper is withdrawn."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 2000}),
        max_length=2000,
        error_messages={"required": "Say in a sentence why you withdraw the paper."},
        help_text="The other authors and the chairs read it.",
    )
