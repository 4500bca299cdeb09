"""When a request had come in: the rule of deadlines, which says whose clock counts and which instant.

A request that may write counts if it had been received whole, its last byte included, before the deadline plus grace,
by the clock of the database: one clock, however many machines answer. How long the answer takes does not matter, so a
PDF that is looked at for half a minute is not late by that. The instant is asked for once a request; `clock.now()` is
that instant until the answer is given, so what the rules went by is what is stored and shown.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from want.core import clock

READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class ReceivedAt:
    """Middleware: holds the clock of a request that may write at the instant at which it was received whole."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and let the clock run on afterwards."""
        with clock.answering():
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Read the request to its end, then ask what time it is. A forged or broken request has not come this far."""
        if request.method not in READING:
            request.POST  # noqa: B018 (reads the body; only what has wholly come counts)
            if not hasattr(request, "received_at"):  # a request that is answered again came in once
                request.received_at = database_now()  # type: ignore[attr-defined]
            clock.received(request.received_at)  # type: ignore[attr-defined]


def database_now() -> datetime:
    """Return the instant by the clock of the database, not that at which a transaction began."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        instant: datetime = cursor.fetchone()[0]
    return instant
