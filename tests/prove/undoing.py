"""Take back what was done in a world, with the keys it drew from sequences: the same act draws the same ones again."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

Drawn = list[tuple[str, int, bool]]
FAR = 5_000  # rows that no step of a story makes


def sequences() -> Drawn:
    """Return each sequence with the key it gave last, or will give first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value), "
            "last_value IS NOT NULL FROM pg_sequences WHERE schemaname = 'public'"
        )
        return list(cursor.fetchall())


@contextmanager
def taken_back() -> Iterator[None]:
    """Let whatever is done in between be undone, and the sequences go on from where they are now."""
    drawn = sequences()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    _set(drawn)


def leap(drawn: Drawn) -> None:
    """Let all sequences go on from far behind `drawn`: how many keys were drawn since does not show any more.

    That no page holds a bare key is asked by the walk (rowkeys.py).
    """
    _set([(name, value + FAR, True) for name, value, _ in drawn])


def _set(drawn: Drawn) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(name::regclass, value, was_drawn) FROM unnest(%s, %s, %s) AS kept(name, value, was_drawn)",
            [list(column) for column in zip(*drawn, strict=True)],
        )
