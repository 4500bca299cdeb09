"""A place to break things in: a folder with a PostgreSQL of its own, which may be stopped at any instant, and files.

Settings are read once, when a process starts; so the command starts itself anew with the place in its environment.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from want.core import database
from want.demo.rehearsal.scratch import free_port, told_to_end

FOLDER = "WANT_FAULTS"  # the environment variable that says where the place is
SMTP_PATIENCE = 1  # seconds that the worker waits for an answer of the mail server


def is_ready() -> bool:
    """Tell whether this process was started for such a place."""
    return bool(os.environ.get(FOLDER)) and settings.WANT_DEMO


def start_anew() -> None:
    """Replace this process by the same command in demo mode, with a place of its own. Does not return."""
    folder = Path(tempfile.mkdtemp(prefix="want-faults-"))
    environment = os.environ | {
        FOLDER: str(folder),
        "WANT_MODE": "demo",
        "WANT_DATA": str(folder),
        "WANT_CLOCK": str(folder / "clock"),
        "WANT_FILES": str(folder / "files"),
        "WANT_MAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "WANT_SMTP_HOST": "127.0.0.1",
        "WANT_SMTP_PORT": str(free_port()),
        "WANT_SMTP_TIMEOUT": str(SMTP_PATIENCE),
        "WANT_SMTP_TLS": "no",
        "WANT_LOG_LEVEL": "ERROR",
    }
    for name in ("DATABASE_URL", "WANT_DATABASE", "WANT_HOSTS", "WANT_SMTP_USER", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    connections.close_all()
    sys.stdout.flush()
    command = [sys.executable, str(settings.ROOT / "manage.py"), *sys.argv[1:]]
    os.execve(sys.executable, command, environment)  # noqa: S606 (this very command, once more)


@contextmanager
def place(*, keep: bool) -> Iterator[Path]:
    """Give the folder, with an empty database; take everything down whatever happens."""
    folder = Path(os.environ[FOLDER])
    with told_to_end():
        try:
            call_command("migrate", verbosity=0)
            with connection.cursor() as cursor:
                cursor.execute("CHECKPOINT")  # so that coming up again takes a second and not ten
            yield folder
        finally:
            connections.close_all()
            database.stop(folder)
            if not keep:
                shutil.rmtree(folder, ignore_errors=True)
