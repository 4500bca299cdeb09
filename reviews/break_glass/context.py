"""The banner that every page has while the glass is broken. A context processor; only superusers cost a query."""

from typing import Any

from django.http import HttpRequest

from reviews.break_glass.queries import open_sessions


def glass(request: HttpRequest) -> dict[str, Any]:
    """Return `glass`, the person's open sessions."""
    user = getattr(request, "user", None)
    return {"glass": list(open_sessions(user))} if user is not None and getattr(user, "is_superuser", False) else {}
