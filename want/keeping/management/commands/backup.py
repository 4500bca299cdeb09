"""`manage.py backup FOLDER`: the database and all files in a new folder, while the site goes on serving."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from want.keeping.backups import back_up
from want.keeping.manifest import Unsound
from want.keeping.programs import ProgramFailed


class Command(BaseCommand):
    """Ends with an error when a file that belongs to the backup is missing or changed."""

    help = "Write the database and the files of papers into a new folder, with a list of hashes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, help="a folder that is not there yet, or is empty")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Make the backup and say what is in it."""
        try:
            made = back_up(options["folder"].resolve())
        except (Unsound, ProgramFailed, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made.folder}: the database and {made.files} files, {made.size / 1024**2:.1f} MB.")
        if made.lacking:
            raise CommandError(
                f"These files are named by papers and are missing or changed, so they are not in it: "
                f"{', '.join(made.lacking)}. The backup is good for all the rest."
            )
