"""`manage.py demo`: play an edition up to a stage, once, and serve it. Run by `make demo`."""

import hashlib
import os
import time
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from want.accounts.models import User
from want.core import clock, database
from want.demo import databases, personas, serve
from want.demo.play import Play
from want.demo.timing import EDITION, STEPS
from want.venues.models import Edition
from want.venues.stages import Stage

FEWEST = 8


def _played(name: str) -> Path:
    """Return the file that says that a demo was wholly played into the database `name`."""
    return settings.WANT_DATA / f"played-{name}"


def _schema() -> str:
    """Return a fingerprint of the migrations, so that an unchanged database need not be asked about each of them."""
    ours = sorted(str(path) for path in settings.ROOT.glob("*/**/migrations/0*.py"))
    lock = (settings.ROOT / "requirements.txt").read_bytes()
    return hashlib.sha256("\n".join(ours).encode() + lock).hexdigest()


class Command(BaseCommand):
    """Each choice of stage, papers and seed has a database of its own, so that none overwrites another."""

    help = "Play a demo edition and serve it on this machine."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the stage and the size."""
        parser.add_argument("--serve", action="store_true", help="serve it until Ctrl-C")
        parser.add_argument("--stage", choices=[s.value for s in STEPS], default=Stage.REVIEWING.value)
        parser.add_argument("--papers", type=int, default=60)
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, **options: Any) -> None:
        """Play what has not been played yet, set the clock, write demo.json, serve."""
        if not settings.WANT_DEMO:
            raise CommandError("The demo runs in demo mode only: `make demo`, or WANT_MODE=demo in the environment.")
        if options["papers"] < FEWEST:
            raise CommandError(f"Ask for at least {FEWEST} papers; with fewer there is no committee without conflicts.")
        if options["serve"] and not serve.port_is_free(options["port"]):
            raise CommandError(f"Port {options['port']} is taken. Choose another: make demo PORT=8001")
        if options["serve"] and not serve.claim():
            raise CommandError("Another demo runs from this folder. Stop it with Ctrl-C first; they share one clock.")
        stage, base_url = Stage(options["stage"]), f"http://{serve.HOST}:{options['port']}"
        settings.BASE_URL = os.environ["WANT_BASE_URL"] = base_url
        self._choose_database(options)
        try:
            self._prepare(stage, options)
            if options["serve"]:
                self._serve(options["port"], base_url, stage)
            else:
                personas.write(Edition.objects.get(slug=EDITION), stage, base_url)
        finally:
            connection.close()
            if options["serve"]:
                database.stop(settings.WANT_DATA)

    def _choose_database(self, options: dict[str, Any]) -> None:
        if not os.environ.get("DATABASE_URL", "").strip():
            name = f"demo_{options['stage']}_{options['papers']}_{options['seed']}"
            databases.use(name, afresh=not _played(name).exists())

    def _prepare(self, stage: Stage, options: dict[str, Any]) -> None:
        """Migrate when there is something new, play if nothing was played, let the clock go on from where it stood."""
        played = _played(settings.DATABASES["default"]["NAME"])
        if not played.exists() or played.read_text() != _schema():
            self._say("Preparing the database …")
            call_command("migrate", verbosity=0)
        if not played.exists():
            if User.objects.exists():
                raise CommandError("The database that DATABASE_URL names is not empty. The demo wants one of its own.")
            started = time.monotonic()
            play = Play(paper_count=options["papers"], random_seed=options["seed"], say=self._say)
            clock.move_to(play.up_to(stage))
            serve.keep_time()
            self._say(f"Played {options['papers']} papers in {time.monotonic() - started:.0f} seconds.")
        played.write_text(_schema())
        clock.move_to(datetime.fromisoformat(serve.time_file().read_text()))

    def _serve(self, port: int, base_url: str, stage: Stage) -> None:
        servers = serve.start(port)
        try:
            cast = personas.write(Edition.objects.get(slug=EDITION), stage, base_url)
            serve.wait_until_served(port, servers)
            self._say("")
            self._welcome(base_url, stage, cast)
            serve.stand_by(servers, every_second=serve.keep_time)
        except serve.Ended as ended:
            raise CommandError(str(ended)) from None
        finally:
            serve.stop(servers)

    def _welcome(self, base_url: str, stage: Stage, cast: list[personas.Persona]) -> None:
        self._say(f"WANT is running. Begin here:  {base_url}/demo/")
        self._say("In two minutes it takes you through a paper submitted, one reviewed, and one accepted.")
        self._say("")
        self._say(f"Or be anybody, by their link (stage: {stage.label.lower()}; mails: {base_url}/demo/mail/):")
        self._say("")
        for line in personas.table(cast):
            self._say(line)
        self._say("")
        self._say("Ctrl-C stops everything, and the next `make demo` goes on from there; `make demo-reset` forgets it.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
