"""`manage.py restore FOLDER`: bring a backup back into an empty database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from want.keeping.backups import restore
from want.keeping.manifest import Unsound
from want.keeping.programs import ProgramFailed


class Command(BaseCommand):
    """Checks every file of the backup before it touches anything."""

    help = "Bring a backup's database and files back."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, and what to do with what is there."""
        parser.add_argument("folder", type=Path, help="a folder that `manage.py backup` made")
        parser.add_argument("--replace", action="store_true", help="throw away what is in the database now")
        parser.add_argument(
            "--send-waiting-mail", action="store_true", help="let letters that were waiting go out, perhaps again"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Restore, and say what to do next."""
        try:
            manifest = restore(
                options["folder"].resolve(),
                replace=options["replace"],
                keep_mail_waiting=options["send_waiting_mail"],
            )
        except (Unsound, ProgramFailed, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"The site is as it was on {manifest.made_at}, with {len(manifest.parts) - 1} files. Everybody has to "
            "sign in again. Run `manage.py migrate` if the program is newer than the backup, then start the site."
        )
        if not options["send_waiting_mail"]:
            self.stdout.write(
                "Letters that waited are held, and people are told by nobody that a stage opens. When this site is to "
                "write to them, run `manage.py resume_letters`; where you only try a backup, do not."
            )
