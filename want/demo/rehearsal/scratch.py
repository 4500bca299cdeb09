"""A place to rehearse in: a database, files, a clock and servers of their own, gone when the play is over.

The rehearsal runs in demo mode, which alone has a clock to move and a viewer for mails. Settings are read once, when a
process starts; so a command that was started in any other mode starts itself anew with the scratch place in its
environment.
"""

import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from want.demo import databases, serve

FOLDER = "WANT_REHEARSAL"  # the environment variable that says where the scratch place is


def is_ready() -> bool:
    """Tell whether this process was started for the scratch place."""
    return bool(os.environ.get(FOLDER)) and settings.WANT_DEMO


def start_anew() -> None:
    """Replace this process by the same command in demo mode, with a scratch place of its own. Does not return."""
    folder = Path(tempfile.mkdtemp(prefix="want-rehearsal-"))
    environment = os.environ | {
        FOLDER: str(folder),
        "WANT_MODE": "demo",
        "WANT_DATABASE": f"want_rehearsal_{os.getpid()}",
        "WANT_CLOCK": str(folder / "clock"),
        "WANT_FILES": str(folder / "files"),
        "WANT_LOG_LEVEL": os.environ.get("WANT_LOG_LEVEL", "ERROR"),  # people are refused on purpose
    }
    environment.pop("WANT_HOSTS", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    connections.close_all()
    sys.stdout.flush()
    command = [sys.executable, str(settings.ROOT / "manage.py"), *sys.argv[1:]]
    os.execve(sys.executable, command, environment)  # noqa: S606 (this very command, once more)


@contextmanager
def place(*, keep: bool) -> Iterator[str]:
    """Make the scratch place, serve it, give its address, and take it down whatever happens."""
    name, folder = os.environ["WANT_DATABASE"], Path(os.environ[FOLDER])
    with told_to_end():
        try:
            databases.use(name, afresh=True)
            _without_waiting_for_the_disk(name)
            call_command("migrate", verbosity=0)
            with _served() as address:
                yield address
        finally:
            connections.close_all()
            if not keep:
                databases.drop(name)
                shutil.rmtree(folder, ignore_errors=True)


def how_to_look_at_it() -> str:
    """Return what to type to look at a scratch place that was kept."""
    names = ("WANT_MODE", "WANT_DATABASE", "WANT_CLOCK", "WANT_FILES")
    chosen = " ".join(f"{name}={os.environ[name]}" for name in names)
    return f"It is kept. To look at it: {chosen} {sys.executable} manage.py runserver --noreload"


@contextmanager
def _served() -> Iterator[str]:
    port = free_port()
    servers = serve.start(port)
    try:
        serve.wait_until_served(port, servers)
        yield f"http://{serve.HOST}:{port}"
    finally:
        serve.stop(servers)


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((serve.HOST, 0))
        return int(probe.getsockname()[1])


def _without_waiting_for_the_disk(name: str) -> None:
    """What is thrown away need not survive a power cut."""
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    connections.close_all()


@contextmanager
def told_to_end() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the play as Ctrl-C does, once: impatience does not interrupt the clearing away."""

    def end(_number: int, _frame: FrameType | None) -> None:
        for number in before:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
