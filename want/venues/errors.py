"""Pages for what went wrong, in whole sentences."""

import sys

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string

from want.core.again import is_busy


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """Answer a form whose security token is missing or old: say what to do, lose nothing."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """Answer what is not there, or not open to whoever asks; what they sent in a form is shown for them to keep.

    A paper may be taken from a reviewer, or a draft deleted, while somebody writes. Their words tell nothing of what is
    there. They are shown only where the form's token was right: nobody else's page puts words under our name.
    """
    sent = request.method == "POST" and getattr(request, "csrf_processing_done", False)
    return render(request, "404.html", {"own_words": own_words(request.POST) if sent else []}, status=404)


def own_words(form: QueryDict) -> list[tuple[str, str]]:
    """Return what was typed into a form as sentences, with what the fields are called; no passwords, no marks."""
    typed = [(name, value) for name, values in form.lists() for value in values if _is_sentence(value)]
    return [(name.replace("_", " ").capitalize(), value) for name, value in typed if "password" not in name]


def _is_sentence(value: str) -> bool:
    """Tell whether a person wrote this; not every script puts blanks between words, but marks are of plain letters."""
    return len(value.split()) > 1 or not value.isascii()


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer what was tried too often: say why, and when to try again."""
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = "300"
    return answer


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """Answer a fault of ours; while the database is away, which is mostly a restart of seconds, say just that.

    Where many do the same thing and this request lost each time (want/core/again.py), say so too. All pages are
    written without a context, because nothing here may ask the database.
    """
    if is_busy(sys.exception()):
        answer = HttpResponse(render_to_string("503_busy.html"), status=503)
        answer["Retry-After"] = "5"
        return answer
    if _database_is_away():
        answer = HttpResponse(render_to_string("503.html"), status=503)
        answer["Retry-After"] = "30"
        return answer
    return HttpResponse(render_to_string("500.html"), status=500)


def _database_is_away() -> bool:
    """Tell whether the fault in hand is that there is no connection; a lost deadlock or a slow query is another."""
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        return False
    return connection.connection is None or bool(connection.connection.closed)
