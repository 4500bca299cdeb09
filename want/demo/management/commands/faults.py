"""`manage.py faults`: break servers, database, disk and mail while people write; count what is lost. `make faults`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from want.demo.faults import place
from want.demo.faults.play import Report, play

SHOWN = 30


class Command(BaseCommand):
    """Plays in a place of its own, which is gone afterwards; exits with 1 when anything was lost or came twice."""

    help = "Kill, restart, fill and refuse while people write and letters go out, then compare what is there."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how much, and the seed of chance."""
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--rounds", type=int, default=36, help="how often something is killed, restarted or filled")
        parser.add_argument("--letters", type=int, default=500)
        parser.add_argument("--keep", action="store_true", help="keep the scratch folder and say where it is")

    def handle(self, *, seed: int, rounds: int, letters: int, keep: bool, **options: Any) -> None:  # noqa: ARG002
        """Play, report, and end with the verdict."""
        if settings.PRODUCTION:
            raise CommandError("This kills servers on purpose. Run it where WANT_MODE is not production.")
        if not place.is_ready():
            place.start_anew()
        try:
            with place.place(keep=keep) as folder:
                self._say(f"{rounds} rounds, {letters} letters, seed {seed}" + (f", in {folder}" if keep else ""))
                report = play(folder, rounds=rounds, letters=letters, seed=seed, say=self._say)
        except KeyboardInterrupt:
            raise CommandError("The play was broken off. Its servers are stopped, and its place is gone.") from None
        self._tell(report)
        if not report.is_good:
            raise SystemExit(1)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _tell(self, report: Report) -> None:
        for title, counted in (
            ("Faults", report.faults),
            ("Writes acknowledged", report.writes),
            ("Writes sent", report.tries),
            ("What people met", report.surprises),
        ):
            self.stdout.write(title)
            for what, number in counted.most_common():
                self.stdout.write(f"  {number:6}  {what}")
        self.stdout.write(
            f"Mails sent again because the server had taken them without saying so: {report.letters.again}"
        )
        for title, found in (
            ("LOST", report.lost),
            ("MISSING", report.letters.missing),
            ("DOUBLED", report.letters.doubled),
        ):
            for line in found[:SHOWN]:
                self.stdout.write(f"{title}  {line}")
        self.stdout.write(report.verdict)
