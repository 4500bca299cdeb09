"""`manage.py import_submissions EDITION FILE`: make an edition of another system's export."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from reviews.importing.actions import Imported, import_ratings, import_records, withdraw_withdrawn
from reviews.importing.assigning import assign_raters
from reviews.importing.reading import BrokenFileError, Problem, Record, read
from want.accounts.models import User
from want.core.verdict import Refused
from want.venues.models import Edition


class Command(BaseCommand):
    """Broken records are reported with their position and reason; the rest comes in, or nothing with --strict."""

    help = "Make an edition of the papers, ratings and outcomes in a JSON file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the edition's short name and the file."""
        parser.add_argument("edition", help="short name of the edition to make, such as iclr2018")
        parser.add_argument("file", type=Path, help="a JSON list of papers")
        parser.add_argument("--chair", default="", help="address of the person who chairs it; made if unknown")
        parser.add_argument("--committee-from-authors", action="store_true", help="let every named author review")
        parser.add_argument("--strict", action="store_true", help="import nothing if any record is broken")

    def handle(self, **options: Any) -> None:
        """Read, report, import in one transaction, and say what came in and how long it took."""
        records = self._read(options["file"], is_strict=options["strict"])
        if Edition.objects.filter(slug=options["edition"]).exists():
            raise CommandError(f"There is an edition “{options['edition']}” already. Choose another short name.")
        started = time.monotonic()
        try:
            with transaction.atomic():
                self._import(records, options)
        except Refused as refusal:
            raise CommandError(f"Nothing was imported. {refusal}") from None
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the server would learn of so many rows in a minute; the chair looks now
        self.stdout.write(f"All of it took {time.monotonic() - started:.1f} seconds.")

    def _read(self, file: Path, *, is_strict: bool) -> list[Record]:
        try:
            found = list(read(file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, BrokenFileError) as error:
            raise CommandError(f"{file} cannot be imported: {error}") from None
        problems = [item for item in found if isinstance(item, Problem)]
        for problem in problems:
            self.stderr.write(str(problem))
        if problems and is_strict:
            raise CommandError(f"Nothing was imported, because {len(problems)} of {len(found)} records are broken.")
        return [item for item in found if isinstance(item, Record)]

    def _import(self, records: list[Record], options: dict[str, Any]) -> None:
        email = options["chair"] or f"chair@{options['edition']}.invalid"
        chair = User.objects.filter(email=email.lower()).first() or User.objects.create_user(
            email, name="Imported chair"
        )
        imported = import_records(
            options["edition"], records, chair=chair, committee_from_authors=options["committee_from_authors"]
        )
        self.stdout.write(
            f"{imported.papers} papers by {imported.people} people, {imported.decisions} outcomes as private decisions."
        )
        if options["committee_from_authors"]:
            self._import_ratings(imported, records)
        else:
            self.stdout.write("The ratings stayed out: without --committee-from-authors nobody is there to give them.")
        withdrawn = withdraw_withdrawn(imported, records)
        self.stdout.write(f"{withdrawn} papers are withdrawn.")

    def _import_ratings(self, imported: Imported, records: list[Record]) -> None:
        self.stdout.write(f"{imported.reviewers} reviewers, {imported.conflicts} conflicts.")
        demand = {imported.papers_by_key[r.key].pk: len(r.ratings) for r in records}
        assigned = assign_raters(imported.edition, demand)
        gap = assigned.upper_bound - assigned.total
        self.stdout.write(
            f"Assigned in {assigned.seconds:.2f} s; total affinity {assigned.total:.3f}, within {gap:.1e} of the best."
        )
        count = import_ratings(imported, records, assigned.by_paper)
        self.stdout.write(f"{count} ratings became reviews.")
