"""`manage.py open_edition SLUG --name ... --chair ADDRESS`: the first edition of a fresh site, and who chairs it."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from want.accounts.actions import person_answering
from want.venues.actions import open_edition
from want.venues.models import Edition


class Command(BaseCommand):
    """Opens an edition from the command line, where nobody chairs anything yet."""

    help = "Open an edition and make somebody its chair; they sign in with a mailed code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what the desk's form asks for too."""
        parser.add_argument("slug", help="short name, as it stands in all addresses: icml2025")
        parser.add_argument("--name", required=True, help="for example WANT@ICML 2025")
        parser.add_argument("--title", help="the full name, as it is cited; the name if not given")
        parser.add_argument("--held-on", type=date.fromisoformat, help="day of the workshop: 2025-07-27")
        parser.add_argument("--copy-from", help="short name of an edition whose texts and settings are taken over")
        parser.add_argument("--chair", required=True, help="e-mail address of the chair")
        parser.add_argument("--chair-name", default="", help="their name, if they have no account yet")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Open the edition, or say what is wrong and change nothing."""
        old = None
        if options["copy_from"]:
            old = Edition.objects.filter(slug=options["copy_from"]).first()
            if old is None:
                raise CommandError(f"There is no edition {options['copy_from']!r}.")
        chair = person_answering(options["chair"], name=options["chair_name"] or options["chair"].split("@")[0])
        try:
            edition = open_edition(
                slug=options["slug"],
                name=options["name"],
                title=options["title"] or options["name"],
                held_on=options["held_on"],
                copy_from=old,
                chair=chair,
                by=None,
            )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{edition.name} is open; {chair.email} chairs it. Set it up at /desk/e/{edition.slug}/.")
