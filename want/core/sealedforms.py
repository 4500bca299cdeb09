"""Fields of forms in which the keys of rows stand sealed, as templates write them with `{{ row.pk|sealed:"kind" }}`."""

from typing import Any

from django import forms

from want.core.sealed import NO_ROW, seal, unseal


class SealedField(forms.CharField):
    """The sealed key of one row. What cannot be opened is the key of no row, and so is what was left empty."""

    def __init__(self, *, kind: str, **options: Any) -> None:
        super().__init__(max_length=64, **options)
        self.kind = kind

    def clean(self, value: Any) -> int:
        """Return the key."""
        sent = super().clean(value)
        return unseal(sent, self.kind) if sent else NO_ROW


class SealedChoice(forms.ModelChoiceField[Any]):
    """A row chosen from a menu whose values are sealed."""

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the menu for a row, or for its key."""
        return _sealed(value, self.kind)

    def to_python(self, value: Any) -> Any:
        """Find the row that was chosen."""
        return super().to_python(unseal(value, self.kind) if value else value)


class SealedChoices(forms.ModelMultipleChoiceField[Any]):
    """Rows chosen from a list whose values are sealed."""

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the list for a row or its key, or for many."""
        if isinstance(value, list | tuple | set):
            return [_sealed(one, self.kind) for one in value]
        return _sealed(value, self.kind)

    def _check_values(self, value: Any) -> Any:
        """Find the rows that were chosen."""
        keys = [unseal(str(one), self.kind) for one in value]
        return super()._check_values(keys)  # type: ignore[misc]


def _sealed(value: Any, kind: str) -> Any:
    """Seal a row's key; what was sent sealed comes back as it is."""
    key = getattr(value, "pk", value)
    return seal(key, kind) if isinstance(key, int) else key
