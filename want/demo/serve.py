"""Run the site and its worker together, as `make demo` does, and stop both together."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import IO, Any

from django.conf import settings

from want.core import clock

HOST = "127.0.0.1"
_CLAIM: dict[str, IO[str]] = {}  # keeps the lock's file open for as long as the process lives
PATIENCE = 60  # seconds until the site must answer


class Ended(Exception):  # noqa: N818 (an ordinary way to end)
    """Somebody asked the servers to stop, or one of them stopped by itself."""


def port_is_free(port: int) -> bool:
    """Tell whether nobody answers on this port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def claim() -> bool:
    """Take the data folder for this demo until the process ends; tell whether nobody else had it."""
    try:
        fcntl.flock(
            _CLAIM.setdefault("file", (settings.WANT_DATA / "serving.lock").open("w")), fcntl.LOCK_EX | fcntl.LOCK_NB
        )
    except OSError:
        return False
    return True


def start(port: int, *, workers: int = 2) -> list[subprocess.Popen[bytes]]:
    """Start the web server and the background worker; both inherit the environment."""
    environment = os.environ | {"WANT_BASE_URL": f"http://{HOST}:{port}"}
    web = [sys.executable, "-m", "gunicorn", "want.wsgi", "--bind", f"{HOST}:{port}", "--workers", str(workers)]
    web += ["--worker-class", "gthread", "--threads", "4", "--log-level", "warning", "--preload"]
    work = [sys.executable, "manage.py", "work"]
    return [
        subprocess.Popen(program, cwd=settings.ROOT, env=environment, start_new_session=True) for program in (web, work)
    ]


def wait_until_served(port: int, servers: list[subprocess.Popen[bytes]]) -> None:
    """Return when the site answers; raise Ended when a server dies first or it takes too long."""
    for _ in range(PATIENCE * 20):
        if any(server.poll() is not None for server in servers):
            raise Ended("The site could not start; the reason stands above.")
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/health", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise Ended(f"The site did not answer within {PATIENCE} seconds.")


def stand_by(servers: list[subprocess.Popen[bytes]], *, every_second: Callable[[], Any]) -> None:
    """Wait until somebody presses Ctrl-C, sends SIGTERM, or a server ends by itself."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise Ended("")

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    try:
        while all(server.poll() is None for server in servers):
            every_second()
            time.sleep(1)
    except Ended:
        return


def stop(servers: list[subprocess.Popen[bytes]]) -> None:
    """Ask the servers to finish what they do, and end those that have not after ten seconds."""
    for server in servers:
        if server.poll() is None:
            server.terminate()
    for server in servers:
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def time_file() -> Path:
    """Return where the time of the demo in the present database is kept while nobody serves it."""
    return settings.WANT_DATA / f"time-{settings.DATABASES['default']['NAME']}"


def keep_time() -> None:
    """Write down what the demo's clock shows, so that the next start goes on from there."""
    time_file().write_text(clock.now().isoformat())
