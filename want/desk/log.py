"""The log in the desk: who did what when, in the edition; entries about papers in conflict are not there."""

import re
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from want.accounts.models import User
from want.audit.models import Entry
from want.core import timewords
from want.core.sealed import seal, unseal
from want.desk.cells import Fact, link, when
from want.desk.edition_admin import EditionAdmin
from want.desk.sentences import sentence_of, verbs_with
from want.desk.sight import sight_of

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?[+-]\d\d:\d\d")
HASH = re.compile(r"\b[0-9a-f]{64}\b")
LINE = 160
WORDS = 8  # of a search


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
        return [*((seal(chair.user_id, "person"), str(chair.user)) for chair in chairs), ("system", "The system")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:  # noqa: ARG002
        """Keep what one person did."""
        if self.value() == "system":
            return queryset.filter(actor_id=None)
        chosen = unseal(self.value() or "", "person")
        return queryset.filter(actor_id=chosen) if chosen else queryset


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
    search_fields = ("actor_name",)
    search_help_text = "Name or words of an act"
    sortable_by = ("at",)

    def scope(self, request: HttpRequest, rows: QuerySet[Entry]) -> QuerySet[Entry]:
        """Keep the edition's entries, without those about papers whose log this chair may not see."""
        edition = self.edition(request)
        papers = sight_of(request.user, edition).papers("audit_log").values("pk")
        return rows.filter(edition=edition.slug).filter(Q(submission_id=None) | Q(submission_id__in=papers))

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002
        queryset: QuerySet[Entry],
        search_term: str,
    ) -> tuple[QuerySet[Entry], bool]:
        """Find entries by who acted, or by what their act is called here."""
        for word in search_term.split()[:WORDS]:
            said = Q(verb__in=verbs_with(word)) | Q(verb__icontains=word)
            queryset = queryset.filter(Q(actor_name__icontains=word) | said)
        return queryset, False

    def prepare(self, request: HttpRequest, rows: list[Entry]) -> None:
        """Find the papers and the people that the entries speak of."""
        about = {row.submission_id for row in rows if row.submission_id}
        papers = sight_of(request.user, self.edition(request)).papers("audit_log").filter(pk__in=about) if about else []
        found = {paper.pk: paper for paper in papers}
        for row in rows:
            row.about = found.get(row.submission_id)
        _name_people(rows)

    @admin.display(description="act", ordering="verb")
    def what(self, entry: Entry) -> str:
        """Say the act in words."""
        return sentence_of(entry.verb)

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
        line = "; ".join(f"{_named(name)}: {_short(_plain(value))}" for name, value in entry.detail.items())
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
            *(Fact(_named(name).capitalize(), _plain(value)) for name, value in obj.detail.items()),
        ]


def _name_people(rows: list[Entry]) -> None:
    """Put names where the entries hold keys of accounts."""
    keys = {row.detail["person"] for row in rows if isinstance(row.detail.get("person"), int)}
    people = User.objects.in_bulk(keys) if keys else {}
    for row in rows:
        if row.detail.get("person") in people:
            row.detail = row.detail | {"person": str(people[row.detail["person"]])}


def _named(name: str) -> str:
    return {"closed_at": "closed before", "closes_at": "closes now"}.get(name, name.replace("_", " ").strip())


def _short(text: str) -> str:
    """Cut a hash to its beginning, which is enough to compare by eye; the entry's own page has it whole."""
    return HASH.sub(lambda found: f"{found[0][:12]}…", text)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(inner) for inner in value)
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return timewords.aoe(datetime.fromisoformat(text)) if INSTANT.fullmatch(text) else text
