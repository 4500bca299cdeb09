"""What chairs ask of a plan, and of one that varies it."""

from dataclasses import asdict
from typing import Any

from django import forms

from reviews.assignment.options import ALL_THE_SAME, FAIR, LESS, OUT, TOTAL, USUAL_ALTERNATES, Options
from reviews.expertise.absences import away_from_reviewing
from reviews.models import AssignmentPlan
from reviews.models.assignment import PlanState
from want.accounts.models import User
from want.core.countries import regions
from want.core.sealedforms import SealedChoice, SealedChoices
from want.venues.models import Edition, Membership, Role


def number_field(label: str, most: int, help_text: str) -> forms.IntegerField:
    """Return a field for a number of which none is needed."""
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False, help_text=help_text)


def people_field(label: str, help_text: str = "") -> SealedChoices:
    """Return a field for some of the committee; who can be chosen is told by the form."""
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
    alternates = number_field(
        "Alternates for each paper",
        5,
        "People with time left who could take it if one of its reviewers drops out. Nobody is told.",
    )
    away = forms.ChoiceField(
        label="Those who are away for most of the reviewing",
        choices=[
            (ALL_THE_SAME, "Get papers all the same"),
            (LESS, "Get as many papers as fit the days that they are there"),
            (OUT, "Get no paper"),
        ],
        widget=forms.RadioSelect,
        required=False,
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
    min_seniors = number_field(
        "Seniors on each paper, at least", 10, "Whom you marked as senior in the list of the committee."
    )
    senior_after = number_field(
        "Senior after how many reviews",
        1000,
        "In editions that you chaired or with a public committee. 0: only those you marked.",
    )
    most_together = number_field("Papers two people may share, at most", 1000, "0: any number.")
    min_load = number_field("Papers for everybody, at least", 100, "Never more than a person takes.")
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
        self.edition = edition
        initial = {"role": Role.REVIEWER.value, "demand": edition.reviews_per_paper} | _shown(
            wishes or Options(alternates=USUAL_ALTERNATES)
        )
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.fields["keep"].queryset = edition.plans.filter(state__in=(PlanState.READY, PlanState.APPLIED))  # type: ignore[attr-defined]

    @property
    def mostly_away(self) -> list[tuple[str, str]]:
        """Return who is away for most of the reviewing, and when, for the page."""
        roles = [self["role"].value()] if self.fields["role"].disabled else list(dict(self.fields["role"].choices))
        members = Membership.objects.filter(edition=self.edition, role__in=roles, user__is_active=True, stopped_at=None)
        names = dict(members.order_by("user__name").values_list("user", "user__name"))
        away = away_from_reviewing(self.edition, names)
        return [(name, away[person].words) for person, name in names.items() if person in away and away[person].mostly]

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
            away=chosen["away"],
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


def _shown(wishes: Options) -> dict[str, Any]:
    """Return wishes as the form shows them."""
    values = asdict(wishes)
    least = f"{wishes.keep_share} %" if wishes.keep_share else str(wishes.keep_pairs or "")
    values |= {"keep": wishes.keep or None, "keep_least": least}
    return values | {"cap": round(100 * wishes.cap), "seed": wishes.seed or None}
