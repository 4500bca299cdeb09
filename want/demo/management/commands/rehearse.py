"""`manage.py rehearse`: play a whole edition over HTTP in a scratch database, and check it. Run by `make rehearse`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from want.demo import serve
from want.demo.rehearsal import play, scratch

FEWEST_PAPERS, FEWEST_REVIEWERS = 12, 12


class Command(BaseCommand):
    """Plays in a place of its own, which is gone afterwards; exits with 1 when a check failed."""

    help = "Play a whole edition over HTTP, as its people would, in a scratch database; check it at every stage."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the size."""
        parser.add_argument("--papers", type=int, default=12)
        parser.add_argument("--reviewers", type=int, help="who accept; four for every three papers if not given")
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--keep", action="store_true", help="keep the scratch database and say where it is")

    def handle(self, *, papers: int, reviewers: int | None, seed: int, keep: bool, **options: Any) -> None:  # noqa: ARG002
        """Play, report, and end with the verdict."""
        reviewers = reviewers or max(FEWEST_REVIEWERS, papers * 4 // 3)
        if papers < FEWEST_PAPERS or reviewers < FEWEST_REVIEWERS:
            raise CommandError(
                f"Ask for at least {FEWEST_PAPERS} papers and {FEWEST_REVIEWERS} reviewers: "
                "with fewer, not everything happens that the rehearsal is there to check."
            )
        if settings.PRODUCTION:
            raise CommandError("The rehearsal signs people up by the dozen. Run it where WANT_MODE is not production.")
        if not scratch.is_ready():
            scratch.start_anew()
        try:
            with scratch.place(keep=keep) as base_url:
                report = play.rehearse(base_url, paper_count=papers, reviewer_count=reviewers, seed=seed, say=self._say)
        except serve.Ended as ended:
            raise CommandError(str(ended)) from None
        except KeyboardInterrupt:
            left = scratch.how_to_look_at_it() if keep else "Its database is gone."
            raise CommandError(f"The rehearsal was broken off. Its servers are stopped. {left}") from None
        if keep:
            self._say(scratch.how_to_look_at_it())
        self._say(report.verdict)
        if report.failures:
            raise SystemExit(1)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
