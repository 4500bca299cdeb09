"""The one clock. Everything that asks "what time is it for the process of review?" asks `now()`.

While a request that may write is answered, it stands still at the instant at which that request had been received
whole, by the clock of the database (want/core/received.py): deadlines hold by that instant, and it is what is stored.
Elsewhere it is the machine's clock. Tests freeze it; the demo and the rehearsal shift it for all processes through a
small file, which is read only when settings.WANT_DEMO is on. Rules never call it: they take a `moment`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

from django.conf import settings

_frozen: list[datetime] = []
_received: ContextVar[datetime | None] = ContextVar("received", default=None)


def now() -> datetime:
    """Return the present instant, aware and in UTC, shifted by the demo's offset if there is one."""
    if _frozen:
        return _frozen[-1]
    return (_received.get() or real_now()) + offset()


def real_now() -> datetime:
    """Return the machine's instant, whatever the demo's clock says; for retries and leases of the worker."""
    return datetime.now(UTC)


def offset() -> timedelta:
    """Return how far the demo's clock is shifted; zero outside the demo."""
    if not settings.WANT_DEMO:
        return timedelta(0)
    try:
        return timedelta(seconds=float(settings.WANT_CLOCK.read_text()))
    except FileNotFoundError:
        return timedelta(0)


def move_to(instant: datetime) -> None:
    """Shift the demo's clock for every process so that it shows `instant` now. Refused outside the demo."""
    if not settings.WANT_DEMO:
        raise RuntimeError("The clock can be moved only in demo mode (WANT_DEMO=1).")
    seconds = (instant - datetime.now(UTC)).total_seconds()
    path = settings.WANT_CLOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(f"{seconds:.3f}\n")
    fresh.replace(path)


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Hold the clock of this process at `instant`; for tests and for playing the demo's past."""
    _frozen.append(instant)
    try:
        yield
    finally:
        _frozen.pop()


@contextmanager
def answering() -> Iterator[None]:
    """Forget at the end what `received` says in between; put around the answering of one request."""
    token = _received.set(None)
    try:
        yield
    finally:
        _received.reset(token)


def received(instant: datetime) -> None:
    """Let the clock stand still at the instant at which the request being answered had come in whole."""
    _received.set(instant)
