"""The filters of the desk's list of papers."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from submissions.models import Manuscript, Submission
from submissions.models.manuscript import Kind
from submissions.states import CHOICES, RECEIVED
from want.core.numbers import whole
from want.desk.chairing import edition_on_desk
from want.desk.sight import sight_of
from want.venues.models import SubmissionType, Topic


class OfEdition(admin.SimpleListFilter):
    """A filter by something of the edition on the desk, asked with one query."""

    kind: Any

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the edition's own."""
        rows = self.kind.objects.filter(edition=model_admin.edition(request))
        return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]

    def chosen(self) -> int | None:
        """Return the key that was chosen, if it is one."""
        return whole(self.value() or "")


class TypeFilter(OfEdition):
    """By type."""

    title = "type"
    parameter_name = "type"
    kind = SubmissionType

    def queryset(self, request: HttpRequest, queryset: QuerySet[Submission]) -> QuerySet[Submission]:  # noqa: ARG002
        """Keep the papers of one type."""
        return queryset.filter(submission_type_id=self.chosen()) if self.chosen() else queryset


class TrackFilter(admin.SimpleListFilter):
    """By track, where the edition has any."""

    title = "track"
    parameter_name = "track"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the edition's own, and whichever papers have none yet."""
        offered = [(str(track.pk), track.name) for track in model_admin.edition(request).track_list]
        return [*offered, ("none", "None chosen")] if offered else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Submission]) -> QuerySet[Submission]:  # noqa: ARG002
        """Keep the papers of one track."""
        if self.value() == "none":
            return queryset.filter(track=None)
        chosen = whole(self.value() or "")
        return queryset.filter(track_id=chosen) if chosen else queryset


class TopicFilter(OfEdition):
    """By topic."""

    title = "topic"
    parameter_name = "topic"
    kind = Topic

    def queryset(self, request: HttpRequest, queryset: QuerySet[Submission]) -> QuerySet[Submission]:  # noqa: ARG002
        """Keep the papers about one topic."""
        if not self.chosen():
            return queryset
        about = Submission.topics.through.objects.filter(submission=OuterRef("pk"), topic=self.chosen())
        return queryset.filter(Exists(about))


class StatusFilter(admin.SimpleListFilter):
    """By status."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        """Offer all states."""
        return [*CHOICES, ("received", "Submitted, or decided since")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Submission]) -> QuerySet[Submission]:  # noqa: ARG002
        """Keep the papers in one state."""
        if self.value() == "received":
            return queryset.filter(status__in=RECEIVED)
        return queryset.filter(status=self.value()) if self.value() else queryset


class FileFilter(admin.SimpleListFilter):
    """By whether there is a PDF; papers whose file this chair may not see are in neither heap."""

    title = "PDF"
    parameter_name = "pdf"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        """Offer with and without."""
        return [("yes", "With a PDF"), ("no", "Without a PDF")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Submission]) -> QuerySet[Submission]:
        """Keep the papers with or without one."""
        if self.value() not in {"yes", "no"}:
            return queryset
        seen = sight_of(request.user, edition_on_desk(request)).papers("pdf").order_by().values("pk")
        has_file = Exists(Manuscript.objects.filter(submission=OuterRef("pk"), kind=Kind.PAPER))
        return queryset.filter(has_file if self.value() == "yes" else ~has_file, pk__in=seen)
