"""What chairs send about assignments."""

from typing import Any

from django import forms

from want.venues.models import Edition, Role


class PlanForm(forms.Form):
    """What a plan is asked for."""

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

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        initial = {"role": Role.REVIEWER.value, "demand": edition.reviews_per_paper}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)


class ChangeForm(forms.Form):
    """Who goes off a paper of a plan, and who comes."""

    leaving = forms.IntegerField(required=False)
    coming = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for at least one of the two."""
        cleaned = super().clean() or {}
        if not cleaned.get("leaving") and not cleaned.get("coming"):
            raise forms.ValidationError("Choose who goes, who comes, or both.")
        return cleaned


class UnassignForm(forms.Form):
    """Why somebody is taken off a paper."""

    assignment = forms.IntegerField()
    reason = forms.CharField(
        label="Why", max_length=500, error_messages={"required": "Please say why, in a few words. Only chairs read it."}
    )


class AssignForm(forms.Form):
    """Who gets a paper."""

    person = forms.IntegerField(error_messages={"required": "Choose a person."})
