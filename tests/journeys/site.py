"""The site under test: served from this process on 127.0.0.1, on rows that last as long as a file of tests.

A story needs what an earlier chapter did, so the rows are kept between the tests of a file and thrown away after it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from want.core import clock

END_OTHER_SESSIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Site:
    """Where the site answers, and what stands behind it: its clock and its worker."""

    def __init__(self, url: str, stack: ExitStack) -> None:
        self.url = url
        self._stack = stack

    def set_clock(self, instant: datetime) -> None:
        """Let everybody's clock stand at this instant from now on; the server is a thread of this process."""
        self._stack.enter_context(clock.frozen(instant))

    def work_off(self) -> None:
        """Run the queued tasks and send the queued mails, as `manage.py work` does beside a real site."""
        call_command("work", once=True, stdout=StringIO())


@contextmanager
def served(files: Path) -> Iterator[Site]:
    """Serve the site until left; its clock is the machine's again afterwards."""
    server = LiveServer("127.0.0.1")
    with ExitStack() as stack:
        stack.callback(server.stop)
        stack.enter_context(override_settings(BASE_URL=server.url, MEDIA_ROOT=files, ALLOWED_HOSTS=["127.0.0.1"]))
        yield Site(server.url, stack)


def empty_all_tables() -> None:
    """Truncate, which the triggers that protect the log allow, and make content types and permissions anew."""
    name = connection.settings_dict["NAME"]
    assert name.startswith("test_"), f"{name} is not a database of tests; nothing was emptied"
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=False)


def end_other_sessions() -> None:
    """Let go of the database, so that it can be dropped: the server's threads keep their connections for a while."""
    with connection.cursor() as cursor:
        cursor.execute(END_OTHER_SESSIONS)
    connection.close()
