"""The app of people; its label is "accounts"."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Named so that AUTH_USER_MODEL reads accounts.User."""

    name = "want.accounts"
    verbose_name = "People"

    def ready(self) -> None:
        """Listen to allauth."""
        import_module("want.accounts.receivers")
