"""What every page is given: the navigation, the present instant, and the demo's clock when there is one."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from want.core import clock


def page(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 (a context processor's signature)
    """Return `now`, and `demo_now` in the demo."""
    moment = clock.now()
    return {"now": moment, "demo_now": moment if settings.WANT_DEMO else None}
