"""A field for an instant that people type as deadlines are announced: anywhere on Earth (AoE)."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from want.core.timewords import AOE

FIRST_YEAR, LAST_YEAR = 2000, 2199  # at the ends of time an instant cannot be written in another time zone


def in_our_times(value: date) -> None:
    """Refuse a year of which no workshop is."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(f"Write a year between {FIRST_YEAR} and {LAST_YEAR}.")


class AoEField(forms.DateTimeField):
    """Shows and takes an instant in AoE; its value is aware."""

    default_validators = (in_our_times,)
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def prepare_value(self, value: Any) -> Any:
        """Write a stored instant in AoE."""
        with timezone.override(AOE):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        """Read what was typed as AoE."""
        with timezone.override(AOE):
            return super().to_python(value)
