"""The processes of the scratch place, and how each is killed: web server, worker, PostgreSQL; and a full disk."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

from django.conf import settings

from want.core import postgres
from want.demo import serve

FULL = 4096  # bytes: on a "full" disk no file grows beyond this, so no paper fits
PATIENCE = 60.0  # seconds until a server must answer


class Servers:
    """Web server and worker. Whatever is killed is started again by `mend`, as systemd would."""

    def __init__(self, port: int, log: Path, rng: Random) -> None:
        self.port, self.rng = port, rng
        self.log = log.open("ab")
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.faults: Counter[str] = Counter()
        self._lock = threading.Lock()

    def start_web(self) -> None:
        """Start the site; return at once."""
        bind = f"{serve.HOST}:{self.port}"
        program = ["-m", "gunicorn", "want.wsgi", "--bind", bind, "--workers", "2", "--worker-class", "gthread"]
        program += ["--threads", "4", "--log-level", "critical", "--preload", "--no-control-socket"]
        self.web = self._start(program)

    def start_worker(self) -> None:
        """Start the worker; return at once."""
        self.worker = self._start(["manage.py", "work"])

    def mend(self) -> bool:
        """Start again the web server if it is gone; tell whether the worker is gone."""
        if self.web is not None and self.web.poll() is not None:
            self.start_web()
        return self.worker is not None and self.worker.poll() is not None

    def wait_until_served(self) -> None:
        """Return when the site answers."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.mend()
            with suppress(OSError):
                urllib.request.urlopen(f"http://{serve.HOST}:{self.port}/health", timeout=5).close()
                return
            time.sleep(0.1)
        raise RuntimeError(f"The site did not answer within {PATIENCE:.0f} seconds; see {self.log.name}.")

    def kill_web_process(self) -> None:
        """Kill -9 one of the processes that answer requests."""
        if self.web is not None and (children := children_of(self.web.pid)):
            _kill(self.rng.choice(children))
            self.faults["web process killed"] += 1

    def kill_web(self) -> None:
        """Kill -9 the whole web server."""
        if self.web is not None:
            for pid in [self.web.pid, *children_of(self.web.pid)]:
                _kill(pid)
            self.web.wait()
            self.faults["web server killed"] += 1

    def kill_worker(self, why: str = "worker killed") -> None:
        """Kill -9 the worker, wherever it is."""
        with self._lock:
            if self.worker is not None and self.worker.poll() is None:
                _kill(self.worker.pid)
                self.worker.wait()
                self.faults[why] += 1

    def crash_database(self) -> None:
        """Stop PostgreSQL as a power cut would, and start it again."""
        postgres.crash(settings.WANT_DATA / "postgres")
        self.faults["PostgreSQL restarted at once"] += 1

    def fill_disk(self) -> None:
        """Let no file of the web server grow any more."""
        self._limit_files(FULL)
        self.faults["disk full"] += 1

    def empty_disk(self) -> None:
        """Let files grow again."""
        self._limit_files(resource.RLIM_INFINITY)

    def stop(self) -> None:
        """Stop all."""
        serve.stop([process for process in (self.web, self.worker) if process is not None])
        self.log.close()

    def stop_worker(self) -> None:
        """Let the worker end what it does, and end."""
        if self.worker is not None:
            serve.stop([self.worker])

    def _limit_files(self, size: int) -> None:
        if self.web is None:
            return
        for pid in [self.web.pid, *children_of(self.web.pid)]:
            with suppress(ProcessLookupError):
                _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
                wanted = hard if size == resource.RLIM_INFINITY else size
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (wanted, hard))

    def _start(self, program: list[str]) -> subprocess.Popen[bytes]:
        environment = os.environ | {"WANT_BASE_URL": f"http://{serve.HOST}:{self.port}"}
        return subprocess.Popen(
            [sys.executable, *program],
            cwd=settings.ROOT,
            env=environment,
            start_new_session=True,
            stdout=self.log,
            stderr=self.log,
        )


def children_of(pid: int) -> list[int]:
    """Return the processes that this one has started."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
