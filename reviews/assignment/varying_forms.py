"""What chairs ask of a plan that varies another one."""

from dataclasses import replace
from typing import Any

from django import forms

from reviews.assignment.guests import choices_of, serves
from reviews.assignment.options import MOST_RAISED, Options
from reviews.assignment.plan_forms import PlanForm, number_field, people_field
from reviews.assignment.queries import may_hold_hidden
from reviews.models import AssignmentPlan
from reviews.visibility.lists import sight_of
from want.accounts.models import User
from want.core.sealed import unseal
from want.venues.models import Edition, Membership


class WhatIfForm(PlanForm):
    """A plan asked again with something changed."""

    more_load = number_field(
        "Papers more for everybody", 20, "Beyond what people said they take. Ask them before you apply it."
    )
    one_more = people_field("One paper more for")
    two_more = people_field("Two papers more for", "Beyond what they said they take. Ask them before you apply it.")
    without = people_field("Without", "They get nothing new; what they have already stays.")
    guest = forms.ChoiceField(
        label="With somebody who is not on the committee",
        required=False,
        help_text="Nobody is invited by this. The trial tells what the plan would be if they said yes.",
    )
    guest_address = forms.EmailField(label="Or with the person of this address", required=False, max_length=254)

    MORE = ("one_more", "two_more")

    def __init__(self, *args: Any, edition: Edition, plan: AssignmentPlan, viewer: User, **kwargs: Any) -> None:
        self.plan = plan
        holds_hidden = may_hold_hidden(plan, sight_of(viewer, edition))
        self.wishes = Options.of(plan.options).told(holds_hidden=holds_hidden)
        initial: dict[str, Any] = {"role": plan.role, "demand": plan.demand}
        for more, name in enumerate(self.MORE, start=1):
            initial[name] = [person for person, number in self.wishes.raised if number == more]
        super().__init__(*args, edition=edition, wishes=self.wishes, initial=initial, **kwargs)
        self.fields["role"].disabled = True
        members = Membership.objects.filter(edition=edition, role=plan.role).order_by()
        people = User.objects.filter(pk__in=members.values("user")).order_by("name")
        for name in ("without", *self.MORE):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
        self.fields["guest"].choices = [("", "Nobody"), *choices_of(edition, viewer, plan.role)]  # type: ignore[attr-defined]

    def clean_guest_address(self) -> str:
        """Refuse somebody who serves already, and two people at once."""
        email = self.cleaned_data["guest_address"].lower()
        if email and self.cleaned_data.get("guest"):
            raise forms.ValidationError("Choose somebody from the list or give an address, not both.")
        if email and serves(self.edition, self.plan.role, [email]):
            raise forms.ValidationError("This person is on the committee already, so the plan counts on them.")
        return email

    @property
    def options(self) -> Options:
        """Return the wishes; what is pinned and barred stays so."""
        chosen = enumerate((self.cleaned_data[name] for name in self.MORE), start=1)
        raised = {person.pk: more for more, people in chosen for person in people}
        return replace(
            super().options,
            more_load=self.cleaned_data["more_load"] or 0,
            raised=tuple(sorted(raised.items())),
            without=tuple(sorted(person.pk for person in self.cleaned_data["without"])),
            pinned=self.wishes.pinned,
            barred=self.wishes.barred,
            guest=self.cleaned_data.get("guest_address") or self.cleaned_data.get("guest", ""),
        )


class RaiseForm(forms.Form):
    """Who of those named on a plan's page takes one paper more, or two: "1", "2", and the person's sealed key."""

    def __init__(self, *args: Any, plan: AssignmentPlan, wishes: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.wishes = plan, wishes

    def clean(self) -> dict[str, Any]:
        """Ask for at least one person of the plan's committee."""
        sent = [word.partition(" ") for word in self.data.getlist("raise") if word]  # type: ignore[attr-defined]
        more = {unseal(key, "person"): int(number) for number, _, key in sent if number in {"1", "2"}}
        members = Membership.objects.filter(edition=self.plan.edition, role=self.plan.role, user__in=more)
        serving = set(members.values_list("user", flat=True))
        if not serving:
            raise forms.ValidationError("Choose who takes more papers, one or two.")
        return {"more": {person: number for person, number in more.items() if person in serving}}

    @property
    def options(self) -> Options:
        """Return the plan's wishes with these loads raised, by two at most."""
        raised = dict(self.wishes.raised)
        for person, more in self.cleaned_data["more"].items():
            raised[person] = min(MOST_RAISED, raised.get(person, 0) + more)
        return replace(self.wishes, raised=tuple(sorted(raised.items())))
