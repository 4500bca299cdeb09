"""What chairs ask of a plan, and of one that varies it."""

from dataclasses import asdict, replace
from typing import Any

from django import forms

from reviews.assignment.guests import choices_of, serves
from reviews.assignment.options import FAIR, MOST_RAISED, TOTAL, USUAL_ALTERNATES, Options
from reviews.assignment.queries import may_hold_hidden
from reviews.models import AssignmentPlan
from reviews.models.assignment import PlanState
from reviews.visibility.lists import sight_of
from want.accounts.models import User
from want.core.countries import regions
from want.core.sealed import unseal
from want.core.sealedforms import SealedChoice, SealedChoices
from want.venues.models import Edition, Membership, Role


def _number(label: str, most: int, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False, help_text=help_text)


def _people(label: str, help_text: str = "") -> SealedChoices:
    return SealedChoices(
        kind="person",
        label=label,
        queryset=User.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=help_text,
    )


class PlanForm(forms.Form):
    """What a plan is asked for: for whom and how many, and below that wishes of which none is needed."""

    role = forms.ChoiceField(
        label="For whom",
        choices=[(Role.REVIEWER.value, "Reviewers"), (Role.AREA_CHAIR.value, "Area chairs")],
        widget=forms.RadioSelect,
    )
    demand = forms.IntegerField(
        label="People a paper",
        min_value=1,
        max_value=10,
        help_text="Those who have the paper already count. One area chair a paper is usual.",
    )
    alternates = _number(
        "Alternates for each paper",
        5,
        "People with time left who could take it if one of its reviewers drops out. Nobody is told.",
    )
    objective = forms.ChoiceField(
        label="What is best",
        choices=[(TOTAL, "The greatest total affinity"), (FAIR, "The paper that is served worst, as well as can be")],
        widget=forms.RadioSelect,
        required=False,
        help_text="The second raises the worst-off paper as far as it goes, then the total. The plan tells the price.",
    )
    one_of_institution = forms.BooleanField(label="At most one reviewer of an institution on a paper", required=False)
    one_of_country = forms.BooleanField(label="At most one reviewer of a country on a paper", required=False)
    one_of_region = forms.BooleanField(
        label="At most one reviewer of a region of the world on a paper",
        required=False,
        help_text="Which countries make a region stands below. Whose country is not known is bound by neither rule.",
    )
    no_cycles = forms.BooleanField(label="No two people review each other's papers", required=False)
    min_seniors = _number(
        "Seniors on each paper, at least", 10, "Whom you marked as senior in the list of the committee."
    )
    senior_after = _number(
        "Senior after how many reviews",
        1000,
        "In editions that you chaired or with a public committee. 0: only those you marked.",
    )
    most_together = _number("Papers two people may share, at most", 1000, "0: any number.")
    min_load = _number("Papers for everybody, at least", 100, "Never more than a person takes.")
    cap = forms.IntegerField(
        label="Highest probability of a pair, in per cent",
        min_value=2,
        max_value=100,
        required=False,
        help_text="Below 100 the plan is drawn by lot, so that nobody can be sure to get a paper they bid for.",
    )
    spread = forms.FloatField(
        label="Spread of the chances",
        min_value=0,
        max_value=1,
        required=False,
        help_text="From 0 to 1: evens the chances out, at a little more cost.",
    )
    seed = forms.IntegerField(
        label="Seed of the lot", min_value=0, max_value=2**31, required=False, help_text="Empty: a new one. It is kept."
    )
    keep = SealedChoice(
        kind="plan",
        label="Keep what this plan proposes",
        queryset=AssignmentPlan.objects.none(),
        required=False,
        empty_label="No plan",
        help_text="For a plan that changes little after conflicts, loads or papers have changed.",
    )
    keep_least = forms.RegexField(
        r"^\s*\d{1,6}\s*%?\s*$",
        label="Keep at least how much of it",
        required=False,
        help_text="A share of its pairs, such as 90 %, or a number of them. Empty: as many as can be. The plan tells "
        "what that costs.",
        error_messages={"invalid": "Give a share such as 90 %%, or a number of pairs such as 25."},
    )

    PLACES = ("one_of_institution", "one_of_country", "one_of_region")
    RULES = (*PLACES, "no_cycles", "min_seniors", "senior_after", "most_together", "min_load")
    CHANCE = ("cap", "spread", "seed")

    def __init__(self, *args: Any, edition: Edition, wishes: Options | None = None, **kwargs: Any) -> None:
        initial = {"role": Role.REVIEWER.value, "demand": edition.reviews_per_paper} | _shown(
            wishes or Options(alternates=USUAL_ALTERNATES)
        )
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.fields["keep"].queryset = edition.plans.filter(state__in=(PlanState.READY, PlanState.APPLIED))  # type: ignore[attr-defined]

    @property
    def rules(self) -> list[forms.BoundField]:
        """Return the fields of the rules, for the page."""
        return [self[name] for name in self.RULES]

    @property
    def regions(self) -> list[tuple[str, list[str]]]:
        """Return the regions of the world with their countries, for the page."""
        return regions()

    @property
    def chance(self) -> list[forms.BoundField]:
        """Return the fields of chance, for the page."""
        return [self[name] for name in self.CHANCE]

    @property
    def has_wishes(self) -> bool:
        """Tell whether there is more to show than the plain plan: what was wished, or what is wrong with it."""
        names = {"objective", *self.RULES, *self.CHANCE, "keep", "keep_least"}
        return bool(names & set(self.errors)) or any(
            self[name].value() not in (None, "", False, 0, "0", 0.0, "0.0", 100, "100", TOTAL) for name in names
        )

    def clean_keep_least(self) -> dict[str, int]:
        """Return the share in per cent or the number of pairs, as options are called."""
        words = self.cleaned_data["keep_least"].strip()
        number = int(words.removesuffix("%") or 0)
        if words.endswith("%") and not 1 <= number <= 100:
            raise forms.ValidationError("A share is from 1 % to 100 %.")
        return {"keep_share" if words.endswith("%") else "keep_pairs": number}

    def clean(self) -> dict[str, Any]:
        """Refuse wishes that cannot be had together."""
        cleaned = super().clean() or {}
        if not self.errors and any(cleaned["keep_least"].values()) and not cleaned.get("keep"):
            self.add_error("keep", "Choose the plan of which that much is to be kept.")
        if not self.errors and self.options.contradiction:
            raise forms.ValidationError(self.options.contradiction)
        return cleaned

    @property
    def options(self) -> Options:
        """Return the wishes."""
        chosen = self.cleaned_data
        return Options(
            objective=chosen["objective"] or TOTAL,
            alternates=chosen["alternates"] or 0,
            **{name: chosen[name] for name in self.PLACES},
            no_cycles=chosen["no_cycles"],
            min_seniors=chosen["min_seniors"] or 0,
            senior_after=chosen["senior_after"] or 0,
            most_together=chosen["most_together"] or 0,
            min_load=chosen["min_load"] or 0,
            cap=(chosen["cap"] or 100) / 100,
            spread=chosen["spread"] or 0.0,
            seed=chosen["seed"] or 0,
            keep=chosen["keep"].pk if chosen["keep"] else 0,
            **chosen["keep_least"],
        )


