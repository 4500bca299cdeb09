"""The author list of the form: lines that can be added, removed and moved, by buttons that need no JavaScript."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from submissions.submitting import authors as author_list
from submissions.submitting.content import AuthorLine
from want.accounts.forms import NO_NAME
from want.core.numbers import whole
from want.core.verdict import Refused

ARRANGING = ("add", "remove", "up", "down")
COUNT = "authors"
CONTACT = "contact"

# Name, label, type and limit of the fields of a line.
FIELDS = (
    ("name", "Name", "text", 120),
    ("email", "E-mail address", "email", 254),
    ("affiliation", "Affiliation", "text", 200),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a line, as the template draws it: plain, for a list may have fifty lines."""

    name: str
    label: str
    type: str
    value: str
    problem: str
    is_focus: bool


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a line."""

    id: str
    name: str
    text: str
    is_focus: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list with its fields and buttons."""

    is_contact: bool
    fields: list[Field]
    buttons: list[Button]


class AuthorList:
    """The lines as they were typed, with what is wrong with them."""

    def __init__(self, lines: Sequence[AuthorLine], *, focus: str = "") -> None:
        self.lines = list(lines) or [AuthorLine("", "")]
        self.focus = focus
        self.problem = ""

    @classmethod
    def typed(cls, data: Mapping[str, Any]) -> "AuthorList":
        """Read the lines out of a form that was sent, and do what its button says."""
        number = min(whole(data.get(COUNT, "")) or 0, author_list.MAX_AUTHORS + 1)
        lines, focus = _arranged([_line(data, place) for place in range(number)], data)
        return cls(lines, focus=focus)

    def tidied(self) -> list[AuthorLine] | None:
        """Return the lines to store, or None when they cannot be stored; `problem` then says why."""
        if any(field.problem for row in self.rows() for field in row.fields):
            self.problem = "The author list is not saved yet: one of its lines says below what to change."
            return None
        try:
            return author_list.tidy(self.lines)
        except Refused as refusal:
            self.problem = str(refusal)
            return None

    def rows(self) -> Iterator[Row]:
        """Yield the lines as they are drawn."""
        for place, line in enumerate(self.lines):
            yield Row(line.is_contact, [*self._fields(place, line)], [*self._buttons(place)])

    def _fields(self, place: int, line: AuthorLine) -> Iterator[Field]:
        for key, label, kind, limit in FIELDS:
            name, value = f"author-{place}-{key}", getattr(line, key)
            problem = f"This has {len(value)} characters, and {limit} fit." if len(value) > limit else ""
            if key == "name" and NO_NAME.search(value):
                problem = "Please write the name alone, without addresses."
            yield Field(name, label, kind, value, problem, is_focus=self.focus == name)

    def _buttons(self, place: int) -> Iterator[Button]:
        last = len(self.lines) - 1
        makes_sense = {"up": place > 0, "down": place < last, "remove": last > 0}
        for name, text in (("up", "Move up"), ("down", "Move down"), ("remove", "Remove")):
            if makes_sense[name]:
                identity = f"author-{place}-{name}"
                yield Button(identity, name, text, is_focus=self.focus == identity)


def _line(data: Mapping[str, Any], place: int) -> AuthorLine:
    """Return a line as it was typed, without NULs: the database takes none."""
    typed = (data.get(f"author-{place}-{field}", "") for field in ("name", "email", "affiliation"))
    name, email, affiliation = (text.replace("\0", "") for text in typed)
    return AuthorLine(name, email, affiliation, data.get(CONTACT) == str(place))


def _arranged(lines: list[AuthorLine], data: Mapping[str, Any]) -> tuple[list[AuthorLine], str]:
    """Return the lines after the pressed button's work, and the name of what is to be looked at next."""
    button = next((name for name in ARRANGING if name in data), "")
    if button == "add":
        return [*lines, AuthorLine("", "")], f"author-{len(lines)}-name"
    here = whole(data.get(button, ""))
    if here is None or here >= len(lines):
        return lines, ""
    if button == "remove":
        return _with_contact([*lines[:here], *lines[here + 1 :]]), f"author-{max(here - 1, 0)}-name"
    there = min(max(here + (-1 if button == "up" else 1), 0), len(lines) - 1)
    lines[here], lines[there] = lines[there], lines[here]
    # At an end of the list the line has the other button only.
    look_at = {0: "down", len(lines) - 1: "up"}.get(there, button)
    return lines, f"author-{there}-{look_at}"


def _with_contact(lines: list[AuthorLine]) -> list[AuthorLine]:
    """Let the first author be the contact when the contact was removed."""
    if lines and not any(line.is_contact for line in lines):
        lines[0] = replace(lines[0], is_contact=True)
    return lines
