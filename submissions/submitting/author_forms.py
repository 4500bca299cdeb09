"""The author list of the form: lines that can be added, removed and moved, by buttons that need no JavaScript."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from submissions.submitting import authors as author_list
from submissions.submitting.content import AuthorLine
from want.core.verdict import Refused

ARRANGING = ("add", "remove", "up", "down")
COUNT = "authors"
CONTACT = "contact"


class AuthorForm(forms.Form):
    """One line of the list."""

    name = forms.CharField(required=False, max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.CharField(
        required=False,
        max_length=254,
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    affiliation = forms.CharField(required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, place: int, line: AuthorLine) -> None:
        self.place, self.line = place, line
        said = {"name": line.name, "email": line.email, "affiliation": line.affiliation}
        super().__init__({f"author-{place}-{field}": value for field, value in said.items()}, prefix=f"author-{place}")

    @property
    def legend(self) -> str:
        """Return what the line is called, with the name that tells its buttons apart."""
        return f"Author {self.place + 1}"


class AuthorList:
    """The lines as they were typed, with what is wrong with them."""

    def __init__(self, lines: Sequence[AuthorLine], *, focus: str = "") -> None:
        self.lines = list(lines) or [AuthorLine("", "")]
        self.forms = [AuthorForm(place, line) for place, line in enumerate(self.lines)]
        self.focus = focus
        self.problem = ""
        for form in self.forms:
            if focus == form["name"].id_for_label:
                form.fields["name"].widget.attrs["autofocus"] = True

    @classmethod
    def typed(cls, data: Mapping[str, Any]) -> "AuthorList":
        """Read the lines out of a form that was sent, and do what its button says."""
        count = data.get(COUNT, "")
        number = min(int(count), author_list.MAX_AUTHORS + 1) if count.isdecimal() else 0
        lines = [_line(data, place) for place in range(number)]
        return cls(*_arranged(lines, data))

    def tidied(self) -> list[AuthorLine] | None:
        """Return the lines to store, or None when they cannot be stored; `problem` then says why."""
        if not all(form.is_valid() for form in self.forms):
            self.problem = "A line of the author list is too long. Shorten it and save again."
            return None
        try:
            return author_list.tidy(self.lines)
        except Refused as refusal:
            self.problem = str(refusal)
            return None


def _line(data: Mapping[str, Any], place: int) -> AuthorLine:
    name, email, affiliation = (data.get(f"author-{place}-{field}", "") for field in ("name", "email", "affiliation"))
    return AuthorLine(name, email, affiliation, data.get(CONTACT) == str(place))


def _arranged(lines: list[AuthorLine], data: Mapping[str, Any]) -> tuple[list[AuthorLine], str]:
    """Return the lines after the pressed button's work, and the id of the field that is to be looked at next."""
    button = next((name for name in ARRANGING if name in data), "")
    if button == "add":
        return [*lines, AuthorLine("", "")], f"id_author-{len(lines)}-name"
    place = data.get(button, "")
    if not button or not place.isdecimal() or int(place) >= len(lines):
        return lines, ""
    here = int(place)
    if button == "remove":
        return _with_contact([*lines[:here], *lines[here + 1 :]]), f"id_author-{max(here - 1, 0)}-name"
    there = min(max(here + (-1 if button == "up" else 1), 0), len(lines) - 1)
    lines[here], lines[there] = lines[there], lines[here]
    return lines, f"author-{there}-{button}"


def _with_contact(lines: list[AuthorLine]) -> list[AuthorLine]:
    """Let the first author be the contact when the contact was removed."""
    if lines and not any(line.is_contact for line in lines):
        lines[0] = replace(lines[0], is_contact=True)
    return lines
