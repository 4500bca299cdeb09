"""The app of editions and their public pages."""

from importlib import import_module

from django.apps import AppConfig


class VenuesConfig(AppConfig):
    """Registers the public links of the header, and what the worker does for editions by the clock."""

    name = "want.venues"
    verbose_name = "Editions"

    def ready(self) -> None:
        """Load what registers itself."""
        import_module("want.venues.links")
        import_module("want.venues.openings.actions")
