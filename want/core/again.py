"""Answer a request once more when it lost against another one of the same instant: what it was about has changed.

Two transactions that wait for each other (PostgreSQL ends one of them), a row that somebody deletes between our reading
and our writing, a name that somebody else takes first: nothing of the loser was stored, and no form is to blame. So
the whole request is answered anew, as if its button had been pressed once more. The second time the form meets what is
there now, and says in its own words what is gone. Pressing twice has one effect anyway (docs/security.md, *Twice*).
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, connection
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)

Thing = TypeVar("Thing")

TIMES = 3
BUSY = frozenset({"40001", "40P01", "55P03"})  # no order with others; a deadlock; a lock not had in time
TAKEN = frozenset({"23001", "23503", "23505"})  # the row pointed to is gone, or pointed to; the name is taken
# What came is read from the wire once, and it had come at one instant (want/core/received.py).
READ = frozenset({"_body", "_files", "_post", "_read_started", "_stream", "received_at"})


class AnswerAgain:
    """Middleware, around all others: a request that lost against another one is answered anew, at most three times."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as often as it takes; the last time whatever fails is a fault like any other."""
        came = dict(vars(request))
        for left in reversed(range(TIMES)):
            request.may_be_answered_again = left > 0  # type: ignore[attr-defined]
            answer = self.get_response(request)
            if not getattr(request, "has_lost", False):
                break
            _as_it_came(request, came)
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Drop the answer, if another one is worth a try. Within a transaction of a caller (a test's) none is."""
        if not has_lost(exception) or connection.in_atomic_block or not _can_be_read_again(request):
            return None
        if not getattr(request, "may_be_answered_again", False):
            return None
        logger.warning("A request lost against another one and is answered again: %s", type(exception).__name__)
        request.has_lost = True  # type: ignore[attr-defined]
        return HttpResponse(status=500)  # reaches nobody


def tried_again(act: Callable[[], Thing]) -> Thing:
    """Do what has transactions of its own; when others are in its way, anew, at most three times in all.

    For work in the background, which nobody presses a button for once more. Within a caller's transaction it is done
    once: what fails there has undone that, too.
    """
    for _ in range(TIMES - 1):
        try:
            return act()
        except DatabaseError as error:
            if not is_busy(error) or connection.in_atomic_block:
                raise
            logger.warning("Work lost against another one and is done again: %s", type(error).__name__)
    return act()


def has_lost(error: BaseException) -> bool:
    """Tell whether this can come from what another request did at the same instant."""
    if isinstance(error, ObjectDoesNotExist | ProtectedError | RestrictedError):
        return True
    return is_busy(error) or (isinstance(error, IntegrityError) and _code_of(error) in TAKEN)


def is_busy(error: BaseException | None) -> bool:
    """Tell whether the database gave a transaction up because others were in its way; it would go well alone."""
    return isinstance(error, DatabaseError) and _code_of(error) in BUSY


def _code_of(error: BaseException) -> str:
    return getattr(error.__cause__, "pgcode", None) or ""


def _can_be_read_again(request: HttpRequest) -> bool:
    return not any(file.closed for _, files in request.FILES.lists() for file in files)


def _as_it_came(request: HttpRequest, came: dict[str, object]) -> None:
    """Forget all that was found out about a request: its person, session, edition; keep the form that it brought."""
    kept = {name: value for name, value in vars(request).items() if name in READ}
    vars(request).clear()
    vars(request).update(came | kept)
    for _, files in request.FILES.lists():
        for file in files:
            file.seek(0)
