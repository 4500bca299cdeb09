"""The app of the writing side."""

from importlib import import_module

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    """Hangs what is asked of authors, their links and whom deadlines and openings concern into the floors below."""

    name = "submissions"

    def ready(self) -> None:
        """Load the registrations; nothing else imports them."""
        sweeps = ("camera_ready.reminding", "manuscripts.sweeping")
        for part in ("asks", "links", "audiences", "openings", "receivers", *sweeps):
            import_module(f"submissions.{part}")
