"""`manage.py remake_blind_copies`: after an update, make what blinded readers download anew from what was uploaded."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from submissions.manuscripts.remaking import remade


class Command(BaseCommand):
    """Takes about a quarter of a second a file, while the site serves; may be broken off and run again."""

    help = "Make all blind copies anew, so that those made by an older version hold no more than today's would."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Say which files have another copy now, and which could not be read."""
        new = same = failed = 0
        for one in remade():
            file = f"{one.manuscript.submission} {one.manuscript.get_kind_display().lower()} {one.manuscript.version}"
            if one.problem:
                failed += 1
                self.stderr.write(f"{file}: {one.problem}")
            elif one.is_new:
                new += 1
                self.stdout.write(f"{file}: has a new blind copy")
            else:
                same += 1
        self.stdout.write(f"{new} blind copies are new, {same} were as they should be, {failed} could not be made.")
        if failed:
            raise CommandError("The files named above keep the blind copy they had.")
