"""Topics, application areas, tracks and submission types: each list as one form, a line a thing."""

from typing import Any

from django import forms
from django.forms import BaseModelFormSet, modelformset_factory
from django.http import QueryDict

from want.core.numbers import whole
from want.venues.models import ApplicationArea, Edition, SubmissionType, Topic, Track

MOST = 200  # lines of a list
FIELDS: dict[type, list[str]] = {
    Topic: ["name", "description"],
    ApplicationArea: ["name"],
    Track: ["name", "description"],
    SubmissionType: ["name", "page_limit", "description"],
}


class Lines(BaseModelFormSet):  # type: ignore[type-arg]
    """The lines of one list."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Give each line its place and the box that removes it, named for those who cannot see the columns."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            label = {"ORDER": "Place", "DELETE": "Remove"}.get(name, str(field.label))
            field.widget.attrs |= {
                "class": "form-check-input" if name == "DELETE" else "form-control",
                "aria-label": f"{label}, line {(index or 0) + 1}",
            }

    def kept(self, edition: Edition) -> list[Any]:
        """Return the things that stay or are new, in the order that was typed."""
        lines = [
            form for form in self.forms if form not in self.deleted_forms and (form.instance.pk or form.has_changed())
        ]
        lines.sort(key=lambda form: (form.cleaned_data.get("ORDER") is None, form.cleaned_data.get("ORDER") or 0))
        for form in lines:
            form.instance.edition = edition
        return [form.instance for form in lines]

    def removed(self) -> list[Any]:
        """Return the things that are to go."""
        return [form.instance for form in self.deleted_forms if form.instance.pk]


class Merged(Lines):
    """The lines that are stored now, with what somebody typed into an older list put over them."""

    rows: list[Any]

    def get_queryset(self) -> Any:
        """Return the rows as they were typed over."""
        return self.rows


def merged(kind: type, edition: Edition, typed: QueryDict) -> Lines:
    """Return a form of the present list that holds all that was typed: nothing of it is lost, nothing of theirs."""
    rows = {str(row.pk): row for row in kind._default_manager.filter(edition=edition)}  # type: ignore[attr-defined]
    fresh: list[dict[str, str]] = []
    for place in range(_number(typed)):
        line = {name: typed.get(f"form-{place}-{name}", "").strip() for name in FIELDS[kind]}
        row = rows.get(typed.get(f"form-{place}-id", ""))
        if row is None:
            fresh += [line] if line["name"] else []
        else:
            for name, value in line.items():
                setattr(row, name, value)
    made = _formset(kind, Merged, extra=3 + len(fresh))
    made.rows = list(rows.values())
    return made(queryset=kind._default_manager.none(), initial=fresh)  # type: ignore[attr-defined, no-any-return]


def _number(typed: QueryDict) -> int:
    return min(whole(typed.get("form-TOTAL_FORMS", "")) or 0, MOST)


def _formset(kind: type, lines: type[Lines], *, extra: int) -> Any:
    return modelformset_factory(
        kind,
        formset=lines,
        fields=FIELDS[kind],
        can_delete=True,
        can_order=True,
        extra=extra,
        max_num=MOST,
        absolute_max=MOST,
    )


def lines_of(kind: type, edition: Edition, data: Any = None) -> Lines:
    """Return the form of a list of an edition, with three empty lines at its end."""
    made = _formset(kind, Lines, extra=3)
    return made(data, queryset=kind._default_manager.filter(edition=edition))  # type: ignore[attr-defined, no-any-return]