class WhatIfForm(PlanForm):
    """A plan asked again with something changed."""

    more_load = _number(
        "Papers more for everybody", 20, "Beyond what people said they take. Ask them before you apply it."
    )
    one_more = _people("One paper more for")
    two_more = _people("Two papers more for", "Beyond what they said they take. Ask them before you apply it.")
    without = _people("Without", "They get nothing new; what they have already stays.")
    guest = forms.ChoiceField(
        label="With somebody who is not on the committee",
        required=False,
        help_text="Nobody is invited by this. The trial tells what the plan would be if they said yes.",
    )
    guest_address = forms.EmailField(label="Or with the person of this address", required=False, max_length=254)

    MORE = ("one_more", "two_more")

    def __init__(self, *args: Any, edition: Edition, plan: AssignmentPlan, viewer: User, **kwargs: Any) -> None:
        self.edition, self.plan = edition, plan
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


def _shown(wishes: Options) -> dict[str, Any]:
    """Return wishes as the form shows them."""
    values = asdict(wishes)
    least = f"{wishes.keep_share} %" if wishes.keep_share else str(wishes.keep_pairs or "")
    values |= {"keep": wishes.keep or None, "keep_least": least}
    return values | {"cap": round(100 * wishes.cap), "seed": wishes.seed or None}


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
