"""Fields into which people write conflicts of interest, one a line: authors for a paper, members for themselves."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from submissions.conflicts.naming import CannotBeRead, read_named, write_named


class Lines(forms.CharField):
    """Lines that one function reads and another writes."""

    def __init__(self, *, read: Callable[[str], list[Any]], write: Callable[[list[Any]], str], **options: Any) -> None:
        super().__init__(**options)
        self.read, self.write = read, write

    def prepare_value(self, value: Any) -> Any:
        """Show what is stored as it is typed."""
        return self.write(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[Any]:  # type: ignore[override]
        """Return what is named, or say which line names nobody."""
        try:
            return self.read(super().clean(value))
        except CannotBeRead as unread:
            raise ValidationError(str(unread)) from unread


class NamedConflicts(Lines):
    """People and institutions in conflict with the paper, a line each."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read=read_named, write=write_named, **options)
