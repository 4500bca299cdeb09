"""Answer an address with a NUL in it as one that there is not: no text of ours has one, and the database takes none.

Forms refuse it in words of their own. What pages read from an address without a form would be looked for as it came.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse


class NoNulls:
    """Middleware: no page is asked with a NUL in its path or in the questions behind it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, unless the address holds a NUL."""
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return self.get_response(request)
