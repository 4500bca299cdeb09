"""The base of every list and record in the desk: scoped to the edition on the desk, and shut unless opened.

Django's own permissions play no part; who may look follows from chairing. What is not named here is off: adding,
changing and deleting rows, Django's history and its autocompletes, lookups by address that no filter offers.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.admin import ModelAdmin, ShowFacets
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import slugify

from want.core import sealed
from want.desk.cells import Fact
from want.desk.chairing import edition_on_desk, is_chair
from want.desk.export import download
from want.venues.models import Edition


class DeskList(ChangeList):
    """A changelist that lets its admin look at the rows of the page once, to load what their cells show."""

    @property
    def words(self) -> str:
        """Return the noun of the rows in both numbers, for `count_of`."""
        return self.model_admin.words or f"{self.opts.verbose_name},{self.opts.verbose_name_plural}"

    def get_ordering_field(self, field_name: Any) -> Any:
        """Return what a column says it is sorted by; of one that says nothing, nothing.

        Django would sort by a field or a relation that has the same name: by rows that the list leaves out, too.
        """
        column = getattr(self.model_admin, field_name, None) if isinstance(field_name, str) else None
        return super().get_ordering_field(field_name) if column is None else getattr(column, "admin_order_field", None)

    def get_results(self, request: HttpRequest) -> None:
        """Fetch the page's rows and hand them to `prepare`."""
        super().get_results(request)
        self.result_list = list(self.result_list)
        self.model_admin.prepare(request, self.result_list)


class DeskAdmin(ModelAdmin):  # type: ignore[type-arg]
    """A list and a record page that show and do not edit. Subclasses say who may look and which rows."""

    desk_group = ""  # a group of the desk's menu; without one the list is not in the menu
    desk_label = ""
    desk_position = 0
    intro = ""  # one sentence under the list's title
    empty = "Nothing is here yet."
    words = ""  # "entry,entries" where the model's own names do not count well

    title_column = ""  # the column that heads a row's card on a phone; the first one if not said
    numeric: Sequence[str] = ()
    record_template = "desk/record.html"

    change_list_template = "desk/list.html"
    list_per_page = 100
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    actions_selection_counter = False
    view_on_site = False

    # What subclasses write.

    def may_look(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Tell whether this person may see the list at all; others get the same answer as for no such page."""
        return False

    def scope(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        """Keep the rows this person may see."""
        return rows.none()

    def prepare(self, request: HttpRequest, rows: list[Any]) -> None:
        """Load what the cells of these rows show, in a number of queries that does not grow with them."""

    def heading(self, obj: Any) -> str:
        """Head the record page of a row."""
        return str(obj)

    def crumb(self, obj: Any) -> str:
        """Name a row in few words, for the way to its record page."""
        return self.heading(obj)

    def facts(self, request: HttpRequest, obj: Any) -> list[Fact]:  # noqa: ARG002
        """Return what the record page says of a row."""
        return []

    def record_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:  # noqa: ARG002
        """Return what the record page's template needs beside the facts."""
        return {}

    def list_acts(self, request: HttpRequest) -> list[tuple[str, str]]:  # noqa: ARG002
        """Return (label, url) of the buttons above the list."""
        return []

    # What Django's admin asks.

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return what this person may see here; nothing for those who may not look."""
        rows = super().get_queryset(request)
        return self.scope(request, rows) if self.may_look(request) else rows.none()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002
        """Return the list that prepares its rows."""
        return DeskList

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Follow `may_look`."""
        return self.may_look(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Follow `may_look`."""
        return self.may_look(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Rows come into being by actions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Rows are changed by actions."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Rows stay."""
        return False

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:  # noqa: ARG002
        """Refuse lookups by address: a filter on a column that is not shown tells what stands in it."""
        offered = {getattr(one, "parameter_name", one) for one in self.get_list_filter(request)}
        return lookup.removesuffix("__exact") in offered

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:  # noqa: ARG002
        """Records are opened by their key alone."""
        return False

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:
        """Leave Django's own log alone: it is a side door to titles, and ours is want.audit."""

    log_change = log_addition
    log_deletion = log_addition
    log_deletions = log_addition

    def get_urls(self) -> list[URLPattern]:
        """Return the list, its table and the record; there is nothing else to call."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        door: Callable[..., Any] = self.admin_site.admin_view
        return [
            path("", door(self.changelist_view), name=f"{name}_changelist"),
            path("csv/", door(self.csv_view), name=f"{name}_csv"),
            path(f"{sealed.place(self.opts.label, 'object_id')}/", door(self.record_view), name=f"{name}_change"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the list, or answer as for no such page."""
        if not self.may_look(request):
            raise Http404
        context = {
            "title": self.desk_label or self.opts.verbose_name_plural.capitalize(),
            "acts": self.list_acts(request),
            "model_admin": self,
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Do something with the ticked rows, whose keys stand sealed in the page."""
        typed = request.POST.copy()
        keys = [sealed.unseal(one, self.opts.label) for one in typed.getlist(ACTION_CHECKBOX_NAME)]
        typed.setlist(ACTION_CHECKBOX_NAME, [str(key) for key in keys])
        request.POST = typed  # type: ignore[assignment]
        return super().response_action(request, queryset)

    def csv_view(self, request: HttpRequest) -> HttpResponse:
        """Send the rows that search and filters leave as a table, or answer as for no such page."""
        if not self.may_look(request):
            raise Http404
        name = f"{edition_on_desk(request).slug}-{slugify(self.desk_label or self.opts.verbose_name_plural)}.csv"
        try:
            return self.csv_of(request, self.get_changelist_instance(request), name)
        except IncorrectLookupParameters:
            raise Http404 from None

    def csv_of(self, request: HttpRequest, changelist: ChangeList, name: str) -> HttpResponse:
        """Return the table of a list; what it shows, unless a subclass has more to tell."""
        return download(request, changelist, name)

    def record_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show one row, or answer as for no such page."""
        obj = self.get_object(request, str(object_id))
        if obj is None:
            raise Http404
        self.prepare(request, [obj])
        context = self.admin_site.each_context(request) | {
            "title": self.heading(obj),
            "crumb": self.crumb(obj),
            "model_admin": self,
            "opts": self.opts,
            "obj": obj,
            "list_url": reverse(f"desk:{self.opts.app_label}_{self.opts.model_name}_changelist"),
            "facts": self.facts(request, obj),
            **self.record_context(request, obj),
        }
        return TemplateResponse(request, self.record_template, context)


class EditionAdmin(DeskAdmin):
    """A list of things of the edition on the desk, for its chairs. A superuser who chairs it not sees no such list."""

    edition_path = "edition"  # the way from a row to its edition

    def may_look(self, request: HttpRequest) -> bool:
        """Let the chairs of the edition on the desk look."""
        return is_chair(request)

    def scope(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows of the edition on the desk."""
        return rows.filter(**{self.edition_path: self.edition(request)})

    def edition(self, request: HttpRequest) -> Edition:
        """Return the edition on the desk."""
        return edition_on_desk(request)
