"""What chairs say when they declare a conflict or lift one."""

from typing import Any

from django import forms

from reviews.conflicts.actions import NO_REASON
from want.accounts.models import User
from want.core.sealed import unseal
from want.core.sealedforms import SealedField


class DeclareForm(forms.Form):
    """Who must keep away, and why."""

    person = forms.ChoiceField(label="Who", error_messages={"required": "Choose a person."})
    because = forms.CharField(
        label="Why",
        max_length=250,
        error_messages={"required": NO_REASON},
        help_text="Only chairs without a conflict with this paper read it.",
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]

    def chosen(self) -> User:
        """Return the person."""
        return User.objects.get(pk=unseal(self.cleaned_data["person"], "person"))


class LiftForm(forms.Form):
    """Which conflict is lifted, or which name struck, and why."""

    conflict = SealedField(kind="conflict", required=False)
    named = SealedField(kind="named", required=False)
    reason = forms.CharField(label="Why", max_length=250, error_messages={"required": NO_REASON})
