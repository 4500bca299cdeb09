"""Tracks in the desk's lists of people: the filter and the cells, where there are tracks."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from want.core.numbers import whole
from want.venues.models import Edition
from want.venues.tracks import READERS, names_of

ALL = "all tracks"


class ServesInFilter(admin.SimpleListFilter):
    """By the track that people serve in, or are asked for; who names none serves in each."""

    title = "track"
    parameter_name = "track"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the edition's own, and those who name none."""
        offered = [(str(track.pk), track.name) for track in model_admin.edition(request).track_list]
        return [*offered, ("all", "None named")] if offered else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        """Keep the people who serve in one track."""
        rows = queryset.model.tracks.through.objects.filter(**{queryset.model._meta.model_name: OuterRef("pk")})
        if self.value() == "all":
            return queryset.filter(~Exists(rows))
        chosen = whole(self.value() or "")
        return queryset.filter(Exists(rows.filter(track=chosen)) | ~Exists(rows)) if chosen else queryset


def load_tracks(edition: Edition, rows: list[Any]) -> None:
    """Give each row of a list the words of its cell."""
    named = names_of(rows) if edition.has_tracks else {}
    for row in rows:
        row.track_names = ", ".join(named.get(row.pk, ())) or (ALL if row.role in READERS else "")
