"""The chairs' admin site: who may enter, which edition is on the desk, its dashboard and the pages hung into it."""

from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from want.desk import registry
from want.venues.models import Edition, Role

SESSION_KEY = "desk_edition"


def editions_of_chair(user: Any) -> list[Edition]:
    """Return the editions this person chairs, newest first; for a superuser, all."""
    editions = Edition.objects.with_calendar()
    if not user.is_superuser:
        editions = editions.filter(memberships__user=user, memberships__role=Role.CHAIR)
    return list(editions)


def chairs(request: HttpRequest) -> list[Edition]:
    """Return `editions_of_chair` for the person of this request, asked once a request."""
    if not hasattr(request, "_desk_editions"):
        user = request.user
        request._desk_editions = editions_of_chair(user) if user.is_authenticated and user.is_active else []
    return request._desk_editions


def edition_on_desk(request: HttpRequest) -> Edition:
    """Return the edition the changelists show: the one last chosen, else the newest."""
    editions = chairs(request)
    if not editions:
        raise Http404
    chosen = request.session.get(SESSION_KEY)
    return next((e for e in editions if e.slug == chosen), editions[0])


class Desk(AdminSite):
    """The Django admin for chairs. Hidden equals missing: to others it answers 404."""

    site_header = "WANT desk"
    site_title = "WANT desk"
    index_title = "Desk"
    enable_nav_sidebar = False
    index_template = "desk/index.html"

    def has_permission(self, request: HttpRequest) -> bool:
        """Let chairs and superusers in."""
        return bool(chairs(request))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Ask for sign-in first, then answer 404 to those who are no chairs; the admin has no door of its own."""
        inner = super().admin_view(view, cacheable)

        @login_required
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, view)

    def get_urls(self) -> list[URLPattern]:
        """Return the admin's URLs, the dashboards, and the pages that other apps registered."""
        pages = [
            path(f"e/<slug:slug>/{page.path}", self.admin_view(self._with_edition(page.view)), name=page.name)
            for page in registry.PAGES
        ]
        own = [
            path("", self.admin_view(self.index), name="index"),
            path("switch/", self.admin_view(require_POST(self.switch)), name="switch"),
            path("e/<slug:slug>/", self.admin_view(self._with_edition(self.dashboard)), name="dashboard"),
        ]
        return own + pages + super().get_urls()

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Give every page of the desk the edition on it, the editions to switch to, and the edition's pages."""
        context = super().each_context(request)
        if chairs(request):
            context |= {
                "desk_edition": edition_on_desk(request),
                "desk_editions": chairs(request),
                "desk_pages": sorted((p for p in registry.PAGES if p.label), key=lambda p: p.position),
            }
        return context

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """Go to the dashboard of the edition on the desk."""
        return redirect("desk:dashboard", edition_on_desk(request).slug)

    def switch(self, request: HttpRequest) -> HttpResponse:
        """Put another of one's editions on the desk."""
        slug = request.POST.get("edition", "")
        if slug not in {e.slug for e in chairs(request)}:
            raise Http404
        request.session[SESSION_KEY] = slug
        return redirect("desk:dashboard", slug)

    def dashboard(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        """Show where the edition stands and what to do next."""
        moment = edition.moment()
        made = (maker(edition, moment, request.user) for maker in registry.PANELS)
        panels = sorted((panel for panel in made if panel), key=lambda panel: panel.position)
        context = self.each_context(request) | {
            "title": edition.name,
            "edition": edition,
            "moment": moment,
            "panels": panels,
            "app_list": self.get_app_list(request),
        }
        return render(request, "desk/dashboard.html", context)

    def _with_edition(self, view: Any) -> Any:
        """Turn the slug into an edition this person chairs (404 otherwise) and put it on the desk."""

        def wrapped(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            edition = next((e for e in chairs(request) if e.slug == slug), None)
            if edition is None:
                raise Http404
            if request.session.get(SESSION_KEY) != slug:
                request.session[SESSION_KEY] = slug
            return view(request, edition, **kwargs)

        return update_wrapper(wrapped, view)


__all__ = ["Desk", "chairs", "edition_on_desk", "editions_of_chair"]
