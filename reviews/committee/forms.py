"""The forms of inviting, answering and serving."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reviews.committee.notifications import KINDS, NOT_READY, OFFER_DECLINED, OFFER_WELCOMED, REMINDER
from reviews.committee.parsing import (
    LONGEST_NAME,
    MOST_PAPERS,
    Candidate,
)
from reviews.committee.service import degrees_of, mark_of_service
from want.accounts.forms import country_field
from want.desk.letters import LetterForm
from want.venues.models import Degree, Edition, Membership, Role, Seniority, Topic


def letter_form(edition: Edition, role: str, data: Any = None, *, is_offer: bool = False) -> LetterForm:
    """Return the form of the letter that invites to a role, or takes up offers to review."""
    return LetterForm(data, edition=edition, kind=OFFER_WELCOMED if is_offer else KINDS[Role(role)])


def reminder_form(edition: Edition, data: Any = None) -> LetterForm:
    """Return the form of the reminder."""
    return LetterForm(data, edition=edition, kind=REMINDER)


def ready_form(edition: Edition, data: Any = None) -> LetterForm:
    """Return the form of the letter to members who are not ready."""
    return LetterForm(data, edition=edition, kind=NOT_READY)


def declined_form(edition: Edition, data: Any = None) -> LetterForm:
    """Return the form of the no to those who offered."""
    return LetterForm(data, edition=edition, kind=OFFER_DECLINED)


class TopicsField(forms.ModelMultipleChoiceField):
    """Topics of one edition, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple


class DegreesWidget(forms.Widget):
    """A choice for each topic: not mine, some, good, expert."""

    template_name = "committee/degrees.html"
    topics: Sequence[Topic] = ()
    unknown = "not mine"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[int, str]:  # noqa: ARG002
        """Return what was chosen for each topic; a plain list of topics, as the invitation has it, means expert."""
        ticked = set(data.getlist(name)) if hasattr(data, "getlist") else set()
        chosen = {topic.pk: data.get(f"{name}-{topic.pk}", "") for topic in self.topics}
        return {key: value or (str(Degree.EXPERT.value) if str(key) in ticked else "") for key, value in chosen.items()}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        """Draw a line for each topic."""
        known = {key: str(degree) for key, degree in (value or {}).items()}
        lines = [(topic, f"{name}-{topic.pk}", known.get(topic.pk, "")) for topic in self.topics]
        shown = {"lines": lines, "degrees": Degree.choices, "unknown": self.unknown}
        return mark_safe(render_to_string(self.template_name, shown))


class DegreesField(forms.Field):
    """How well somebody knows each topic of an edition: topics with their degrees."""

    widget = DegreesWidget

    def offer(self, topics: Sequence[Topic]) -> None:
        """Offer these topics."""
        self.topics = self.widget.topics = topics  # type: ignore[attr-defined]

    def to_python(self, value: Any) -> dict[Topic, int]:
        """Return the topics that are known."""
        known = {str(degree) for degree in Degree.values}
        if not set((value or {}).values()) <= known | {"", "0"}:
            raise forms.ValidationError("Choose for each topic one of the answers given.")
        by_key = {topic.pk: topic for topic in self.topics}
        return {by_key[key]: int(degree) for key, degree in (value or {}).items() if degree in known}


