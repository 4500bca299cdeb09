"""What chairs say when they declare a conflict or lift one, and what members say of themselves."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms

from reviews.conflicts.actions import NO_REASON
from submissions.conflicts.fields import Lines
from submissions.conflicts.stated import Kind, Stated, read_stated, write_stated
from submissions.conflicts.stating import LABELS, mark_of_stated
from want.accounts.models import User
from want.core.sealed import unseal
from want.core.sealedforms import SealedField

EXAMPLES = {
    Kind.INSTITUTION: "One a line: the name or the domain, and the years: Ada College, 2019-2023. Where you are now "
    "stands in your profile.",
    Kind.ADVISER: "The name, the address, or better both: Ada Lovelace, ada@college.example.",
    Kind.ADVISEE: "Doctoral and other students, postdocs, interns.",
    Kind.COLLABORATOR: "With whom you have written or worked, and until when: Charles Babbage, 2022.",
    Kind.FAMILY: "And whoever else you could not judge freely.",
}


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


class ReasonForm(forms.Form):
    """Why the list of authors is not believed, or is again."""

    reason = forms.CharField(label="Why", max_length=250, error_messages={"required": NO_REASON})


class LiftForm(ReasonForm):
    """Which conflict is lifted, or which name struck, and why."""

    conflict = SealedField(kind="conflict", required=False)
    named = SealedField(kind="named", required=False)


class OwnForm(forms.Form):
    """Whom a person must not review, by their own word: a field for each kind."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, stated: Sequence[Stated]) -> None:
        super().__init__(data, initial={"seen": mark_of_stated(stated)})
        for kind in Kind:
            self.fields[kind.value] = Lines(
                read=partial(read_stated, kind),
                write=write_stated,
                label=LABELS[kind],
                required=False,
                max_length=12_000,
                initial=[one for one in stated if one.kind is kind],
                widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
                help_text=EXAMPLES[kind],
            )

    def stated(self) -> list[Stated]:
        """Return all that was named."""
        return [one for kind in Kind for one in self.cleaned_data[kind.value]]
