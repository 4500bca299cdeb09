"""Whether a page holds the bare key of a row: the database counts its rows through, so a key tells how many there are.

Each table's rows are numbered from a million of their own, so that a key in a page tells which table it is of.
"""

import re
from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db import connection, models

# Tables whose keys may stand in a page, each with the reason why they tell nothing that is secret.
ALLOWED = {
    "venues_topic": "made by the chairs before the call and shown to everybody",
    "venues_track": "made by the chairs before the call and shown to everybody",
    "venues_submissiontype": "made by the chairs before the call and shown to everybody",
    "venues_edition": "editions are public",
    "reviews_assignmentplan": "plans are called by it; all plans of an edition are listed for all of its chairs",
}
FIRST, STEP, SKIPPED = 40_000_000_000, 1_000_000, 137_000
BARE = re.compile(rb"(?<![\w-])40\d{9}(?![\w-])")


def number_apart() -> None:
    """Let each table's next row have a number that no other table's rows come near."""
    restarts = [
        f"ALTER SEQUENCE {connection.ops.quote_name(f'{table}_id_seq')} RESTART WITH {FIRST + at * STEP + SKIPPED}"
        for at, table in enumerate(_tables())
    ]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(restarts))


def tables_in(body: bytes) -> Iterator[str]:
    """Yield the table of each bare key that a page holds and must not hold."""
    for found in BARE.findall(body):
        at, of_it = divmod(int(found) - FIRST, STEP)
        table = _tables()[at] if at < len(_tables()) and of_it >= SKIPPED else ""
        if table and table not in ALLOWED:
            yield table


def key_in(table: str, row: int) -> int:
    """Return a key for a row of a table that is not drawn from its sequence."""
    return FIRST + _tables().index(table) * STEP + SKIPPED + row


@cache
def _tables() -> list[str]:
    """Return the tables whose rows are counted through with wide numbers: all of ours."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if isinstance(model._meta.pk, models.BigAutoField) and model._meta.managed and not model._meta.proxy
    )
