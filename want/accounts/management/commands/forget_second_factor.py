"""`manage.py forget_second_factor ADDRESS`: let somebody in again who lost phone, passkeys and recovery codes."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from want.accounts.queries import person_with
from want.accounts.sessions import end_sessions
from want.audit.actions import record


class Command(BaseCommand):
    """Removes all second factors of one person, signs them out everywhere, and logs it."""

    help = "Remove somebody's second factors. Make sure first, by voice or in person, that it is they who ask."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address."""
        parser.add_argument("address")

    def handle(self, *args: Any, address: str, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Remove, sign out, log."""
        user = person_with(address)
        if user is None:
            raise CommandError(f"Nobody has proved that {address} is theirs.")
        with transaction.atomic():
            number, _ = Authenticator.objects.filter(user_id=user.pk).delete()
            end_sessions(user)
            record("account.second_factor_forgotten", by=None, person=user.pk)
        self.stdout.write(f"{user} has no second factor any more ({number} removed) and is signed out everywhere.")
