"""What the floor sets up when the site starts: the sentences of Django's own form fields that a person may meet."""

from django import forms
from django.apps import AppConfig

GONE = (
    "What you chose here is not offered any more: it was removed or changed after you had opened this page. "
    "Please choose again. What you wrote elsewhere on the page is still here."
)


class CoreConfig(AppConfig):
    """Speaks for all menus and boxes of the site at once; a field with words of its own keeps them."""

    name = "want.core"

    def ready(self) -> None:
        """Say of a choice that has vanished what happened and what to do, in place of its number."""
        for field in (
            forms.ChoiceField,
            forms.MultipleChoiceField,
            forms.ModelChoiceField,
            forms.ModelMultipleChoiceField,
        ):
            field.default_error_messages = {**field.default_error_messages, "invalid_choice": GONE}
