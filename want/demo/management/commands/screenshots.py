"""`manage.py screenshots`: play small demos and take the pictures of the README. Run by `make screenshots`."""

import os
from argparse import ArgumentParser
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from want.core import database
from want.demo import personas, serve
from want.demo.browser import NoBrowser, chromium
from want.demo.pictures import PICTURES, Picture, aim, take
from want.demo.timing import EDITION
from want.venues.models import Edition

FOLDER = settings.ROOT / "docs" / "pictures"


class Command(BaseCommand):
    """Each stage is a demo of its own, kept for the next time as `make demo` keeps its."""

    help = "Take the pictures of the README of small demos. Not beside a running demo: they share the clock."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the size, and which pictures."""
        parser.add_argument("names", nargs="*", help="only these: " + ", ".join(p.name for p in PICTURES))
        parser.add_argument("--papers", type=int, default=24)
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--port", type=int, default=8877)

    def handle(self, **options: Any) -> None:
        """Take the pictures stage by stage."""
        if not settings.WANT_DEMO:
            raise CommandError("Pictures are taken of the demo: `make screenshots`, or WANT_MODE=demo.")
        if os.environ.get("DATABASE_URL", "").strip():
            raise CommandError("The pictures need several demos, each in a database of its own: unset DATABASE_URL.")
        wanted = [picture for picture in PICTURES if not options["names"] or picture.name in options["names"]]
        FOLDER.mkdir(parents=True, exist_ok=True)
        try:
            for stage, pictures in groupby(wanted, key=lambda picture: picture.stage):
                call_command("demo", **{name: options[name] for name in ("papers", "seed", "port")}, stage=stage.value)
                self._take(list(pictures), options["port"])
        except (NoBrowser, serve.Ended) as problem:
            raise CommandError(str(problem)) from None
        finally:
            connection.close()
            database.stop(settings.WANT_DATA)

    def _take(self, pictures: list[Picture], port: int) -> None:
        base_url = f"http://{serve.HOST}:{port}"
        edition = Edition.objects.get(slug=EDITION)
        cast = personas.personas(edition, base_url)
        targets = [aim(picture, edition, cast) for picture in pictures]
        servers = serve.start(port, workers=1)
        try:
            serve.wait_until_served(port, servers)
            with chromium() as browser:
                for target in targets:
                    size = take(target, browser, base_url=base_url, folder=FOLDER)
                    self.stdout.write(f"{_shown(FOLDER / target.picture.name)}.png, {size // 1024} kB")
        finally:
            serve.stop(servers)


def _shown(path: Path) -> Path:
    return path.relative_to(settings.ROOT)
