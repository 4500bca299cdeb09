"""Whose turn it is to have a file looked at, so that one person's files keep nobody else's out.

An account has two files looked at at a time. Whoever sends several that take long, or cannot be read to the end,
waits for a while. In each process a thread stays free for pages. And nobody fills the disk.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache

from submissions.manuscripts.checks.problem import Problem
from submissions.manuscripts.workbench import BUSY, SPENT, TooHard
from want.accounts.models import User
from want.core import clock

AT_ONCE = 2  # files of one account
LONGEST = 2 * 60  # seconds after which a file is not looked at any more, whatever became of its process
SEATS = threading.BoundedSemaphore(3)  # files at once in one process, of the four threads that it has
PATIENCE = 5  # seconds that an upload waits for a seat
LARGEST_A_DAY = 20  # files as large as may be; their sizes are added up
SLOW = 10  # seconds after which a file counts like one that could not be read to the end
HARD_ONES = 3  # such files, before their sender waits
PAUSE = 15 * 60  # seconds

ENOUGH = (
    "Two files of yours are being looked at right now. This one was not taken; "
    "please choose it again when they are done."
)
PAUSED = (
    "Several of your files in the last minutes took very long to look at, or could not be read to the end. This one "
    "was not looked at; please choose it again in a quarter of an hour, best as a PDF made by another program."
)

FULL = (
    "The files that you sent today are {size} MB together, which is all that is taken of one person in a day. This one "
    "was not taken; please choose it again tomorrow, or write to the organisers if that cannot wait."
)


def require_room(user: User, size: int) -> None:
    """Count a file that an account sends; raise Problem where it is too much for one day (UTC)."""
    key = f"bytes of {user.pk} on {clock.now():%Y-%m-%d}"
    sent, most = cache.get(key) or 0, LARGEST_A_DAY * settings.MANUSCRIPT_MAX_BYTES
    if sent + size > most:
        raise Problem(FULL.format(size=sent // 1024**2))
    cache.set(key, sent + size, 24 * 3600)


@contextmanager
def turn_of(user: User) -> Iterator[None]:
    """Let a file of theirs be looked at inside; raise Problem where others come first."""
    key = f"files of {user.pk} that were too hard"
    if (cache.get(key) or 0) >= HARD_ONES:
        raise Problem(PAUSED)
    with _place_of(user), _seat():
        SPENT.set(0.0)
        is_hard = False
        try:
            yield
        except TooHard:
            is_hard = True
            raise
        finally:
            if is_hard or SPENT.get() > SLOW:
                cache.set(key, (cache.get(key) or 0) + 1, PAUSE)


@contextmanager
def _place_of(user: User) -> Iterator[None]:
    """Hold one of the account's places, in all processes."""
    places = (f"file {number} of {user.pk}" for number in range(AT_ONCE))
    held = next((place for place in places if cache.add(place, True, LONGEST)), None)
    if held is None:
        raise Problem(ENOUGH)
    try:
        yield
    finally:
        cache.delete(held)


@contextmanager
def _seat() -> Iterator[None]:
    """Hold one of the process's seats."""
    if not SEATS.acquire(timeout=PATIENCE):
        raise Problem(BUSY)
    try:
        yield
    finally:
        SEATS.release()
