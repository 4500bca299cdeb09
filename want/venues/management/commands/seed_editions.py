"""`manage.py seed_editions`: the two editions of WANT, as they were announced."""

from typing import Any

from django.core.management.base import BaseCommand

from want.venues.models import Edition
from want.venues.seeding import seed


class Command(BaseCommand):
    """Makes WANT@NeurIPS 2023 and WANT@ICML 2024 unless they are there."""

    help = "Make the editions WANT@NeurIPS 2023 (archived) and WANT@ICML 2024 unless they are there already."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Make them, and say which editions there are now."""
        seed()
        for edition in Edition.objects.with_calendar():
            self.stdout.write(f"{edition.name}: {edition.moment().stage.label} ({edition.get_absolute_url()})")
