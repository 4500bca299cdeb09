"""Which assignment a report looks at: the one that holds, or a plan that nobody has applied."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from reviews.collusion.queries import has_assignment, plans_to_look_at
from reviews.models import AssignmentPlan
from want.core import timewords
from want.venues.models import Edition

HOLDS = "The assignment that holds now"


class PlanChoice(forms.ModelChoiceField):
    """A plan, told apart by who asked for it and when."""

    def label_from_instance(self, obj: Any) -> str:
        """Say whose it is."""
        return f"{obj}, of {timewords.day(obj.created_at)} by {obj.created_by}"


class ReportForm(forms.Form):
    """What to look at beside the bids."""

    plan = PlanChoice(
        AssignmentPlan.objects.none(),
        label="Cycles and circles in",
        required=False,
        empty_label=HOLDS,
        help_text="A plan is looked at with what is assigned already. Bids are the same in each.",
    )

    def __init__(self, data: Any = None, *, edition: Edition, papers: list[int]) -> None:
        plans = plans_to_look_at(edition)
        usual = None if has_assignment(papers) else plans.first()
        super().__init__(data, initial={"plan": usual})
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]

    @property
    def plans(self) -> "QuerySet[AssignmentPlan]":
        """Return what there is to choose beside the assignment."""
        return self.fields["plan"].queryset  # type: ignore[attr-defined, no-any-return]
