"""`manage.py resume_letters`: after a restore, let the worker write to people by itself again."""

from typing import Any

from django.core.management import BaseCommand

from want.venues.restored import resume_letters


class Command(BaseCommand):
    """Ends what a restore began."""

    help = "After a restore, let letters go out again by which people are told that a stage opens, or what is due."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Say what happens from now on."""
        if resume_letters():
            self.stdout.write(
                "From now on people are told again when a stage opens, and reminded of final versions. Of what opened "
                "before the restore nobody is told; the chairs can write to people from the desk."
            )
        else:
            self.stdout.write("Nothing was held: people are told when a stage opens, as ever.")
