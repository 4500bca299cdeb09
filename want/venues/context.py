"""What every page is given: the present instant, the demo's clock when there is one, and the header's links."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from want.core import clock
from want.venues.models import Edition
from want.venues.navigation import links_of, marked


def page(request: HttpRequest) -> dict[str, Any]:
    """Return `now`, `demo_now` in the demo, and on an edition's pages `edition` and its `navigation`."""
    moment = clock.now()
    given: dict[str, Any] = {"now": moment, "demo_now": moment if settings.WANT_DEMO else None}
    edition: Edition | None = getattr(request, "edition", None)
    if edition is not None:
        links = links_of(edition, edition.moment(moment), request.visitor)  # type: ignore[attr-defined]
        given |= {"edition": edition, "navigation": marked(links, request.path)}
    return given
