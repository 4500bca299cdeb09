"""The chairs' admin site: its door, the switch of edition, its menu, and the pages hung into it."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_POST

from want.desk import registry
from want.desk.chairing import (
    chairs_it,
    edition_on_desk,
    editions_on_offer,
    is_chair,
    may_enter,
    put_on_desk,
    show_in_header,
)
from want.desk.dashboard import dashboard_of
from want.desk.edition_admin import DeskAdmin
from want.desk.editions.views import new_edition
from want.desk.registry import Page
from want.venues.models import Edition


class Desk(AdminSite):
    """The Django admin for chairs. Hidden equals missing: to others it answers 404."""

    site_header = "WANT desk"
    site_title = "WANT desk"
    enable_nav_sidebar = False

    def __init__(self, name: str = "desk") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take in our own lists only: what other packages bring knows nothing of editions and conflicts."""
        if isinstance(admin_class, type) and issubclass(admin_class, DeskAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Let chairs and superusers in."""
        return may_enter(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Ask for sign-in first, then answer 404 to those who may not enter; the admin has no door of its own."""
        inner = super().admin_view(view, cacheable)

        @login_required
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                raise Http404
            if editions_on_offer(request):
                show_in_header(request, edition_on_desk(request))
            return inner(request, *args, **kwargs)  # type: ignore[no-any-return]

        return update_wrapper(guarded, view)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return the dashboards, the pages that were hung in, and each list; nothing else of Django's admin."""
        door = self.admin_view
        lists = [
            path(f"{model._meta.app_label}/{model._meta.model_name}/", include(admin.get_urls()))
            for model, admin in self._registry.items()
        ]
        pages = [
            path(f"e/<slug:slug>/{page.path}", door(self._on_edition(page.view, page)), name=page.name)
            for page in registry.PAGES
        ]
        return [
            path("", door(self.index), name="index"),
            path("switch/", door(require_POST(self.switch)), name="switch"),
            path("editions/new/", door(new_edition), name="new_edition"),
            path("e/<slug:slug>/", door(self._on_edition(self.dashboard)), name="dashboard"),
            *pages,
            *lists,
        ]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:  # noqa: ARG002
        """Give Django's views little: the header knows the edition, the menu is a tag of desk/base.html."""
        return {"site_title": self.site_title, "is_popup": False}

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """Go to the dashboard of the edition on the desk; without any edition, to opening one."""
        if not editions_on_offer(request):
            return redirect("desk:new_edition")
        return redirect("desk:dashboard", edition_on_desk(request).slug)

    def switch(self, request: HttpRequest) -> HttpResponse:
        """Put another of one's editions on the desk."""
        edition = self._offered(request, request.POST.get("edition", ""))
        put_on_desk(request, edition)
        return redirect("desk:dashboard", edition.slug)

    def dashboard(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        """Show where the edition stands and what to do next."""
        context = {
            "title": "Dashboard",
            "moment": edition.moment(),
            "dashboard": dashboard_of(edition, request.user) if is_chair(request) else None,
        }
        return render(request, "desk/dashboard.html", context)

    def _on_edition(self, view: Any, page: Page | None = None) -> Callable[..., HttpResponse]:
        """Turn the slug into an edition that this person may work on (404 otherwise) and put it on the desk."""

        def wrapped(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            edition = self._offered(request, slug)
            if page and not page.is_setting and not chairs_it(edition, request.user):
                raise Http404
            put_on_desk(request, edition)
            return view(request, edition, **kwargs)  # type: ignore[no-any-return]

        return update_wrapper(wrapped, view)

    def _offered(self, request: HttpRequest, slug: str) -> Edition:
        edition = next((e for e in editions_on_offer(request) if e.slug == slug), None)
        if edition is None:
            raise Http404
        return edition


__all__ = ["Desk"]
