"""What chairs send when they decide: a filter of the table, its menus, one decision with its note, the letters."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from reviews.decisions.letters import KINDS, Letters, marks_of, problems_in
from reviews.decisions.table import SORTS, Wanted
from reviews.models.decision import Decision, Outcome
from want.core.numbers import whole
from want.core.sealed import NO_ROW
from want.core.versions import EditedMeanwhile

OUTCOMES = [(outcome.value, outcome.label) for outcome in Outcome]
ORDERS = [(f"{sign}{name}", name) for name in SORTS for sign in ("", "-")]
LOOKS = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}
LONGEST = 10_000


class FilterForm(forms.Form):
    """What of the table a chair wants to see, and in which order."""

    q = forms.CharField(label="Title or number", required=False, max_length=120, widget=forms.SearchInput)
    decision = forms.ChoiceField(
        required=False, choices=[("", "All"), ("none", "Without a decision"), *OUTCOMES], label="Decision"
    )
    kind = forms.TypedChoiceField(required=False, label="Type", coerce=int, empty_value=None)
    low = forms.FloatField(label="Mean from", required=False, min_value=1, max_value=10)
    high = forms.FloatField(label="to", required=False, min_value=1, max_value=10)
    reviews = forms.ChoiceField(
        label="Reviews", required=False, choices=[("", "All"), ("missing", "Some missing"), ("complete", "All in")]
    )
    sort = forms.ChoiceField(
        required=False,
        choices=[(f"{sign}{name}",) * 2 for name in SORTS for sign in ("", "-")],
        widget=forms.HiddenInput,
    )
    rows = forms.ChoiceField(required=False, choices=[("", ""), ("all", "all")], widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, types: Mapping[int, str]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["kind"].choices = [("", "All"), *types.items()]  # type: ignore[attr-defined]
        self.fields["low"].widget.attrs["step"] = self.fields["high"].widget.attrs["step"] = "0.1"
        for field in self.fields.values():
            field.widget.attrs["class"] = LOOKS.get(type(field.widget), "form-control")

    def wanted(self) -> Wanted:
        """Return what is wanted; a value that makes no sense counts as none."""
        self.is_valid()
        chosen = self.cleaned_data
        return Wanted(
            words=chosen.get("q", ""),
            decision=chosen.get("decision", ""),
            kind=chosen.get("kind"),
            low=chosen.get("low"),
            high=chosen.get("high"),
            reviews=chosen.get("reviews", ""),
            sort=chosen.get("sort") or "number",
        )

    @property
    def shows_all_rows(self) -> bool:
        """Tell whether all rows are wanted on one page."""
        return self.cleaned_data.get("rows") == "all"

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the order was chosen."""
        return any(self.cleaned_data.get(name) for name in self.fields if name not in {"sort", "rows"})


class MenusForm:
    """The menus of a page of the table: what was shown, and what is chosen now.

    Papers stand in it by their codes; `keys` are those of the papers that there are. A code of none is kept as the
    key of no row, so that it is refused as a paper that one may not decide on.
    """

    def __init__(self, data: QueryDict, keys: Mapping[str, int]) -> None:
        self.seen: dict[int, int] = {}
        self.changes: dict[int, str] = {}
        self.versions: dict[int, int] = {}  # of all decisions that the page showed, whatever was chosen in its menus
        for code, shown in shown_in(data).items():
            self._take(keys.get(code, NO_ROW), shown, str(data.get(f"outcome-{code}", "")))

    def _take(self, pk: int, shown: str, chosen: str) -> None:
        written, _, outcome = shown.partition(":")
        version = whole(written)
        if version is None:
            return
        self.versions[pk] = version
        if chosen != outcome:
            self.seen[pk] = version
            self.changes[pk] = chosen


def shown_in(data: QueryDict) -> dict[str, str]:
    """Return what the page showed of each decision, by the paper's code."""
    return {name.removeprefix("seen-"): str(shown) for name, shown in data.items() if name.startswith("seen-")}


def codes_in(data: QueryDict) -> set[str]:
    """Return the codes of all papers that were sent; the database takes no NUL."""
    return {code for code in (*shown_in(data), *data.getlist("paper")) if "\0" not in code}


class BulkForm(forms.Form):
    """One decision for many papers: those ticked, or all that the list shows."""

    to = forms.ChoiceField(
        choices=[*OUTCOMES, ("none", "No decision")], error_messages={"required": "Choose a decision."}
    )
    scope = forms.ChoiceField(choices=[("ticked", ""), ("all", "")], required=False)


class DecisionForm(forms.Form):
    """One decision, with its note to the authors and the version it was made from."""

    outcome = forms.ChoiceField(
        choices=OUTCOMES, widget=forms.RadioSelect, error_messages={"required": "Choose a decision."}
    )
    note = forms.CharField(
        label="Note to the authors",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="It stands in their letter. Nobody sees it before the decisions are released.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: QueryDict | None = None, *, decision: Decision | None = None) -> None:
        shown: dict[str, Any] = {"version": 0}
        if decision is not None:
            shown = {"outcome": decision.outcome, "note": decision.note, "version": decision.version}
        super().__init__(data, initial=shown)


class LettersForm(forms.Form):
    """The wording of the letter for each outcome."""

    def __init__(self, data: QueryDict | None = None, *, letters: Letters) -> None:
        super().__init__(data)
        for outcome in KINDS:
            subject, body = letters[outcome.value]
            self.fields[f"{outcome.value}_subject"] = forms.CharField(
                label="Subject",
                initial=subject,
                max_length=250,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )
            self.fields[f"{outcome.value}_body"] = forms.CharField(
                label="Text",
                initial=body,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"class": "form-control", "rows": 16}),
            )

            self.fields[f"{outcome.value}_seen"] = forms.CharField(
                required=False, initial=marks_of(letters)[outcome.value], widget=forms.HiddenInput
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a wording that cannot be sent, at its text."""
        cleaned = super().clean() or {}
        for outcome, problems in problems_in(self.letters()).items():
            if not self.errors.keys() & {f"{outcome}_subject", f"{outcome}_body"}:
                self.add_error(f"{outcome}_body", problems)
        return cleaned

    def letters(self) -> dict[str, tuple[str, str]]:
        """Return the wording by outcome."""
        return {
            outcome.value: (
                self.cleaned_data.get(f"{outcome.value}_subject", ""),
                self.cleaned_data.get(f"{outcome.value}_body", "").replace("\r\n", "\n").strip() + "\n",
            )
            for outcome in KINDS
        }

    def seen(self) -> dict[str, str]:
        """Return by outcome the mark of the wording that the form showed."""
        return {outcome.value: self.cleaned_data.get(f"{outcome.value}_seen", "") for outcome in KINDS}

    def meet(self, meanwhile: EditedMeanwhile) -> list[tuple[str, str]]:
        """Let the form replace knowingly what somebody else saved; return that, for the page."""
        self.data = self.data.copy()
        for outcome, mark in marks_of(meanwhile.theirs).items():
            self.data[f"{outcome}_seen"] = mark
        return [
            (f"{Outcome(outcome).label}, {part}", text)
            for outcome, letter in meanwhile.theirs.items()
            for part, text in zip(("subject", "text"), letter, strict=True)
        ]

    def sections(self) -> list[tuple[str, Any, Any, Any]]:
        """Return what the page shows of each letter: its outcome in words, subject, text, and what it showed."""
        parts = ("subject", "body", "seen")
        return [(outcome.label, *(self[f"{outcome.value}_{part}"] for part in parts)) for outcome in KINDS]
