"""`manage.py sweep_files`: say which stored files nobody needs; with `--go`, set them aside, or delete them later."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from submissions.manuscripts.sweeping import Suspicious, find_unused, sweep_files

SAID = {
    "unnamed": "no paper names it: is set aside",
    "old": "was set aside two weeks ago: is deleted",
    "broken_off": "an upload that was broken off: is deleted",
    "needed": "was set aside, and a paper names it: is brought back",
}


class Command(BaseCommand):
    """Changes nothing unless it is told to; the worker does the same once a day."""

    help = "List stored files that no paper names; with --go set them aside, and delete what was set aside long ago."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask whether to act, and whether to believe that most files are of no use."""
        parser.add_argument("--go", action="store_true", help="do it")
        parser.add_argument("--anyway", action="store_true", help="also when most of the files are named by no paper")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Say it, and do it."""
        found = find_unused()
        for kind, said in SAID.items():
            for path in getattr(found, kind):
                self.stdout.write(f"{Path(path).name}  {said}")
        self.stdout.write(
            f"{found.lying} files are stored. {len(found.unnamed)} are to be set aside, {len(found.old)} deleted, "
            f"{len(found.needed)} brought back; {len(found.broken_off)} uploads were broken off."
        )
        if not options["go"]:
            self.stdout.write("Nothing was changed: this was a look. With --go it is done.")
            return
        try:
            sweep_files(found, anyway=options["anyway"])
        except Suspicious as doubt:
            raise CommandError(f"{doubt} Is this the right database? With --anyway it is done.") from doubt
        self.stdout.write("Done.")
