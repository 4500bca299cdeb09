"""Two acts at once, as tests of races want them: the second one is at a lock of the first."""

import threading
import time
from collections.abc import Callable

from django.db import connection

from want.core.verdict import Refused

PATIENCE = 10  # seconds after which an act that neither ends nor waits is let go on


def beside(act: Callable[[], object]) -> threading.Thread:
    """Start an act on a connection of its own, and return when it waits for what is held here."""

    def do() -> None:
        try:
            act()
        except Refused:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=do)
    thread.start()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and thread.is_alive() and not _waits():
        thread.join(0.01)
    return thread


def _waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])
