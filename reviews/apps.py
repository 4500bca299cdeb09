"""The app of the reading side."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Hangs what the folders ask of people, and their links in the header, into the floors below."""

    name = "reviews"

    def ready(self) -> None:
        """Load the registrations; nothing else imports them."""
        from reviews import registrations  # noqa: F401, PLC0415 (models are ready only now)
