"""Look at strangers' PDFs in a process of its own, with bounds on time, memory and files; called by `actions`.

The readers are large C and C++ programs, and a file can be made to crash or to occupy them. In a process of its own
that costs one upload, not the site. It gets no word of the site's environment, where the secrets are, and at most
`PLACES` of them run at once on a machine. The processes are `checks/__main__.py` and `front/__main__.py`.
"""

import fcntl
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.conf import settings

from submissions.manuscripts.checks.finding import SECONDS, Finding, Front
from submissions.manuscripts.checks.problem import Problem

ROOT = Path(__file__).resolve().parent.parent.parent
CHECKS = "submissions.manuscripts.checks"
FRONT = "submissions.manuscripts.front"
PLACES = 2
PATIENCE = 45  # seconds that an upload waits for a place
LONGEST_ANSWER = 100_000
SPENT: ContextVar[float] = ContextVar("SPENT", default=0.0)  # seconds that this thread's last file was looked at

TOO_HARD = (
    "The PDF could not be read within {seconds} seconds. It is probably very large inside: "
    "save its pictures smaller and choose it again."
)
CRASHED = "The PDF cannot be read. Make it again with another program, or print it to a new PDF, and choose that file."
BUSY = (
    "Very many files are coming in right now, and yours could not be looked at. It was not taken; "
    "please choose it again in a minute."
)


class TooHard(Problem):
    """A file that occupies its readers to the end of their time, or makes them fall."""


def examine(path: Path, blind_copy: Path) -> int:
    """Check the PDF, write its blind copy, and return its number of pages; raise Problem when it cannot be taken."""
    finding = Finding(**_look(CHECKS, path, blind_copy))
    if finding.problem:
        raise Problem(finding.problem)
    return finding.pages


def read_front(path: Path) -> Front:
    """Return what the PDF's first page says of title and abstract; raise Problem when the file cannot be read."""
    front = Front(**_look(FRONT, path))
    if front.problem:
        raise Problem(front.problem)
    return front


def _look(program: str, path: Path, *more: Path) -> dict[str, Any]:
    """Run a program on a file in a process of its own, and return what it says."""
    with _place(), tempfile.TemporaryFile() as answer, _timed():
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-c", _start(program), *map(str, (path, *more))],
                cwd=path.parent,
                env={"LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise TooHard(TOO_HARD.format(seconds=SECONDS)) from None
        answer.seek(0)
        if done.returncode != 0:
            raise TooHard(CRASHED)
        return dict(json.loads(answer.read(LONGEST_ANSWER)))


def _start(program: str) -> str:
    """Return what the process runs: the program, found here and nowhere else."""
    return f"import sys, runpy; sys.path.insert(0, {str(ROOT)!r}); runpy.run_module({program!r}, run_name='__main__')"


@contextmanager
def _timed() -> Iterator[None]:
    """Note how long it takes, without the wait for a place."""
    begun = time.monotonic()
    try:
        yield
    finally:
        SPENT.set(time.monotonic() - begun)


@contextmanager
def _place() -> Iterator[None]:
    """Wait for one of the places; a process that dies leaves its place by dying."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + PATIENCE
    while True:
        for number in range(PLACES):
            with (folder / f".looking-{number}").open("ab") as place:
                try:
                    fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        if time.monotonic() > until:
            raise Problem(BUSY)
        time.sleep(0.05)
