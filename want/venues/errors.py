"""Pages for what went wrong, in whole sentences."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """Answer a form whose security token is missing or old: say what to do, lose nothing."""
    return render(request, "403_csrf.html", status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer what was tried too often: say why, and when to try again."""
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = "300"
    return answer