class ServiceForm(forms.Form):
    """What a member takes on."""

    max_load = forms.IntegerField(
        label="Papers at most", required=False, min_value=1, max_value=MOST_PAPERS, help_text=""
    )
    extra_load = forms.TypedChoiceField(
        label="I can take an extra paper on short notice",
        required=False,
        coerce=int,
        empty_value=0,
        choices=[("", "No"), (1, "Yes, one"), (2, "Yes, up to two"), (3, "Yes, up to three")],
        help_text="Beyond the papers above, when somebody drops out. The chairs see it, and tell you of each paper.",
    )
    topics = DegreesField(label="Topics you know", required=False)
    seniority = forms.ChoiceField(
        label="Your experience",
        required=False,
        choices=[("", "I would rather not say"), *Seniority.choices],
        help_text="The chairs see it, and decide who counts as senior.",
    )
    is_listed = forms.BooleanField(label="I may be named on the public page of the committee", required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, edition: Edition, role: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["max_load"].help_text = usual_load(edition, role)
        self.fields["topics"].offer(list(edition.topics.all()))  # type: ignore[attr-defined]
        if role != Role.REVIEWER:
            del self.fields["extra_load"]


def fewer_are_fine(edition: Edition, role: str) -> str:
    """Say what an empty load means to somebody who is asked."""
    return f"{usual_load(edition, role)} Fewer are fine: put the number that you can manage."


def usual_load(edition: Edition, role: str) -> str:
    """Say what an empty load means."""
    return f"Empty means {usual_number(edition, role)}, as for everybody."


def usual_number(edition: Edition, role: str) -> int:
    """Return how many papers everybody in a role takes."""
    return edition.papers_per_area_chair if role == Role.AREA_CHAIR else edition.papers_per_reviewer


def service_form(member: Membership, data: Any = None) -> ServiceForm:
    """Return the form of what this member takes on."""
    initial = {"max_load": member.max_load, "topics": degrees_of(member), "is_listed": member.is_listed}
    initial |= {"extra_load": member.extra_load or ""}
    initial |= {"seniority": member.seniority, "seen": mark_of_service(member)}
    return ServiceForm(data, edition=member.edition, role=member.role, initial=initial, prefix=member.role)


class AcceptForm(forms.Form):
    """The yes: who they are, and what they take on."""

    name = forms.CharField(label="Your name", max_length=120)
    affiliation = forms.CharField(
        max_length=200, required=False, help_text="Where you work or study; several with a semicolon between them."
    )
    country = country_field()
    max_load = forms.IntegerField(label="Papers at most", required=False, min_value=1, max_value=MOST_PAPERS)
    topics = TopicsField(
        Topic.objects.none(),
        label="Topics you know well",
        required=False,
        help_text="Papers are matched to you by these, so tick what you would like to read. "
        "How well you know each, and your own papers, can be told later under “Your service”.",
    )

    def __init__(self, data: Any = None, *, edition: Edition, role: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["max_load"].help_text = fewer_are_fine(edition, role)
        self.fields["topics"].queryset = edition.topics.all()  # type: ignore[attr-defined]
        if role == Role.CHAIR:
            del self.fields["max_load"], self.fields["topics"]


class DeclineForm(forms.Form):
    """The no, with a reason and somebody else if they like."""

    reason = forms.CharField(
        label="A reason, if you like",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only the chairs read it.",
    )
    other_name = forms.CharField(
        label="Somebody else who could review",
        required=False,
        max_length=LONGEST_NAME,
        help_text="Their name. We write to nobody by ourselves: the chairs read it and may invite them.",
    )
    other_email = forms.EmailField(label="Their address", required=False, max_length=254)
    other_why = forms.CharField(label="What they know", required=False, max_length=300)

    def __init__(self, data: Any = None, *, role: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if role != Role.REVIEWER:
            for name in ("other_name", "other_email", "other_why"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for name and address of whom they suggest, or for neither."""
        has = {name: bool(self.cleaned_data.get(name)) for name in ("other_name", "other_email")}
        if not self.errors and has["other_name"] != has["other_email"]:
            missing = "other_email" if has["other_name"] else "other_name"
            self.add_error(missing, "To suggest somebody, give both the name and the address.")
        return self.cleaned_data

    def answers(self) -> dict[str, Any]:
        """Return what `decline` takes."""
        found = self.cleaned_data
        email = found.get("other_email", "").lower()
        suggested = Candidate(email, " ".join(found["other_name"].split())) if email else None
        return {"reason": found["reason"], "suggested": suggested, "why": found.get("other_why", "")}


class EarlierForm(forms.Form):
    """Which earlier committee to take people from, and as what."""

    list = forms.CharField(initial="earlier", widget=forms.HiddenInput, required=False)
    edition = forms.ModelChoiceField(Edition.objects.none(), label="Edition", empty_label=None)
    served = forms.MultipleChoiceField(
        label="Those who served as",
        choices=Role.choices,
        initial=[Role.REVIEWER.value],
        widget=forms.CheckboxSelectMultiple,
    )
    role = forms.ChoiceField(label="Invite as", choices=Role.choices, initial=Role.REVIEWER.value)

    def __init__(self, data: Any = None, *, editions: Any) -> None:
        super().__init__(data)
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined]


class OfferForm(forms.Form):
    """Somebody's offer to review."""

    name = forms.CharField(label="Your name", max_length=LONGEST_NAME)
    email = forms.EmailField(
        label="Your address", max_length=254, help_text="The chairs answer to it. One at your institution helps them."
    )
    affiliation = forms.CharField(
        max_length=200, help_text="Where you work or study; several with a semicolon between them."
    )
    max_load = forms.IntegerField(label="Papers at most", required=False, min_value=1, max_value=MOST_PAPERS)
    words = forms.CharField(
        label="What you know",
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Topics, papers of yours, where you have reviewed before; links are welcome. The chairs read it.",
    )

    def __init__(self, data: Any = None, *, edition: Edition, user: Any) -> None:
        known = {"name": user.name, "email": user.email, "affiliation": user.affiliation} if user else {}
        super().__init__(data, initial=known)
        self.fields["max_load"].help_text = usual_load(edition, Role.REVIEWER)
        if user:  # an account speaks for its own address alone
            self.fields["email"].disabled = True

    def candidate(self) -> Candidate:
        """Return who offers."""
        found = self.cleaned_data
        name, where = (" ".join(found[key].split()) for key in ("name", "affiliation"))
        return Candidate(found["email"].lower(), name, where, found["max_load"])
