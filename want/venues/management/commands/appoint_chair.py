"""`manage.py appoint_chair SLUG ADDRESS`: a chair for an edition whose chairs are missing or cannot be reached."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email

from want.core.verdict import Refused
from want.venues.chairs import appoint_chair
from want.venues.models import Edition


class Command(BaseCommand):
    """Appoints a chair from the command line, which needs no role."""

    help = "Make somebody a chair of an edition; they are told by mail and sign in with a mailed code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the edition and the person."""
        parser.add_argument("slug", help="short name of the edition: icml2024")
        parser.add_argument("email", help="e-mail address of the chair")
        parser.add_argument("--name", default="", help="their name, if they have no account yet")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Appoint them, or say what is wrong and change nothing."""
        edition = Edition.objects.filter(slug=options["slug"]).first()
        if edition is None:
            raise CommandError(f"There is no edition {options['slug']!r}.")
        try:
            validate_email(options["email"])
            person = appoint_chair(edition, email=options["email"], name=options["name"], by=None)
        except (Refused, ValidationError) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error
        self.stdout.write(f"{person.email} chairs {edition.name}: /desk/e/{edition.slug}/.")
