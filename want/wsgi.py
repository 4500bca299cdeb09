"""The door for a production server: `gunicorn want.wsgi`."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "want.settings")

site = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request, and read it as UTF-8, which is what browsers send, whatever charset it claims.

    Django believes the claim: some charsets cannot be read ("hex"), and some make signs that no database takes.
    """
    if environ.get("CONTENT_TYPE"):
        environ["CONTENT_TYPE"] = plain_type(environ["CONTENT_TYPE"])
    return site(environ, start_response)


def plain_type(content_type: str) -> str:
    """Return a Content-Type with its boundary as its only parameter."""
    kind, *parameters = content_type.split(";")
    return ";".join([kind, *(one for one in parameters if one.strip().lower().startswith("boundary="))])
