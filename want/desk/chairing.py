"""Who may enter the desk, and which edition lies on it. Asked by the desk's site, its admin classes and its pages."""

from typing import Any

from django.http import Http404, HttpRequest

from want.venues.models import Edition, Role
from want.venues.queries import visitor_in, with_visitor

SESSION_KEY = "desk_edition"


def editions_of_chair(user: Any) -> list[Edition]:
    """Return the editions this person chairs, newest first, with calendar and roles, in one query.

    For a superuser, who keeps the site running, the others follow: for their settings, not for their papers.
    """
    found = list(with_visitor(Edition.objects.with_calendar(), user))
    chaired = [edition for edition in found if chairs_it(edition, user)]
    return chaired + [edition for edition in found if edition not in chaired] if user.is_superuser else chaired


def chairs_it(edition: Edition, user: Any) -> bool:
    """Tell whether this person chairs the edition, which was loaded for them by `editions_of_chair`."""
    return Role.CHAIR in visitor_in(edition, user).roles


def editions_on_offer(request: HttpRequest) -> list[Edition]:
    """Return `editions_of_chair` for the person of this request, asked once a request."""
    if not hasattr(request, "_desk_editions"):
        user = request.user
        may_ask = user.is_authenticated and user.is_active
        request._desk_editions = editions_of_chair(user) if may_ask else []  # type: ignore[attr-defined]
    return request._desk_editions  # type: ignore[attr-defined, no-any-return]


def may_enter(request: HttpRequest) -> bool:
    """Tell whether the desk's door opens: for chairs of an edition and for superusers."""
    user = request.user
    return bool(user.is_active and getattr(user, "is_superuser", False)) or bool(editions_on_offer(request))


def edition_on_desk(request: HttpRequest) -> Edition:
    """Return the edition the lists show: the one last chosen, else the newest that is chaired; 404 without any."""
    editions = editions_on_offer(request)
    if not editions:
        raise Http404
    chosen = request.session.get(SESSION_KEY)
    return next((edition for edition in editions if edition.slug == chosen), editions[0])


def is_chair(request: HttpRequest) -> bool:
    """Tell whether this person chairs the edition on the desk: a superuser who does not sees no papers there."""
    editions = editions_on_offer(request)
    return bool(editions) and chairs_it(edition_on_desk(request), request.user)


def put_on_desk(request: HttpRequest, edition: Edition) -> None:
    """Remember the edition for the next pages, and let this page's header know of it."""
    if request.session.get(SESSION_KEY) != edition.slug:
        request.session[SESSION_KEY] = edition.slug
    show_in_header(request, edition)


def show_in_header(request: HttpRequest, edition: Edition) -> None:
    """Give the page the edition whose links its header shows."""
    request.edition = edition  # type: ignore[attr-defined]
    request.visitor = visitor_in(edition, request.user)  # type: ignore[attr-defined]
