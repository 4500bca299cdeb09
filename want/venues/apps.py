"""The app of editions and their public pages."""

from importlib import import_module

from django.apps import AppConfig


class VenuesConfig(AppConfig):
    """Registers the public links of the header."""

    name = "want.venues"
    verbose_name = "Editions"

    def ready(self) -> None:
        """Load what registers itself."""
        import_module("want.venues.links")
