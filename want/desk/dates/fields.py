"""A field for an instant that people type as deadlines are announced: anywhere on Earth (AoE)."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from want.core.timewords import AOE


class AoEField(forms.DateTimeField):
    """Shows and takes an instant in AoE; its value is aware."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def prepare_value(self, value: Any) -> Any:
        """Write a stored instant in AoE."""
        with timezone.override(AOE):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        """Read what was typed as AoE."""
        with timezone.override(AOE):
            return super().to_python(value)
