"""The forms of inviting, answering and serving."""

from typing import Any

from django import forms

from reviews.committee.notifications import KINDS, REMINDER
from reviews.committee.parsing import LONGEST_TEXT, MOST_PAPERS, Line, as_text, read_addresses, read_csv
from reviews.committee.service import mark_of_service
from want.desk.letters import LetterForm
from want.venues.models import Edition, Membership, Role, Topic

MOST_BYTES = 2 * LONGEST_TEXT


class PeopleForm(forms.Form):
    """Whom to invite, pasted or uploaded, and as what."""

    role = forms.ChoiceField(
        label="Invite as",
        choices=[(role.value, role.label) for role in (Role.REVIEWER, Role.AREA_CHAIR, Role.CHAIR)],
        initial=Role.REVIEWER.value,
    )
    people = forms.CharField(
        label="Addresses",
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false", "autocomplete": "off"}),
        help_text="One a line, as you have them: “Ada Lovelace &lt;ada@college.example&gt;, Ada College”. "
        "Commas and semicolons between addresses are fine. A number at the end of a line is the most papers they take.",
    )
    table = forms.FileField(
        label="Or a CSV file",
        required=False,
        help_text="Columns name, email, affiliation and max_load, with a header or without.",
    )

    def lines(self) -> list[Line]:
        """Return what was typed or uploaded, read line by line."""
        if table := self.cleaned_data.get("table"):
            return read_csv(table.read())
        return read_addresses(self.cleaned_data["people"])

    def clean_table(self) -> Any:
        """Refuse files that are far too big for a list of people."""
        table = self.cleaned_data["table"]
        if table and table.size > MOST_BYTES:
            raise forms.ValidationError("This file is too big for a list of people.")
        return table

    def clean(self) -> dict[str, Any]:
        """Ask for somebody."""
        if not self.errors and not self.cleaned_data.get("table") and not self.cleaned_data.get("people", "").strip():
            self.add_error("people", "Paste at least one address, or choose a file.")
        return self.cleaned_data

    def as_pasted(self, lines: list[Line]) -> "PeopleForm":
        """Return the form with an uploaded table written into the field, where it can be mended."""
        return PeopleForm(initial={"role": self.cleaned_data["role"], "people": as_text(lines)})


def letter_form(edition: Edition, role: str, data: Any = None) -> LetterForm:
    """Return the form of the letter that invites to a role."""
    return LetterForm(data, edition=edition, kind=KINDS[Role(role)])


def reminder_form(edition: Edition, data: Any = None) -> LetterForm:
    """Return the form of the reminder."""
    return LetterForm(data, edition=edition, kind=REMINDER)


class TopicsField(forms.ModelMultipleChoiceField):
    """Topics of one edition, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple


class ServiceForm(forms.Form):
    """What a member takes on."""

    max_load = forms.IntegerField(
        label="Papers at most", required=False, min_value=1, max_value=MOST_PAPERS, help_text=""
    )
    topics = TopicsField(
        Topic.objects.none(),
        label="Topics you know well",
        required=False,
        help_text="Papers are matched to you by these, so tick what you would like to read.",
    )
    is_listed = forms.BooleanField(label="I may be named on the public page of the committee", required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, edition: Edition, role: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        usual = edition.papers_per_area_chair if role == Role.AREA_CHAIR else edition.papers_per_reviewer
        self.fields["max_load"].help_text = f"Empty means {usual}, as for everybody."
        self.fields["topics"].queryset = edition.topics.all()  # type: ignore[attr-defined]


def service_form(member: Membership, data: Any = None) -> ServiceForm:
    """Return the form of what this member takes on."""
    initial = {"max_load": member.max_load, "topics": list(member.topics.all()), "is_listed": member.is_listed}
    initial["seen"] = mark_of_service(member)
    return ServiceForm(data, edition=member.edition, role=member.role, initial=initial, prefix=member.role)


class AcceptForm(ServiceForm):
    """The yes: who they are, and what they take on."""

    name = forms.CharField(label="Your name", max_length=120)
    affiliation = forms.CharField(max_length=200, required=False, help_text="Where you work or study.")

    field_order = ["name", "affiliation", "max_load", "topics"]

    def __init__(self, data: Any = None, *, edition: Edition, role: str, **kwargs: Any) -> None:
        super().__init__(data, edition=edition, role=role, **kwargs)
        del self.fields["is_listed"], self.fields["seen"]
        if role == Role.CHAIR:
            del self.fields["max_load"], self.fields["topics"]


class DeclineForm(forms.Form):
    """The no, with a reason if they like."""

    reason = forms.CharField(
        label="A reason, if you like",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only the chairs read it. The name of a colleague who could help is very welcome.",
    )
