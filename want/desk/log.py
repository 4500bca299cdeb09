"""The log in the desk: who did what when, in the edition; entries about papers in conflict are not there."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from want.audit.models import Entry
from want.desk.cells import Fact, act, link, when
from want.desk.edition_admin import EditionAdmin
from want.desk.sight import sight_of

LINE = 160


class KindFilter(admin.SimpleListFilter):
    """What an entry is about: the part of its verb before the dot."""

    title = "about"
    parameter_name = "about"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the kinds that the edition's log has."""
        verbs = model_admin.get_queryset(request).order_by().values_list("verb", flat=True).distinct()
        kinds = sorted({verb.split(".")[0] for verb in verbs})
        return [(kind, kind.replace("_", " ").capitalize()) for kind in kinds]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:  # noqa: ARG002
        """Keep the entries of one kind."""
        return queryset.filter(verb__startswith=f"{self.value()}.") if self.value() else queryset


class ActorFilter(admin.SimpleListFilter):
    """Who did it."""

    title = "by"
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the chairs, and the system itself; other people are found by the search."""
        edition = model_admin.edition(request)
        chairs = edition.memberships.filter(role="chair").select_related("user").order_by("user__name")
        return [*((str(chair.user_id), str(chair.user)) for chair in chairs), ("system", "The system")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:  # noqa: ARG002
        """Keep what one person did."""
        if self.value() == "system":
            return queryset.filter(actor_id=None)
        return queryset.filter(actor_id=int(self.value())) if (self.value() or "").isdigit() else queryset


@admin.register(Entry)
class EntryAdmin(EditionAdmin):
    """The entries of the edition, newest first."""

    desk_group = "Log"
    desk_label = "Log"
    intro = "Who did what, and when. Nobody can change or remove a line of it."
    words = "entry,entries"
    empty = "Nothing has been done in this edition yet."

    list_display = ("what", "at", "who", "paper", "detail_line")
    list_filter = (KindFilter, ActorFilter)
    search_fields = ("actor_name", "verb")
    search_help_text = "Name or act"
    sortable_by = ("at",)

    def scope(self, request: HttpRequest, rows: QuerySet[Entry]) -> QuerySet[Entry]:
        """Keep the edition's entries, without those about papers whose log this chair may not see."""
        edition = self.edition(request)
        papers = sight_of(request.user, edition).papers("audit_log").values("pk")
        return rows.filter(edition=edition.slug).filter(Q(submission_id=None) | Q(submission_id__in=papers))

    def prepare(self, request: HttpRequest, rows: list[Entry]) -> None:
        """Find the papers that the entries speak of."""
        about = {row.submission_id for row in rows if row.submission_id}
        papers = sight_of(request.user, self.edition(request)).papers("audit_log").filter(pk__in=about) if about else []
        found = {paper.pk: paper for paper in papers}
        for row in rows:
            row.about = found.get(row.submission_id)

    @admin.display(description="act", ordering="verb")
    def what(self, entry: Entry) -> str:
        """Say the act in words."""
        return act(entry.verb)

    @admin.display(description="by")
    def who(self, entry: Entry) -> str:
        """Say who did it."""
        return entry.actor_name or "the system"

    @admin.display(description="paper")
    def paper(self, entry: Entry) -> str:
        """Lead to the paper."""
        return (
            link(reverse("desk:submissions_submission_change", args=[entry.about.pk]), entry.about.number)
            if entry.about
            else ""
        )

    @admin.display(description="details")
    def detail_line(self, entry: Entry) -> str:
        """Show the plain values of the entry, cut short."""
        line = "; ".join(f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in entry.detail.items())
        return line if len(line) <= LINE else line[:LINE] + " …"

    def heading(self, obj: Entry) -> str:
        """Head the page with the act."""
        return self.what(obj)

    def facts(self, request: HttpRequest, obj: Entry) -> list[Fact]:  # noqa: ARG002
        """Show all the values."""
        return [
            Fact("When", when(obj.at)),
            Fact("By", self.who(obj)),
            *([Fact("Paper", self.paper(obj))] if obj.about else []),
            *(Fact(name.replace("_", " ").capitalize(), _plain(value)) for name, value in obj.detail.items()),
        ]


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(inner) for inner in value)
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
