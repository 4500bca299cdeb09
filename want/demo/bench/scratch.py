"""A scratch database with an empty edition, for measurements that need rows and no pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command

from want.demo import databases
from want.demo.timing import EDITION
from want.venues.models import Edition
from want.venues.seeding import seed


@contextmanager
def edition_in(name: str) -> Iterator[Edition]:
    """Give an edition without papers in a database of this name, which is thrown away afterwards."""
    databases.use(name, afresh=True)
    try:
        call_command("migrate", verbosity=0)
        seed()
        yield Edition.objects.with_calendar().get(slug=EDITION)
    finally:
        databases.drop(name)
